import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../../platform/database/database.js';
import { dayEnd, dayOf, dayStart } from '../calendar.js';
import type { Tally, TallyRequest } from '../tally.js';
import { Accumulator, histogram, negated, unpackDurations, type Part } from './accumulator.js';
import { dimensionNumber } from './dimension.sql.js';
import { dirtyDaysBetween, daysOnRecord } from './dirty-days.repository.js';
import { planTally, type Plan, type RawSlice } from './plan.js';
import { tallyQuery, type TallyRecord } from './tally.query.js';

/** No question of a reader's runs longer than this. */
export const QUESTION_TIMEOUT_MS = 10_000;

/** Answers what is counted: plans, reads rollups and raw events in one snapshot, and adds the parts up. */
@Injectable()
export class TallyRepository {
  constructor(private readonly database: Database) {}

  async tally(request: TallyRequest): Promise<Tally> {
    const from = request.range.from.getTime();
    const to = request.range.to.getTime();
    if (to <= from) return { rows: [], source: 'rollup' };
    const sum = new Accumulator();
    try {
      const plan = await this.database.snapshot(async (client) => {
        const zone = request.project.timezone;
        const dirty = await dirtyDaysBetween(
          client,
          request.project.no,
          dayOf(zone, from),
          dayOf(zone, to - 1),
        );
        // A range of centuries is no more work than the days that have events.
        const asked = dirty === null ? request : await onRecord(client, request);
        if (asked === null) return nothingToDo;
        const planned = planTally(asked, dirty);
        if (planned.days.length > 0) await addDays(client, request, planned, sum);
        if (planned.hourDays.length > 0) await addHours(client, request, planned, sum);
        for (const slice of planned.raw) await addRaw(client, request, slice, sum);
        return planned;
      }, QUESTION_TIMEOUT_MS);
      return { rows: sum.rows(request.median === true), source: sourceOf(plan) };
    } finally {
      sum.dispose();
    }
  }
}

const nothingToDo: Plan = { days: [], hourDays: [], raw: [] };

/** The request for those of its days that may have events; null when there are none. */
async function onRecord(
  client: pg.ClientBase,
  request: TallyRequest,
): Promise<TallyRequest | null> {
  const days = await daysOnRecord(client, request.project.no);
  if (days === null) return null;
  const { timezone } = request.project;
  const from = new Date(Math.max(request.range.from.getTime(), dayStart(timezone, days.first)));
  const to = new Date(Math.min(request.range.to.getTime(), dayEnd(timezone, days.last)));
  return from < to ? { ...request, range: { from, to } } : null;
}

function sourceOf(plan: Plan): Tally['source'] {
  if (plan.raw.length === 0) return 'rollup';
  return plan.days.length + plan.hourDays.length === 0 ? 'raw' : 'mixed';
}

interface RollupRecord {
  bucket: number;
  value: string;
  events: string;
  page_views: string;
  visits: string;
  viewed_visits: string;
  bounces: string;
  duration_ms: string;
  units: string;
  people: Buffer[] | null;
}

const rollupSums = `
  sum(r.events) AS events, sum(r.page_views) AS page_views,
  array_agg(r.people) FILTER (WHERE r.people IS NOT NULL) AS people`;

async function addDays(
  client: pg.ClientBase,
  request: TallyRequest,
  plan: Plan,
  sum: Accumulator,
): Promise<void> {
  const fresh = (column: string): string =>
    `sum(r.${column} - CASE WHEN d.first THEN 0 ELSE r.carried_${column} END) AS ${column}`;
  const { rows } = await client.query<RollupRecord>(
    `SELECT d.bucket, r.value, ${rollupSums}, ${fresh('visits')}, ${fresh('viewed_visits')},
       ${fresh('bounces')}, ${fresh('duration_ms')}, ${fresh('units')}
     FROM unnest($3::date[], $4::int[], $5::boolean[]) AS d (day, bucket, first)
     JOIN rollup_days r ON r.project_no = $1 AND r.dimension = $2 AND r.day = d.day
     GROUP BY d.bucket, r.value`,
    [
      request.project.no,
      dimensionNumber(request.dimension),
      plan.days.map(({ day }) => day),
      plan.days.map(({ bucket }) => bucket),
      plan.days.map(({ first }) => first),
    ],
  );
  for (const row of rows) sum.add(rollupPart(row));
  if (request.median) await addDurations(client, request, plan, sum);
}

