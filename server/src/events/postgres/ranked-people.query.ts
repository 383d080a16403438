import type { UserList } from '../lists.js';
import type { Cursor } from './cursor.js';
import { factsSql, filterSql, visitsOf } from './facts.sql.js';
import { afterSql, likePerson, userPositions } from './lists.query.js';
import { Params, type Statement } from './params.js';
import { eventsOfVisits, stretchesSql } from './running-visits.sql.js';

/** `total` of the whole list. */
export interface RankedRecord {
  person: number;
  total: number;
}

/** Orders that can be told from visits. */
export type RankedList = UserList & { readonly order: Exclude<UserList['order'], 'last_seen'> };

export function isRanked(list: UserList): list is RankedList {
  return list.order !== 'last_seen';
}

/**
 * Who comes first in a list of people whose filters look at visits alone. Visits that lie in the range and are all of one
 * person are counted from their own rows; the events of others are looked up in the stretches in which these ran.
 */
export function rankedPeopleQuery(list: RankedList, cursor: Cursor | null): Statement {
  const params = new Params();
  const { project, range, filters, order } = list;
  const no = `${params.add(project.no)}::int`;
  const from = `${params.add(range.from)}::timestamptz`;
  const to = `${params.add(range.to)}::timestamptz`;
  // Something else may be the beginning of a visit without being an event that counts.
  const begins = order === 'first_seen' ? 'AND s.entry_at IS NOT DISTINCT FROM s.started_at' : '';
  const looked = (source: string): string => `
    SELECT r.person, e.session_id, 1, e.at
    ${factsSql({ project, ...range, filters, source }, params)} AND r.person IS NOT NULL`;
  const sql = `
    WITH near AS MATERIALIZED (
      SELECT s.*, NOT s.mixed AND s.started_at >= ${from} AND s.last_at < ${to} ${begins} AS whole
      FROM sessions s
      WHERE ${visitsOf(no, from, to)} AND s.last_at >= ${from} AND s.events > 0
        AND (s.person_no IS NOT NULL OR s.mixed) AND ${filterSql(filters, project, params)}),
    split AS MATERIALIZED (SELECT * FROM near WHERE NOT whole),
    stretches AS MATERIALIZED (${stretchesSql('split')}),
    parts (person, session_id, events, first_seen) AS (
      SELECT coalesce(a.user_no, s.person_no), s.id, s.events, s.started_at
      FROM near s
      LEFT JOIN people_aliases a ON a.project_no = ${no} AND a.anonymous_no = s.person_no
      WHERE s.whole
      UNION ALL
      ${looked(eventsOfVisits('stretches', 'split', no))}
      UNION ALL
      ${looked('events e LEFT JOIN sessions s ON false')} AND e.session_id IS NULL),
    found AS MATERIALIZED (
      SELECT person, sum(events)::int AS events, count(session_id)::int AS sessions,
        min(first_seen) AS first_seen
      FROM (SELECT person, session_id, sum(events) AS events, min(first_seen) AS first_seen
        FROM parts GROUP BY person, session_id) v
      GROUP BY person)
    SELECT f.person, ${userPositions[order]} AS position, (SELECT count(*)::int FROM found) AS total
    FROM found f ${afterSql(list, cursor, params)}
    ORDER BY position DESC, f.person DESC LIMIT ${params.add(list.limit + 1)}::int`;
  return { sql, params: params.values };
}

/** Everybody whose id or traits have what is searched for, seen or not, but who turned out to be somebody else; at most so many. */
export function searchedPeopleQuery(list: UserList, most: number): Statement {
  const params = new Params();
  const sql = `
    SELECT p.no AS person FROM people p
    WHERE p.project_no = ${params.add(list.project.no)}::int AND ${likePerson(list.search ?? '', params)}
      AND NOT EXISTS (SELECT 1 FROM people_aliases a
        WHERE a.project_no = p.project_no AND a.anonymous_no = p.no AND a.user_no <> p.no)
    LIMIT ${params.add(most)}::int`;
  return { sql, params: params.values };
}
