import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../../platform/database/database.js';

/** The salts in the database: the only place where they are written down. */
@Injectable()
export class SaltsRepository {
  constructor(private readonly database: Database) {}

  /** Keeps `salt` for the day unless another process was faster; gives the one that holds for everybody. */
  async settle(projectNo: number, day: string, salt: Buffer, expiresAt: Date): Promise<Buffer> {
    await this.database.query(
      `INSERT INTO day_salts (project_no, day, salt, expires_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (project_no, day) DO NOTHING`,
      [projectNo, day, salt, expiresAt],
    );
    const kept = await this.find(projectNo, day, new Date(0));
    if (kept === null) throw new Error('A salt was deleted on the day it was made.');
    return kept;
  }

  /** The salt of a day, or null when there was none or it has expired by `now`. */
  async find(projectNo: number, day: string, now: Date): Promise<Buffer | null> {
    const [row] = await this.database.query<{ salt: Buffer }>(
      'SELECT salt FROM day_salts WHERE project_no = $1 AND day = $2 AND expires_at > $3',
      [projectNo, day, now],
    );
    return row?.salt ?? null;
  }

  /** Deletes what has expired by `now`, and its traces on the table's pages. Gives the number of salts deleted. */
  async forget(now: Date): Promise<number> {
    const gone = await this.database.query(
      'DELETE FROM day_salts WHERE expires_at <= $1 RETURNING 1',
      [now],
    );
    if (gone.length > 0) await this.database.query('VACUUM day_salts');
    return gone.length;
  }

  /** Deletes the salts of a project; gives their number. */
  async forgetProject(projectNo: number, client: pg.PoolClient): Promise<number> {
    const { rowCount } = await client.query('DELETE FROM day_salts WHERE project_no = $1', [
      projectNo,
    ]);
    return rowCount ?? 0;
  }
}
