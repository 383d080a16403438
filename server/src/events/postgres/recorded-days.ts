import type { ProjectScope } from '../tally.js';
import { TOTAL } from './dimension.sql.js';
import type { Ask } from './params.js';

/** A project-local day that has events. */
export interface RecordedDay {
  readonly day: string;
  /** What is remembered of it is what its events say. */
  readonly counted: boolean;
  /** The ways of its visits are remembered, too. */
  readonly ways: boolean;
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
    sql: `SELECT day::text, bool_and(counted) AS counted, bool_or(ways) AS ways,
        bool_or(p.rollups_stale_since IS NOT NULL) AS stale
      FROM (
        SELECT r.day, true AS counted, w.day IS NOT NULL AS ways FROM rollup_days r
        LEFT JOIN rollup_ways w ON w.project_no = r.project_no AND w.day = r.day
        WHERE r.project_no = $1 AND r.dimension = ${TOTAL} AND r.value = ''
          AND r.day BETWEEN coalesce($2::date, '-infinity') AND $3
        UNION ALL
        SELECT day, false, false FROM dirty_days
        WHERE project_no = $1 AND day BETWEEN coalesce($2::date, '-infinity') AND $3) known
      JOIN projects p ON p.no = $1
      GROUP BY day ORDER BY day`,
    params: [project.no, first, last],
  });
  if (rows.some(({ stale }) => stale)) return null;
  return rows.map(({ day, counted, ways }) => ({ day, counted, ways: counted && ways }));
}
