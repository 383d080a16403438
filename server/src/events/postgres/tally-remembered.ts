import type pg from 'pg';
import type { TallyRequest } from '../tally.js';
import type { Accumulator } from './accumulator.js';
import { dimensionNumber } from './dimension.sql.js';
import type { Plan } from './plan.js';

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

/** Adds what rollups remember of the days of a plan. */
export async function addRemembered(
  client: pg.ClientBase,
  request: TallyRequest,
  plan: Plan,
  sum: Accumulator,
): Promise<void> {
  if (plan.days.length > 0) await addDays(client, request, plan, sum);
  if (plan.hourDays.length > 0) await addHours(client, request, plan, sum);
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
export async function settle(
  client: pg.ClientBase,
  request: TallyRequest,
  plan: Plan,
  sum: Accumulator,
): Promise<void> {
  if (plan.days.length === 0 || request.eventsOnly) return;
  const values = sum.unsettled(request.top);
  if (values.length === 0) return;
  const { rows } = await client.query<{ bucket: number; value: string; people: string }>(
    `SELECT d.bucket, r.value, ${encoded('r.people')} AS people
     FROM ${daysOf} JOIN rollup_days r ON r.project_no = $1 AND r.dimension = $2 AND r.day = d.day
     WHERE r.people IS NOT NULL AND r.value = ANY($6::text[])`,
    [...daysAsked(request, plan), values],
  );
  sum.read(rows.map((row) => ({ ...row, people: decoded(row.people) })));
}

/** TRICKY: the driver takes bytes as hexadecimal digits, which is longer, and much slower to read. */
function encoded(bytes: string): string {
  return `encode(${bytes}, 'base64')`;
}

function decoded(text: string): Buffer {
  return Buffer.from(text, 'base64');
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
    durations: string | null;
    carried_durations: string | null;
  }>(
    `SELECT d.bucket, ${encoded('r.durations')} AS durations,
       CASE WHEN d.first THEN NULL ELSE ${encoded('r.carried_durations')} END AS carried_durations
     FROM ${daysOf} JOIN rollup_days r ON r.project_no = $1 AND r.dimension = $2 AND r.day = d.day`,
    daysAsked(request, plan),
  );
  for (const { bucket, durations, carried_durations: carried } of rows) {
    if (durations !== null) sum.addPackedDurations(bucket, '', decoded(durations), 1);
    if (carried !== null) sum.addPackedDurations(bucket, '', decoded(carried), -1);
  }
}

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
