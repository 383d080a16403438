import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../../platform/database/database.js';
import { dayEnd, dayOf, dayStart } from '../calendar.js';
import type { Tally, TallyRequest } from '../tally.js';
import { Accumulator, negated, unpackDurations, type Part } from './accumulator.js';
import { dimensionNumber } from './dimension.sql.js';
import { daysOnRecord, dirtBetween } from './dirty-days.repository.js';
import { MATCH_WHOLE_SETS } from './facts.sql.js';
import { planTally, type Plan, type RawSlice } from './plan.js';
import { addUp, type TallyPart } from './tally-part.js';
import { tallyQuery } from './tally.query.js';

/** No question of a reader's runs longer than this. */
export const QUESTION_TIMEOUT_MS = 10_000;

/** Answers what is counted: plans, reads rollups and raw events in one snapshot, and adds the parts up. */
@Injectable()
export class TallyRepository {
  constructor(private readonly database: Database) {}

  async tally(request: TallyRequest): Promise<Tally> {
    const from = request.range.from.getTime();
    const to = request.range.to.getTime();
    const sum = new Accumulator();
    try {
      const { plan, countedUntil } = await this.database.snapshot(async (client) => {
        if (to <= from) return { plan: nothingToDo, countedUntil: null };
        const zone = request.project.timezone;
        const dirt = await dirtBetween(
          client,
          request.project.no,
          dayOf(zone, from),
          dayOf(zone, to - 1),
        );
        // A range of centuries is no more work than the days that have events.
        const asked = dirt === null ? request : await onRecord(client, request);
        if (asked === null) return { plan: nothingToDo, countedUntil: null };
        const planned = planTally(asked, dirt?.days ?? null);
        if (planned.days.length > 0) await addDays(client, request, planned, sum);
        if (planned.hourDays.length > 0) await addHours(client, request, planned, sum);
        if (planned.raw.length > 0) await client.query(MATCH_WHOLE_SETS);
        for (const slice of planned.raw) await addRaw(client, request, slice, sum);
        if (planned.days.length > 0) await settle(client, request, planned, sum);
        return { plan: planned, countedUntil: dirt?.countedUntil ?? null };
      }, QUESTION_TIMEOUT_MS);
      const answer = request.top
        ? sum.top(request.top)
        : { rows: sum.rows(request.median === true) };
      return { ...answer, source: sourceOf(plan), countedUntil };
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
  sets: string;
  people: string;
  users: string;
  largest: number;
}

async function addDays(
  client: pg.ClientBase,
  request: TallyRequest,
  plan: Plan,
  sum: Accumulator,
): Promise<void> {
  const fresh = (column: string): string =>
    `sum(r.${column} - CASE WHEN d.first THEN 0 ELSE r.carried_${column} END) AS ${column}`;
  const { rows } = await client.query<RollupRecord>(
    `SELECT d.bucket, r.value, sum(r.events) AS events, sum(r.page_views) AS page_views,
       ${fresh('visits')}, ${fresh('viewed_visits')}, ${fresh('bounces')}, ${fresh('duration_ms')},
       ${fresh('units')}, count(*) FILTER (WHERE r.people_count > 0) AS sets,
       sum(r.people_count) AS people, sum(r.users_count) AS users, max(r.people_count) AS largest
     FROM ${daysOf} JOIN rollup_days r ON r.project_no = $1 AND r.dimension = $2 AND r.day = d.day
     GROUP BY d.bucket, r.value`,
    daysAsked(request, plan),
  );
  for (const row of rows) addRollup(row, sum);
  if (request.median) await addDurations(client, request, plan, sum);
}

/** Reads the sets of people that counting alone does not settle. */
async function settle(
  client: pg.ClientBase,
  request: TallyRequest,
  plan: Plan,
  sum: Accumulator,
): Promise<void> {
  const values = sum.unsettled(request.top);
  if (values.length === 0) return;
  const { rows } = await client.query<{ bucket: number; value: string; people: Buffer }>(
    `SELECT d.bucket, r.value, r.people
     FROM ${daysOf} JOIN rollup_days r ON r.project_no = $1 AND r.dimension = $2 AND r.day = d.day
     WHERE r.people IS NOT NULL AND r.value = ANY($6::text[])`,
    [...daysAsked(request, plan), values],
  );
  sum.read(rows);
}

const daysOf = 'unnest($3::date[], $4::int[], $5::boolean[]) AS d (day, bucket, first)';

function daysAsked(request: TallyRequest, plan: Plan): unknown[] {
  return [
    request.project.no,
    dimensionNumber(request.dimension),
    plan.days.map(({ day }) => day),
    plan.days.map(({ bucket }) => bucket),
    plan.days.map(({ first }) => first),
  ];
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
     FROM ${daysOf} JOIN rollup_days r ON r.project_no = $1 AND r.dimension = $2 AND r.day = d.day`,
    daysAsked(request, plan),
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
};

async function addHours(
  client: pg.ClientBase,
  request: TallyRequest,
  plan: Plan,
  sum: Accumulator,
): Promise<void> {
  const { rows } = await client.query<RollupRecord & { start: Date }>(
    `SELECT r.start, 0 AS bucket, '' AS value, r.events, r.page_views, r.visits, r.viewed_visits,
       r.bounces, r.duration_ms, r.units, (r.people_count > 0)::int AS sets,
       r.people_count AS people, r.users_count AS users, r.people_count AS largest
     FROM rollup_hours r WHERE r.project_no = $1 AND r.day = ANY($2::date[])`,
    [request.project.no, plan.hourDays],
  );
  const bucketAt = new Map(request.buckets?.map((start, index) => [start.getTime(), index]));
  for (const row of rows) {
    const bucket = bucketAt.get(row.start.getTime());
    if (bucket !== undefined) addRollup({ ...row, bucket }, sum);
  }
}

function addRollup(row: RollupRecord, sum: Accumulator): void {
  sum.add({
    bucket: row.bucket,
    value: row.value,
    events: Number(row.events),
    pageViews: Number(row.page_views),
    visits: Number(row.visits),
    viewedVisits: Number(row.viewed_visits),
    bounces: Number(row.bounces),
    durationMs: Number(row.duration_ms),
    units: Number(row.units),
  });
  sum.addCounted(row.bucket, row.value, {
    sets: Number(row.sets),
    people: Number(row.people),
    users: Number(row.users),
    largest: row.largest,
  });
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
  const { rows } = await client.query<TallyPart>(sql, params);
  for (const record of addUp(rows)) {
    const { value, people } = record;
    const bucket = slice.bucket ?? record.bucket;
    sum.add({
      bucket,
      value,
      events: record.events,
      pageViews: record.page_views,
      visits: record.visits - record.carried_visits,
      viewedVisits: record.viewed_visits - record.carried_viewed_visits,
      bounces: record.bounces - record.carried_bounces,
      durationMs: record.duration_ms - record.carried_duration_ms,
      units: record.units - record.carried_units,
      durations: record.durations,
    });
    if (people.length > 0) sum.addPeople(bucket, value, people);
    sum.add({ ...nothing, bucket, value, durations: negated(record.carried_durations) });
  }
}
