import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';

/** What belongs to a project, in the order in which it may go. */
const tables = [
  'events',
  'event_ids',
  'sessions',
  'people_aliases',
  'people',
  'rollup_days',
  'rollup_hours',
  'dirty_days',
  'quarantined_events',
] as const;

/** Removes all that was stored for a project, a bounded piece at a time. */
@Injectable()
export class Erasure {
  constructor(private readonly database: Database) {}

  /** Removes at most `most` rows and says how many it were; 0 means that nothing is left. */
  async eraseSome(projectNo: number, most: number): Promise<number> {
    for (const table of tables) {
      const [row] = await this.database.query<{ removed: number }>(
        `WITH some AS (SELECT tableoid, ctid FROM ${table} WHERE project_no = $1 LIMIT $2),
         gone AS (
           DELETE FROM ${table} t USING some
           WHERE t.tableoid = some.tableoid AND t.ctid = some.ctid AND t.project_no = $1
           RETURNING 1)
         SELECT count(*)::int AS removed FROM gone`,
        [projectNo, most],
      );
      if (row && row.removed > 0) return row.removed;
    }
    return 0;
  }
}
