/** The stretches of time, `since` and `until`, in which any of a set of visits ran; those that overlap are one. */
export function stretchesSql(visits: string): string {
  return `SELECT lower(span) AS since, upper(span) AS until FROM (
    SELECT unnest(range_agg(tstzrange(started_at, last_at, '[]'))) AS span FROM ${visits}) x`;
}

/**
 * The countable events `e` of a set of visits `s`, looked for in their stretches alone. TRICKY: without OFFSET it would be
 * taken apart, and all events be read to find a few.
 */
export function eventsOfVisits(stretches: string, visits: string, project: string): string {
  return `${stretches} w
    CROSS JOIN LATERAL (SELECT * FROM full_events e WHERE e.project_no = ${project} AND e.kind <= 1
      AND e.at >= w.since AND e.at <= w.until OFFSET 0) e
    JOIN ${visits} s ON s.id = e.session_id`;
}
