import type { UserList } from '../lists.js';
import { isMostlyWhole } from './condensed.sql.js';
import { micros, type Cursor } from './cursor.js';
import { factsSql, filterSql, IS_NOBODY_ELSE, visitsOf } from './facts.sql.js';
import { likePerson } from './lists.query.js';
import { type Ask, Params, type Statement } from './params.js';
import { eventsOfVisits, stretchesSql } from './running-visits.sql.js';

/** Orders that visits tell of. */
export type RankedList = UserList & { readonly order: Exclude<UserList['order'], 'last_seen'> };

export function isRanked(list: UserList): list is RankedList {
  return list.order !== 'last_seen';
}

/** `total` of the whole list. */
export interface RankedRecord {
  person: number;
  total: number;
}

/** What people are ranked by, of their visits `v`. */
const positions: Readonly<Record<RankedList['order'], string>> = {
  first_seen: micros('min(v.first_seen)'),
  event_count: 'sum(v.events)::bigint',
  session_count: 'count(v.session_id)::bigint',
};

const IS_SOMEBODYS = '(s.events > 0 AND (s.person_no IS NOT NULL OR s.mixed))';
/** Such a visit does not tell when its first event was: something else is its beginning. */
const BEGINS_OTHERWISE = 's.entry_at IS DISTINCT FROM s.started_at';
/** With more of them than this among so many of the latest visits, too many are to be looked into. */
const MOST_OTHERWISE = 100;
const SAMPLE = 5_000;

/** Whether visits tell enough of what a list is ordered by. */
export async function isTold(ask: Ask, { project, range, order }: RankedList): Promise<boolean> {
  if (!(await isMostlyWhole(ask, project, range))) return false;
  if (order !== 'first_seen') return true;
  const [row] = await ask<{ otherwise: number }>({
    sql: `SELECT count(*) FILTER (WHERE ${BEGINS_OTHERWISE})::int AS otherwise FROM (
        SELECT * FROM sessions s
        WHERE s.project_no = $1 AND s.started_at >= $2 AND s.started_at < $3 AND ${IS_SOMEBODYS}
        ORDER BY s.started_at DESC LIMIT ${SAMPLE}) s`,
    params: [project.no, range.from, range.to],
  });
  return (row?.otherwise ?? 0) <= MOST_OTHERWISE;
}

/**
 * Who comes first in a list of people whose filters look at visits alone. Visits that lie in the range and answer for
 * their events are counted from their own rows; the events of others are looked up in the stretches in which these ran.
 */
export function rankedPeopleQuery(list: RankedList, cursor: Cursor | null): Statement {
  const params = new Params();
  const { project, range, filters, order } = list;
  const no = `${params.add(project.no)}::int`;
  const from = `${params.add(range.from)}::timestamptz`;
  const to = `${params.add(range.to)}::timestamptz`;
  const looked = (source: string, passed: UserList['filters']): string => `
    SELECT r.person, e.session_id, count(*), min(e.at)
    ${factsSql({ project, ...range, filters: passed, source }, params)} AND r.person IS NOT NULL`;
  const after = cursor
    ? `WHERE (f.position, f.person) < (${params.add(cursor[0])}::bigint, ${params.add(cursor[1])}::int)`
    : '';
  const begins = order === 'first_seen' ? `AND NOT (${BEGINS_OTHERWISE})` : '';
  const sql = `
    WITH near AS MATERIALIZED (
      SELECT s.id, s.started_at, s.last_at, s.person_no, s.events,
        NOT s.mixed ${begins} AND s.started_at >= ${from} AND s.last_at < ${to} AS whole
      FROM sessions s
      WHERE ${visitsOf(no, from, to)} AND s.last_at >= ${from} AND ${IS_SOMEBODYS}
        AND ${filterSql(filters, project, params)}),
    split AS MATERIALIZED (SELECT * FROM near WHERE NOT whole),
    stretches AS MATERIALIZED (${stretchesSql('split')}),
    parts (person, session_id, events, first_seen) AS (
      SELECT coalesce(a.user_no, s.person_no), s.id, s.events, s.started_at
      FROM near s
      LEFT JOIN people_aliases a ON a.project_no = ${no} AND a.anonymous_no = s.person_no
      WHERE s.whole
      UNION ALL
      ${looked(eventsOfVisits('stretches', 'split', no), [])} GROUP BY 1, 2
      UNION ALL
      ${looked('events e LEFT JOIN sessions s ON false', filters)} AND e.session_id IS NULL GROUP BY 1, 2),
    found AS MATERIALIZED (
      SELECT v.person, ${positions[order]} AS position
      FROM (SELECT person, session_id, sum(events) AS events, min(first_seen) AS first_seen
        FROM parts GROUP BY person, session_id) v
      GROUP BY v.person)
    SELECT f.person, (SELECT count(*)::int FROM found) AS total
    FROM found f
    JOIN people p ON p.project_no = ${no} AND p.no = f.person
    ${after}
    ORDER BY f.position DESC, f.person DESC LIMIT ${params.add(list.limit + 1)}::int`;
  return { sql, params: params.values };
}

/**
 * Everybody whose id or traits have what is searched for, seen or not, but who turned out to be somebody else; at most so
 * many.
 */
export function searchedPeopleQuery(list: UserList, most: number): Statement {
  const params = new Params();
  const sql = `
    SELECT p.no AS person FROM people p
    WHERE p.project_no = ${params.add(list.project.no)}::int AND ${likePerson(list.search ?? '', params)}
      AND ${IS_NOBODY_ELSE}
    LIMIT ${params.add(most)}::int`;
  return { sql, params: params.values };
}
