import type pg from 'pg';
import type { Database } from '../../platform/database/database.js';
import { TOTAL } from './dimension.sql.js';

/** A project-local day, `YYYY-MM-DD`, whose rollup is not, or no longer, what its events say. */
export interface DirtyDay {
  readonly projectNo: number;
  readonly day: string;
}

/** Marks days in the caller's transaction: whoever sees the events also sees the mark. */
export async function markDirty(client: pg.ClientBase, days: readonly DirtyDay[]): Promise<void> {
  if (days.length === 0) return;
  await client.query(
    `INSERT INTO dirty_days (project_no, day)
     SELECT * FROM unnest($1::int[], $2::date[])
     ON CONFLICT (project_no, day) DO UPDATE SET version = nextval('dirty_version')`,
    [days.map(({ projectNo }) => projectNo), days.map(({ day }) => day)],
  );
}

/**
 * The dirty days of a project between two days, both included; null when all are, because a setting that its rollups
 * depend on has changed.
 */
export async function dirtyDaysBetween(
  client: pg.ClientBase,
  projectNo: number,
  first: string,
  last: string,
): Promise<Set<string> | null> {
  const { rows } = await client.query<{ stale: boolean; days: string[] | null }>(
    `SELECT rollups_stale_since IS NOT NULL AS stale,
       (SELECT array_agg(day::text) FROM dirty_days
        WHERE project_no = $1 AND day BETWEEN $2 AND $3) AS days
     FROM projects WHERE no = $1`,
    [projectNo, first, last],
  );
  const row = rows[0];
  return !row || row.stale ? null : new Set(row.days);
}

/** The first and the last day of which anything is remembered or waits to be counted; null when there is none. */
export async function daysOnRecord(
  client: pg.ClientBase,
  projectNo: number,
): Promise<{ first: string; last: string } | null> {
  // TRICKY: the rollup's key begins with project and dimension, so its ends are found without reading between them.
  const { rows } = await client.query<{ first: string | null; last: string | null }>(
    `SELECT least(
         (SELECT min(day) FROM rollup_days WHERE project_no = $1 AND dimension = $2),
         (SELECT min(day) FROM dirty_days WHERE project_no = $1))::text AS first,
       greatest(
         (SELECT max(day) FROM rollup_days WHERE project_no = $1 AND dimension = $2),
         (SELECT max(day) FROM dirty_days WHERE project_no = $1))::text AS last`,
    [projectNo, TOTAL],
  );
  const [row] = rows;
  return row?.first && row.last ? { first: row.first, last: row.last } : null;
}

/** The days that have been dirty longest, but for those named (`project day`). */
export async function oldestDirtyDays(
  database: Pick<Database, 'query'>,
  limit: number,
  except: readonly string[],
): Promise<DirtyDay[]> {
  const rows = await database.query<{ project_no: number; day: string }>(
    `SELECT project_no, day::text FROM dirty_days
     WHERE project_no || ' ' || day <> ALL($2::text[]) ORDER BY since LIMIT $1`,
    [limit, except],
  );
  return rows.map((row) => ({ projectNo: row.project_no, day: row.day }));
}
