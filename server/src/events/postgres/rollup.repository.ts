import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../../platform/database/database.js';
import { bucketStarts, dayEnd, dayOf, dayStart } from '../calendar.js';
import { dimensions, isRemembered, type ProjectScope } from '../tally.js';
import { countPeople, packDurations, packPeople } from './packed-sets.js';
import { insertRows, timestamp, type Column } from './bulk.js';
import { BUSY_DAY_EVENTS, type DirtyDay } from './dirty-days.repository.js';
import { openSql } from './dimension.sql.js';
import { MATCH_WHOLE_SETS } from './facts.sql.js';
import { askOver, Params } from './params.js';
import { addUp, type TallyPart, type TallyRecord } from './tally-part.js';
import { tallyQuery } from './tally.query.js';
import { type PackedVisits, packedVisits, replaceVisits } from './visit-columns.repository.js';
import { packedDay, replaceWays } from './ways.repository.js';

/** Persons have too many values to remember; their questions go to raw events. */
const rolledUp = [null, ...dimensions.filter(isRemembered)] as const;

const RECOUNT_TIMEOUT_MS = 10 * 60 * 1000;
/** First key of the lock that keeps two processes from recounting the same project. */
const ROLLUP_LOCK = 7_264_116;

/** What one day's rollup says, or what it should say. */
export interface DayCounts {
  readonly days: readonly TallyRecord[];
  readonly hours: readonly (TallyRecord & { readonly start: number })[];
  /** Which way its visits took, packed; null when that is not remembered. */
  readonly ways: Buffer | null;
  /** Its visits by columns, packed; null when they are not remembered. */
  readonly visits: PackedVisits | null;
}

/** Remembers answers: counts a whole project-local day anew from its events and replaces what was remembered. */
@Injectable()
export class RollupRepository {
  constructor(private readonly database: Database) {}

  /**
   * Recounts one dirty day. The mark stays while a visit of that day may still go on (its end is not known yet) or when
   * a newer event has renewed it. A quiet day is then left to be counted from raw events by who asks; a busy one is
   * remembered as it was just now. False when nothing was done, also because another process is at work on the project.
   */
  async recount({ projectNo, day }: DirtyDay): Promise<boolean> {
    const project = await this.scopeOf(projectNo);
    return this.database.transaction(async (client) => {
      // TRICKY: held from before the count until after the write, else an older count could replace a newer one.
      if (!(await lockRollups(client, projectNo))) return false;
      const mark = await dirtyMark(client, { projectNo, day });
      if (mark === null) return false;
      const isOver = !project || !(await hasOpenVisit(client, project, day));
      if (project) {
        if (!isOver && !(await isBusy(client, project, day))) return false;
        const counts = await this.count(project, day, isOver);
        await replaceDay(client, { projectNo, day }, counts);
      }
      await remembered(client, { projectNo, day }, mark, isOver);
      return true;
    });
  }

  /** Counts a day from its events, as its rollup should have it; its visits are remembered once it is over. */
  async count(project: ProjectScope, day: string, isOver = true): Promise<DayCounts> {
    const zone = project.timezone;
    const start = dayStart(zone, day);
    const end = dayEnd(zone, day);
    const hourStarts = bucketStarts(zone, start, end, 'hour');
    const slice = {
      project,
      from: new Date(start),
      to: new Date(end),
      filters: [],
      // What is remembered is what the events say, whatever became of their visits.
      condensed: false,
    };
    const daily = tallyQuery({
      ...slice,
      dimensions: rolledUp,
      buckets: null,
      seenSince: new Date(dayStart(zone, dayOf(zone, start - 1))),
      durations: true,
    });
    const hourly = tallyQuery({
      ...slice,
      dimensions: [null],
      buckets: hourStarts.map((at) => new Date(at)),
      seenSince: null,
      durations: false,
    });
    return this.database.snapshot(async (client) => {
      await client.query(MATCH_WHOLE_SETS);
      const days = await client.query<TallyPart>(daily.sql, daily.params);
      const hours = await client.query<TallyPart>(hourly.sql, hourly.params);
      return {
        ways: isOver ? await packedDay(askOver(client), project, day) : null,
        visits: isOver ? await packedVisits(askOver(client), project, day) : null,
        days: addUp(days.rows),
        hours: addUp(hours.rows).map((row) => ({ ...row, start: hourStarts[row.bucket] ?? start })),
      };
    }, RECOUNT_TIMEOUT_MS);
  }

  /** What a recount has to know of a project; null when there is none, or no longer. */
  async scopeOf(projectNo: number): Promise<ProjectScope | null> {
    const [row] = await this.database.query<Omit<ProjectScope, 'no'>>(
      `SELECT timezone, bounce_seconds AS "bounceSeconds",
         session_timeout_minutes AS "sessionTimeoutMinutes"
       FROM projects WHERE no = $1 AND deleting_at IS NULL`,
      [projectNo],
    );
    return row ? { no: projectNo, ...row } : null;
  }
}

async function lockRollups(client: pg.ClientBase, projectNo: number): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1, $2) AS free',
    [ROLLUP_LOCK, projectNo],
  );
  return rows[0]?.free === true;
}

