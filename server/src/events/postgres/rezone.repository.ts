import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../../platform/database/database.js';
import { daysTouching } from '../calendar.js';
import { visitorUnit, type Session } from '../session.js';
import { PROJECT_LOCK } from './project-lock.js';
import { hexOf } from './bulk.js';
import { markDirty } from './dirty-days.repository.js';

const CHUNK = 10_000;

/**
 * Makes a project's numbers follow its settings again after its zone or its idea of a bounce has changed: visitors are
 * counted by the new local days, all remembered days are forgotten and marked dirty. Until then, readers count raw.
 */
@Injectable()
export class RezoneRepository {
  constructor(private readonly database: Database) {}

  /** Projects whose settings have changed since their rollups were counted. */
  async staleProjects(): Promise<number[]> {
    const rows = await this.database.query<{ no: number }>(
      'SELECT no FROM projects WHERE rollups_stale_since IS NOT NULL AND deleting_at IS NULL',
    );
    return rows.map(({ no }) => no);
  }

  async rezone(projectNo: number): Promise<void> {
    await this.database.transaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1, $2)', [PROJECT_LOCK, projectNo]);
      const { rows } = await client.query<{ timezone: string; since: Date }>(
        `SELECT timezone, rollups_stale_since AS since FROM projects
         WHERE no = $1 AND rollups_stale_since IS NOT NULL`,
        [projectNo],
      );
      const project = rows[0];
      if (!project) return;
      await recountUnits(client, projectNo, project.timezone);
      await client.query('DELETE FROM rollup_days WHERE project_no = $1', [projectNo]);
      await client.query('DELETE FROM rollup_hours WHERE project_no = $1', [projectNo]);
      await client.query('DELETE FROM rollup_ways WHERE project_no = $1', [projectNo]);
      await client.query('DELETE FROM rollup_visits WHERE project_no = $1', [projectNo]);
      await client.query('DELETE FROM dirty_days WHERE project_no = $1', [projectNo]);
      await markAll(client, projectNo, project.timezone);
      await client.query(
        `UPDATE projects SET rollups_stale_since = NULL WHERE no = $1 AND rollups_stale_since = $2`,
        [projectNo, project.since],
      );
    });
  }
}

async function recountUnits(client: pg.ClientBase, projectNo: number, zone: string): Promise<void> {
  for (let after = '0'; ;) {
    const { rows } = await client.query<{ id: string; visitor: string | null; started_at: Date }>(
      `SELECT id, visitor, started_at FROM sessions
       WHERE project_no = $1 AND id > $2 ORDER BY id LIMIT $3`,
      [projectNo, after, CHUNK],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    const units = rows.map((row) => {
      const visitor = row.visitor === null ? null : hexOf(row.visitor);
      const session: Pick<Session, 'visitor' | 'startedAt'> = {
        visitor,
        startedAt: row.started_at.getTime(),
      };
      return visitorUnit(session, zone);
    });
    await client.query(
      `UPDATE sessions s SET unit = n.unit
       FROM unnest($1::bigint[], $2::bigint[]) AS n (id, unit)
       WHERE s.id = n.id AND s.unit IS DISTINCT FROM n.unit`,
      [rows.map(({ id }) => id), units],
    );
  }
}

async function markAll(client: pg.ClientBase, projectNo: number, zone: string): Promise<void> {
  const { rows } = await client.query<{ first: Date | null; last: Date | null }>(
    'SELECT min(at) AS first, max(at) AS last FROM events WHERE project_no = $1',
    [projectNo],
  );
  const { first, last } = rows[0] ?? {};
  if (!first || !last) return;
  const days = daysTouching(zone, first.getTime(), last.getTime() + 1);
  await markDirty(
    client,
    days.map((day) => ({ projectNo, day })),
  );
}
