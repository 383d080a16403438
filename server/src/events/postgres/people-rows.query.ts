import type { UserList } from '../lists.js';
import type { Cursor } from './cursor.js';
import { factsSql, filterSql, visitsOf } from './facts.sql.js';
import { afterSql, userPositions } from './lists.query.js';
import { Params, type Statement } from './params.js';

/**
 * Rows of the list of people for some of them, in its order. Filters look at visits alone. A visit that lies in the range,
 * is all of one person and begins with a page view is counted from its own row; the events of the others are looked up,
 * and so is the last event of everybody: only visits that ended after the latest one began can have it. TRICKY: OFFSET has
 * events of people, and then visits of the few events that are left, looked up instead of all being read.
 */
export function peopleRowsQuery(
  list: UserList,
  persons: readonly number[],
  cursor: Cursor | null,
): Statement {
  const params = new Params();
  const { project, range, filters } = list;
  const no = `${params.add(project.no)}::int`;
  const from = `${params.add(range.from)}::timestamptz`;
  const to = `${params.add(range.to)}::timestamptz`;
  const people = `${params.add(persons)}::int[]`;
  const looked = (source: string, passed: UserList['filters']): string => `
    SELECT r.person, e.session_id, count(*), min(e.at), max(e.at)
    ${factsSql({ project, ...range, filters: passed, source }, params)}`;
  const sql = `
    WITH ids AS MATERIALIZED (
      SELECT no AS person, no FROM unnest(${people}) AS u (no)
      -- Whose names lead in a circle is there already.
      UNION
      SELECT a.user_no, a.anonymous_no FROM people_aliases a
      WHERE a.project_no = ${no} AND a.user_no = ANY(${people})),
    visits AS MATERIALIZED (
      SELECT s.id, s.started_at, s.last_at, s.person_no, s.events, i.person,
        NOT s.mixed AND s.started_at >= ${from} AND s.last_at < ${to}
          AND s.entry_at IS NOT DISTINCT FROM s.started_at AS whole
      FROM ids i JOIN sessions s ON s.project_no = ${no} AND s.person_no = i.no
      WHERE ${visitsOf(no, from, to)} AND s.last_at >= ${from} AND s.events > 0
        AND ${filterSql(filters, project, params)}),
    parts (person, session_id, events, first_seen, last_seen) AS MATERIALIZED (
      SELECT person, id, events, started_at, NULL::timestamptz FROM visits WHERE whole
      UNION ALL
      ${looked(
        `visits s JOIN events e ON e.project_no = ${no} AND e.session_id = s.id
          AND e.at >= s.started_at AND e.at <= s.last_at`,
        [],
      )} AND NOT s.whole GROUP BY 1, 2
      UNION ALL
      ${looked(
        `ids i
        CROSS JOIN LATERAL (
          SELECT * FROM events e
          WHERE e.project_no = ${no} AND e.person_no = i.no AND e.at >= ${from} AND e.at < ${to} OFFSET 0) e
        LEFT JOIN LATERAL (
          SELECT * FROM sessions s WHERE s.id = e.session_id AND ${visitsOf(no, from, to)} OFFSET 0) s ON true`,
        filters,
      )}
        AND (e.session_id IN (SELECT id FROM visits)) IS NOT TRUE
        AND (s.id IS NULL OR (s.mixed AND coalesce(s.person_no, 0) NOT IN (SELECT no FROM ids)))
        GROUP BY 1, 2),
    ends (person, session_id, at) AS (
      SELECT person, session_id, last_seen FROM parts WHERE last_seen IS NOT NULL
      UNION ALL
      SELECT v.person, v.id, e.at
      FROM (SELECT *, max(started_at) OVER (PARTITION BY person) AS latest FROM visits WHERE whole) v
      CROSS JOIN LATERAL (
        SELECT e.at FROM events e
        WHERE e.project_no = ${no} AND e.session_id = v.id AND e.kind <= 1
          AND e.at >= v.started_at AND e.at <= v.last_at
        ORDER BY e.at DESC LIMIT 1) e
      WHERE v.last_at >= v.latest),
    found AS MATERIALIZED (
      SELECT p.*, l.last_seen, l.last_session
      FROM (SELECT person, sum(events)::int AS events, count(DISTINCT session_id)::int AS sessions,
          min(first_seen) AS first_seen
        FROM parts WHERE person = ANY(${people}) GROUP BY person) p
      JOIN (SELECT person, max(at) AS last_seen, (array_agg(session_id ORDER BY at DESC, session_id DESC))[1] AS last_session
        FROM ends GROUP BY person) l USING (person))
    SELECT f.*, ${userPositions[list.order]} AS position, p.key, p.known, p.traits,
      s.country, s.browser, s.os, s.device, (SELECT count(*)::int FROM found) AS total
    FROM found f
    JOIN people p ON p.project_no = ${no} AND p.no = f.person
    LEFT JOIN sessions s ON s.id = f.last_session
    ${afterSql(list, cursor, params)}
    ORDER BY position DESC, f.person DESC LIMIT ${params.add(list.limit + 1)}::int`;
  return { sql, params: params.values };
}
