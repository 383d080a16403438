import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../../platform/database/database.js';
import type { Count } from './counts.js';

/** A line of the inspector. */
export interface CountRow {
  readonly outcome: Count['outcome'];
  readonly reason: string;
  readonly count: number;
  readonly lastAt: Date;
}

/** The counts of the door, by project and local day. */
@Injectable()
export class CountsRepository {
  constructor(private readonly database: Database) {}

  /** Adds to what is kept; several processes may do so at once. */
  async add(counts: readonly Count[]): Promise<void> {
    if (counts.length === 0) return;
    // Always in the same order, so that two processes never wait for each other.
    const rows = counts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    await this.database.query(
      `INSERT INTO ingestion_counts AS kept (project_no, day, outcome, reason, count, last_at)
       SELECT * FROM unnest($1::int[], $2::date[], $3::text[], $4::text[], $5::bigint[], $6::timestamptz[])
       ON CONFLICT (project_no, day, outcome, reason) DO UPDATE
       SET count = kept.count + excluded.count, last_at = greatest(kept.last_at, excluded.last_at)`,
      [
        rows.map((row) => row.projectNo),
        rows.map((row) => row.day),
        rows.map((row) => row.outcome),
        rows.map((row) => row.reason),
        rows.map((row) => row.count),
        rows.map((row) => new Date(row.lastAt)),
      ],
    );
  }

  /** What became of a project's events since the local day `from`, most first. */
  async since(projectNo: number, from: string): Promise<CountRow[]> {
    const rows = await this.database.query<CountRow & { count: string }>(
      `SELECT outcome, reason, sum(count)::text AS count, max(last_at) AS "lastAt"
       FROM ingestion_counts WHERE project_no = $1 AND day >= $2
       GROUP BY outcome, reason ORDER BY sum(count) DESC, reason`,
      [projectNo, from],
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** When the project's last event was accepted; null when none ever was. */
  async lastEventAt(projectNo: number): Promise<Date | null> {
    const [row] = await this.database.query<{ at: Date | null }>(
      `SELECT max(last_at) AS at FROM ingestion_counts WHERE project_no = $1 AND outcome = 'accepted'`,
      [projectNo],
    );
    return row?.at ?? null;
  }

  /** Deletes what was counted of a project; gives the number of rows. */
  async forgetProject(projectNo: number, client: pg.PoolClient): Promise<number> {
    const { rowCount } = await client.query('DELETE FROM ingestion_counts WHERE project_no = $1', [
      projectNo,
    ]);
    return rowCount ?? 0;
  }
}

function keyOf({ projectNo, day, outcome, reason }: Count): string {
  return `${projectNo} ${day} ${outcome} ${reason}`;
}
