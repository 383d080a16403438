import type { ProjectScope } from '../tally.js';
import { TOTAL } from './dimension.sql.js';
import { part } from './packed-visits.js';
import type { Ask } from './params.js';

/** A project-local day that has events. */
export interface RecordedDay {
  readonly day: string;
  /** What is remembered of it is what its events say. */
  readonly counted: boolean;
  /** The ways of its visits are remembered, too. */
  readonly ways: boolean;
  /** How many events it had when it was counted last; null when it never was. */
  readonly events: number | null;
  /** So are its visits, by columns: tells these rows from all that stood there before or will; else null. */
  readonly visits: string | null;
}

/**
 * The days between two, both included, that have events, in order: a day of which nothing is remembered and nothing waits
 * to be counted has none. `first` null = from the beginning. Null when nothing that is remembered counts any more.
 */
export async function recordedDays(
  ask: Ask,
  project: ProjectScope,
  first: string | null,
  last: string,
): Promise<RecordedDay[] | null> {
  const rows = await ask<RecordedDay & { stale: boolean }>({
    sql: `SELECT day::text, bool_and(counted) AS counted, bool_or(ways) AS ways, max(visits) AS visits,
        max(events)::float8 AS events,
        bool_or(p.rollups_stale_since IS NOT NULL) AS stale
      FROM (
        SELECT r.day, true AS counted, w.day IS NOT NULL AS ways, v.xmin || ' ' || v.ctid AS visits,
          r.events
        FROM rollup_days r
        LEFT JOIN rollup_ways w ON w.project_no = r.project_no AND w.day = r.day
        LEFT JOIN rollup_visits v ON v.project_no = r.project_no AND v.day = r.day AND v.part = ${part.starts}
        WHERE r.project_no = $1 AND r.dimension = ${TOTAL} AND r.value = ''
          AND r.day BETWEEN coalesce($2::date, '-infinity') AND $3
        UNION ALL
        SELECT day, false, false, NULL, NULL FROM dirty_days
        WHERE project_no = $1 AND day BETWEEN coalesce($2::date, '-infinity') AND $3) known
      JOIN projects p ON p.no = $1
      GROUP BY day ORDER BY day`,
    params: [project.no, first, last],
  });
  if (rows.some(({ stale }) => stale)) return null;
  return rows.map(({ day, counted, ways, events, visits }) => ({
    day,
    counted,
    ways: counted && ways,
    events,
    visits: counted ? visits : null,
  }));
}