interface Mark {
  readonly version: string;
  /** The present, as the database has it. */
  readonly now: string;
}

async function dirtyMark(
  client: pg.ClientBase,
  { projectNo, day }: DirtyDay,
): Promise<Mark | null> {
  const { rows } = await client.query<Mark>(
    `SELECT version, clock_timestamp()::text AS now FROM dirty_days
     WHERE project_no = $1 AND day = $2`,
    [projectNo, day],
  );
  return rows[0] ?? null;
}

/** Takes the mark away, or says of one that stays since when events may be missing from what is remembered. */
async function remembered(
  client: pg.ClientBase,
  { projectNo, day }: DirtyDay,
  { version, now }: Mark,
  isOver: boolean,
): Promise<void> {
  const which = [projectNo, day];
  if (isOver) {
    const { rowCount } = await client.query(
      'DELETE FROM dirty_days WHERE project_no = $1 AND day = $2 AND version = $3',
      [...which, version],
    );
    if (rowCount === 1) return;
  }
  await client.query('UPDATE dirty_days SET since = $3 WHERE project_no = $1 AND day = $2', [
    ...which,
    now,
  ]);
}

/** Whether counting the day from raw events takes noticeably long. */
async function isBusy(client: pg.ClientBase, project: ProjectScope, day: string): Promise<boolean> {
  const { rows } = await client.query<{ events: number }>(
    `SELECT count(*)::int AS events FROM (
       SELECT 1 FROM events WHERE project_no = $1 AND at >= $2 AND at < $3 LIMIT $4) e`,
    [
      project.no,
      timestamp(dayStart(project.timezone, day)),
      timestamp(dayEnd(project.timezone, day)),
      BUSY_DAY_EVENTS,
    ],
  );
  return rows[0]?.events === BUSY_DAY_EVENTS;
}

async function hasOpenVisit(
  client: pg.ClientBase,
  project: ProjectScope,
  day: string,
): Promise<boolean> {
  const params = new Params();
  const open = openSql(project, params);
  const end = params.add(timestamp(dayEnd(project.timezone, day)));
  const { rows } = await client.query<{ open: boolean }>(
    `SELECT EXISTS (
       SELECT 1 FROM sessions s
       WHERE s.project_no = ${params.add(project.no)} AND ${open} AND s.started_at < ${end}
         AND s.started_at > now() - interval '2 days') AS open`,
    params.values,
  );
  return rows[0]?.open === true;
}

async function replaceDay(client: pg.ClientBase, day: DirtyDay, counts: DayCounts): Promise<void> {
  const which = [day.projectNo, day.day];
  await client.query('DELETE FROM rollup_days WHERE project_no = $1 AND day = $2', which);
  await client.query('DELETE FROM rollup_hours WHERE project_no = $1 AND day = $2', which);
  await replaceWays(client, day, counts.ways);
  await replaceVisits(client, day, counts.visits);
  await insertRows(client, 'rollup_days', [...keys(day), ...dayColumns], counts.days);
  await insertRows(
    client,
    'rollup_hours',
    [
      ...keys(day),
      {
        name: 'start',
        type: 'timestamptz',
        of: (row: DayCounts['hours'][number]) => row.start,
      },
      ...measures,
    ],
    counts.hours,
  );
}

function keys(day: DirtyDay): Column<TallyRecord>[] {
  return [
    { name: 'project_no', type: 'int', of: () => day.projectNo },
    { name: 'day', type: 'date', of: () => day.day },
  ];
}

const measures: readonly Column<TallyRecord>[] = [
  { name: 'events', type: 'bigint', of: (row) => row.events },
  { name: 'page_views', type: 'bigint', of: (row) => row.page_views },
  { name: 'visits', type: 'int', of: (row) => row.visits },
  { name: 'viewed_visits', type: 'int', of: (row) => row.viewed_visits },
  { name: 'bounces', type: 'int', of: (row) => row.bounces },
  { name: 'duration_ms', type: 'bigint', of: (row) => row.duration_ms },
  { name: 'units', type: 'int', of: (row) => row.units },
  { name: 'people', type: 'bytea', of: (row) => packPeople(row.people) },
  { name: 'people_count', type: 'int', of: (row) => countPeople(row.people).people },
  { name: 'users_count', type: 'int', of: (row) => countPeople(row.people).users },
];

const dayColumns: readonly Column<TallyRecord>[] = [
  { name: 'dimension', type: 'smallint', of: (row) => row.dimension },
  { name: 'value', type: 'text', of: (row) => row.value },
  ...measures,
  { name: 'carried_visits', type: 'int', of: (row) => row.carried_visits },
  { name: 'carried_viewed_visits', type: 'int', of: (row) => row.carried_viewed_visits },
  { name: 'carried_bounces', type: 'int', of: (row) => row.carried_bounces },
  { name: 'carried_duration_ms', type: 'bigint', of: (row) => row.carried_duration_ms },
  { name: 'carried_units', type: 'int', of: (row) => row.carried_units },
  { name: 'durations', type: 'bytea', of: (row) => packDurations(row.durations) },
  { name: 'carried_durations', type: 'bytea', of: (row) => packDurations(row.carried_durations) },
];
