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

/** From so many events on, a day is answered as it was remembered last, if that was just now. */
export const BUSY_DAY_EVENTS = 5_000;
/** What was remembered longer ago than this is no answer any more. */
const LONGEST_LAG = '60 seconds';

/** From the first to the last day, both included. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

export interface Dirt {
  /** The days of which anything is remembered or waits to be counted; null when there is none. */
  readonly recorded: DayRange | null;
  /** Days to be counted from raw events. */
  readonly days: ReadonlySet<string>;
  /** Events stored after this may be missing from the other days; null = none is. */
  readonly countedUntil: Date | null;
}

/**
 * What is dirty between two days, both included; null when all is, because a setting that the rollups depend on has
 * changed. A busy day that was remembered a moment ago is not, but its answer lags by that moment.
 */
export async function dirtBetween(
  client: pg.ClientBase,
  projectNo: number,
  first: string,
  last: string,
): Promise<Dirt | null> {
  const { rows } = await client.query<{
    stale: boolean;
    day: string | null;
    since: Date | null;
    lags: boolean | null;
    first: string | null;
    last: string | null;
  }>(
    // TRICKY: the rollup's key begins with project and dimension, so its ends are found without reading between them.
    `SELECT p.rollups_stale_since IS NOT NULL AS stale, d.day::text, d.since,
       r.events >= $5 AND d.since > clock_timestamp() - interval '${LONGEST_LAG}' AS lags,
       least(
         (SELECT min(day) FROM rollup_days WHERE project_no = $1 AND dimension = $4),
         (SELECT min(day) FROM dirty_days WHERE project_no = $1))::text AS first,
       greatest(
         (SELECT max(day) FROM rollup_days WHERE project_no = $1 AND dimension = $4),
         (SELECT max(day) FROM dirty_days WHERE project_no = $1))::text AS last
     FROM projects p
     LEFT JOIN dirty_days d ON d.project_no = p.no AND d.day BETWEEN $2 AND $3
     LEFT JOIN rollup_days r
       ON r.project_no = p.no AND r.dimension = $4 AND r.day = d.day AND r.value = ''
     WHERE p.no = $1`,
    [projectNo, first, last, TOTAL, BUSY_DAY_EVENTS],
  );
  const [row] = rows;
  if (row?.stale !== false) return null;
  const lagging = rows.flatMap(({ since, lags }) => (since && lags ? [since.getTime()] : []));
  return {
    recorded: row.first && row.last ? { first: row.first, last: row.last } : null,
    days: new Set(rows.flatMap(({ day, lags }) => (day === null || lags ? [] : [day]))),
    countedUntil: lagging.length === 0 ? null : new Date(Math.min(...lagging)),
  };
}

/**
 * A day that is over is marked again and again while a history is filled in, and nobody waits for it as for today: it
 * is counted at most once in this time, by whichever process.
 */
const REST_OF_PAST_DAYS = '3 seconds';

/** A dirty day, and which change was its last so far. */
export interface ChangedDay extends DirtyDay {
  readonly version: string;
}

/** Days that are left alone, as `project day`, or, as `project day version`, unless they have changed since. */
export interface RestingDays {
  readonly anyway: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Days to count anew, but for those that rest: at most `limit` of the running ones and as many of all, those
 * first that have waited longest. A year that was filled in later does not keep people from seeing today, nor the reverse.
 */
export async function nextDirtyDays(
  database: Pick<Database, 'query'>,
  limit: number,
  resting: RestingDays,
): Promise<ChangedDay[]> {
  const rows = await database.query<{ project_no: number; day: string; version: string }>(
    `WITH waiting AS (
       SELECT project_no, day, version, since FROM dirty_days
       WHERE project_no || ' ' || day <> ALL($2::text[])
         AND project_no || ' ' || day || ' ' || version <> ALL($3::text[])
         AND (day >= current_date - 1 OR since < clock_timestamp() - interval '${REST_OF_PAST_DAYS}'))
     SELECT project_no, day::text, version FROM (
       (SELECT * FROM waiting WHERE day >= current_date - 1 ORDER BY since LIMIT $1)
       UNION (SELECT * FROM waiting ORDER BY since LIMIT $1)) AS next
     ORDER BY day < current_date - 1, since`,
    [limit, resting.anyway, resting.unchanged],
  );
  return rows.map(({ project_no, day, version }) => ({ projectNo: project_no, day, version }));
}
