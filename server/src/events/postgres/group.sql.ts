import { ACTOR } from './actor.sql.js';

/**
 * The group `g` of an event `e` and its person `r`: the one it names; else the one its person was put into by the last
 * call until then, or, before the first call, by that one. Who is nobody by name is put into a group for the visit.
 *
 * TRICKY: calls of all times are looked at, so that the answer does not depend on the range of a question. Whose a call
 * is follows the same rule as for any event; the visit is looked up call by call, off its key, and only where it matters.
 */
export function groupsSql(project: string): string {
  return `LEFT JOIN (
      SELECT actor, group_no,
        CASE WHEN lag(at) OVER w IS NULL THEN '-infinity'::timestamptz ELSE at END AS since,
        coalesce(lead(at) OVER w, 'infinity'::timestamptz) AS until
      FROM (
        SELECT ${ACTOR} AS actor, e.group_no, e.at, e.event_id
        FROM full_events e
        LEFT JOIN LATERAL (
          SELECT v.person_no FROM sessions v
          WHERE v.id = e.session_id AND (e.person_no > 0) IS NOT TRUE OFFSET 0) s ON true
        CROSS JOIN LATERAL (SELECT CASE
          WHEN e.person_no > 0 THEN e.person_no
          WHEN s.person_no > 0 AND NOT e.signed_out THEN s.person_no
          ELSE e.person_no END AS own) o
        LEFT JOIN people_aliases a ON a.project_no = ${project} AND a.anonymous_no = o.own
        CROSS JOIN LATERAL (SELECT coalesce(a.user_no, o.own) AS person) r
        WHERE e.project_no = ${project} AND e.kind = 3 AND e.name = '$group' AND e.group_no IS NOT NULL) calls
      WHERE actor IS NOT NULL
      WINDOW w AS (PARTITION BY actor ORDER BY at, event_id)) m
    ON m.actor = ${ACTOR} AND e.at >= m.since AND e.at < m.until
    LEFT JOIN groups g ON g.project_no = ${project} AND g.no = coalesce(e.group_no, m.group_no)`;
}
