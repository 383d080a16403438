import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { PROJECT_LOCK } from './project-lock.js';

/** What belongs to a project, in the order in which it may go. */
const tables = [
  'events',
  'actions',
  'event_ids',
  'sessions',
  'people_aliases',
  'people',
  'groups',
  'rollup_days',
  'rollup_hours',
  'rollup_ways',
  'rollup_visits',
  'dirty_days',
  'quarantined_events',
  'removal_events',
  'forgotten_people',
] as const;

/** Removes all that was stored for a project, a bounded piece at a time. */
@Injectable()
export class Erasure {
  constructor(private readonly database: Database) {}

  /** Removes at most `most` rows and says how many it were; 0 means that nothing is left. */
  async eraseSome(projectNo: number, most: number): Promise<number> {
    return this.database.transaction(async (client) => {
      // A batch that was being written when the project went must be seen, too.
      await client.query('SELECT pg_advisory_xact_lock($1, $2)', [PROJECT_LOCK, projectNo]);
      for (const table of tables) {
        const { rowCount } = await client.query(
          `WITH chunk AS (SELECT tableoid, ctid FROM ${table} WHERE project_no = $1 LIMIT $2)
           DELETE FROM ${table} t USING chunk
           WHERE t.tableoid = chunk.tableoid AND t.ctid = chunk.ctid AND t.project_no = $1`,
          [projectNo, most],
        );
        if (rowCount) return rowCount;
      }
      return 0;
    });
  }
}
