import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Database } from '../../platform/database/database.js';
import { ForgottenActions } from './actions.repository.js';
import { PROJECT_LOCK } from './project-lock.js';
import { timestamp } from './bulk.js';
import { markDirty } from './dirty-days.repository.js';

const CHUNK = 5_000;

/** What goes, and the condition on which it goes: `$2` is the first instant that stays, `$3` its local day. */
const outdated: readonly (readonly [table: string, condition: string])[] = [
  ['events', 'at < $2'],
  ['sessions', 'last_at < $2'],
  // The last sighting is kept to the minute.
  ['people', `last_seen < $2::timestamptz - interval '1 minute'`],
  ['rollup_days', 'day < $3'],
  ['rollup_hours', 'day < $3'],
  ['rollup_ways', 'day < $3'],
  ['rollup_visits', 'day < $3'],
  ['dirty_days', 'day < $3'],
];

/** Removes what is older than its project keeps, whole local days, a bounded piece at a time. */
@Injectable()
export class RetentionRepository {
  constructor(
    private readonly database: Database,
    private readonly actions: ForgottenActions,
  ) {}

  /** Says how many rows went. */
  async forgetOutdated(now: number): Promise<number> {
    const projects = await this.database.query<{ no: number; timezone: string; months: number }>(
      `SELECT no, timezone, retention_months AS months FROM projects
       WHERE retention_months IS NOT NULL AND deleting_at IS NULL`,
    );
    let removed = 0;
    for (const { no, timezone, months } of projects) {
      const first = DateTime.fromMillis(now, { zone: timezone }).minus({ months }).startOf('day');
      removed += await this.forgetBefore(no, first);
    }
    return removed;
  }

  private async forgetBefore(projectNo: number, first: DateTime): Promise<number> {
    const day = first.toISODate() ?? '';
    const limits = [projectNo, timestamp(first.toMillis()), day];
    let removed = 0;
    for (const [table, condition] of outdated) {
      for (let gone = CHUNK; gone === CHUNK; removed += gone) {
        gone = await this.removeSome(table, condition, limits);
      }
    }
    // What the first day that stays shares with the one before has gone with it.
    if (removed > 0) {
      await this.database.transaction((client) => markDirty(client, [{ projectNo, day }]));
      await this.actions.forgetUnused(projectNo);
    }
    return removed;
  }

  private async removeSome(
    table: string,
    condition: string,
    limits: readonly unknown[],
  ): Promise<number> {
    return this.database.transaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1, $2)', [PROJECT_LOCK, limits[0]]);
      const { rowCount } = await client.query(
        `WITH outdated AS (
           SELECT tableoid, ctid FROM ${table}
           WHERE project_no = $1 AND ${condition} AND $2::timestamptz IS NOT NULL
             AND $3::date IS NOT NULL LIMIT ${CHUNK})
         DELETE FROM ${table} t USING outdated o
         WHERE t.tableoid = o.tableoid AND t.ctid = o.ctid AND t.project_no = $1`,
        [...limits],
      );
      return rowCount ?? 0;
    });
  }
}