async function addDurations(
  client: pg.ClientBase,
  request: TallyRequest,
  plan: Plan,
  sum: Accumulator,
): Promise<void> {
  const { rows } = await client.query<{
    bucket: number;
    first: boolean;
    durations: Buffer | null;
    carried_durations: Buffer | null;
  }>(
    `SELECT d.bucket, d.first, r.durations, r.carried_durations
     FROM unnest($3::date[], $4::int[], $5::boolean[]) AS d (day, bucket, first)
     JOIN rollup_days r ON r.project_no = $1 AND r.dimension = $2 AND r.day = d.day`,
    [
      request.project.no,
      dimensionNumber(null),
      plan.days.map(({ day }) => day),
      plan.days.map(({ bucket }) => bucket),
      plan.days.map(({ first }) => first),
    ],
  );
  for (const row of rows) {
    sum.add({ ...nothing, bucket: row.bucket, durations: unpackDurations(row.durations) });
    if (row.first) continue;
    const carried = negated(unpackDurations(row.carried_durations));
    sum.add({ ...nothing, bucket: row.bucket, durations: carried });
  }
}

const nothing: Part = {
  bucket: 0,
  value: '',
  events: 0,
  pageViews: 0,
  visits: 0,
  viewedVisits: 0,
  bounces: 0,
  durationMs: 0,
  units: 0,
  people: null,
};

async function addHours(
  client: pg.ClientBase,
  request: TallyRequest,
  plan: Plan,
  sum: Accumulator,
): Promise<void> {
  const { rows } = await client.query<RollupRecord & { start: Date }>(
    `SELECT r.start, 0 AS bucket, '' AS value, r.events, r.page_views, r.visits, r.viewed_visits,
       r.bounces, r.duration_ms, r.units,
       CASE WHEN r.people IS NOT NULL THEN ARRAY[r.people] END AS people
     FROM rollup_hours r WHERE r.project_no = $1 AND r.day = ANY($2::date[])`,
    [request.project.no, plan.hourDays],
  );
  const bucketAt = new Map(request.buckets?.map((start, index) => [start.getTime(), index]));
  for (const row of rows) {
    const bucket = bucketAt.get(row.start.getTime());
    if (bucket !== undefined) sum.add(rollupPart({ ...row, bucket }));
  }
}

function rollupPart(row: RollupRecord): Part {
  return {
    bucket: row.bucket,
    value: row.value,
    events: Number(row.events),
    pageViews: Number(row.page_views),
    visits: Number(row.visits),
    viewedVisits: Number(row.viewed_visits),
    bounces: Number(row.bounces),
    durationMs: Number(row.duration_ms),
    units: Number(row.units),
    people: row.people,
  };
}

async function addRaw(
  client: pg.ClientBase,
  request: TallyRequest,
  slice: RawSlice,
  sum: Accumulator,
): Promise<void> {
  const { sql, params } = tallyQuery({
    project: request.project,
    from: new Date(slice.from),
    to: new Date(slice.to),
    filters: request.filters,
    dimensions: [request.dimension],
    buckets: slice.bucket === null ? request.buckets : null,
    seenSince: slice.seenSince === null ? null : new Date(slice.seenSince),
    durations: request.median === true,
  });
  const { rows } = await client.query<TallyRecord>(sql, params);
  for (const row of rows) {
    const bucket = slice.bucket ?? row.bucket;
    sum.add({
      bucket,
      value: row.value,
      events: Number(row.events),
      pageViews: Number(row.page_views),
      visits: row.visits - row.carried_visits,
      viewedVisits: row.viewed_visits - row.carried_viewed_visits,
      bounces: row.bounces - row.carried_bounces,
      durationMs: Number(row.duration_ms) - Number(row.carried_duration_ms),
      units: row.units - row.carried_units,
      people: row.people,
      durations: histogram(row.durations ?? []),
    });
    const carried = negated(histogram(row.carried_durations ?? []));
    sum.add({ ...nothing, bucket, value: row.value, durations: carried });
  }
}
