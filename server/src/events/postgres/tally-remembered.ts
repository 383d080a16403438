import type pg from 'pg';
import type { Dimension, ProjectScope, TallyRequest } from '../tally.js';
import type { Accumulator } from './accumulator.js';
import { dimensionNumber } from './dimension.sql.js';
import { bucketOf, type Sum } from './known-days.js';
import { addPacked, packDurations } from './packed-sets.js';
import { Params } from './params.js';
import type { Plan } from './plan.js';
import { daysOf, decoded, encoded, type Remembering } from './remembered-days.js';
import type { SharedCount } from './shared-count.js';

interface RollupRecord {
  dimension: number;
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
  remembering: Remembering,
  counts: readonly SharedCount[],
): Promise<void> {
  const { client, shared, plan } = remembering;
  await addDays(remembering, counts);
  for (const count of counts) {
    if (count.requests.some(({ median }) => median === true)) {
      await addDurations(remembering, count);
    }
  }
  if (plan.hourDays.length > 0) await addHours(client, shared, counts, plan);
}

async function addDays(
  { client, shared: { project }, cache, parts }: Remembering,
  counts: readonly SharedCount[],
): Promise<void> {
  const sums = new Map(counts.map(({ dimension, sum }) => [dimension, sum]));
  const add = (dimension: Dimension | null, rows: readonly Sum[]): void => {
    const sum = sums.get(dimension) as Accumulator;
    for (const row of rows) addSum(row, sum);
  };
  for (const part of parts) {
    const missing: (Dimension | null)[] = [];
    for (const { dimension } of counts) {
      const rows = cache.sumsOf(part, dimension);
      if (rows) add(dimension, rows);
      else missing.push(dimension);
    }
    for (const [dimension, rows] of await sumsOf(client, project, part.plan, missing)) {
      cache.keepSums(part, dimension, rows);
      add(dimension, rows);
    }
  }
}

/** What the days of a plan have by dimensions, added up. */
async function sumsOf(
  client: pg.ClientBase,
  project: ProjectScope,
  plan: Plan,
  dimensions: readonly (Dimension | null)[],
): Promise<Map<Dimension | null, Sum[]>> {
  const found = new Map(dimensions.map((dimension) => [dimension, [] as Sum[]]));
  if (dimensions.length === 0) return found;
  const params = new Params();
  const days = daysOf(project, plan, params);
  const fresh = (column: string): string =>
    `sum(r.${column} - CASE WHEN d.first THEN 0 ELSE r.carried_${column} END) AS ${column}`;
  // TRICKY: grouped by the bucket as well, a database takes days × values for the number of groups, and sorts.
  const [only, ...others] = new Set(plan.days.map(({ bucket }) => bucket));
  const [bucket, groups] =
    others.length === 0 ? [`${only ?? 0}`, 'r.value'] : ['d.bucket', 'd.bucket, r.value'];
  const ofDimension = (dimension: Dimension | null): string => `
    SELECT ${dimensionNumber(dimension)} AS dimension, ${bucket} AS bucket, r.value,
      sum(r.events) AS events, sum(r.page_views) AS page_views,
      ${fresh('visits')}, ${fresh('viewed_visits')}, ${fresh('bounces')}, ${fresh('duration_ms')},
      ${fresh('units')}, count(*) FILTER (WHERE r.people_count > 0) AS sets,
      sum(r.people_count) AS people, sum(r.users_count) AS users, max(r.people_count) AS largest
    FROM ${days(dimension)} GROUP BY ${groups}`;
  const { rows } = await client.query<RollupRecord>(
    dimensions.map(ofDimension).join(' UNION ALL '),
    params.values,
  );
  const byNumber = new Map(dimensions.map((one) => [dimensionNumber(one), found.get(one)]));
  for (const row of rows) byNumber.get(row.dimension)?.push(sumOf(row));
  return found;
}

/** Adds how long visits lasted; this is asked of everything together only. */
async function addDurations(
  { client, shared: { project }, cache, parts }: Remembering,
  { dimension, sum }: SharedCount,
): Promise<void> {
  for (const part of parts) {
    const { plan, version } = part;
    if (version === null) {
      await readDurations(client, project, plan, dimension, (bucket, packed, times) =>
        sum.addPackedDurations(bucket, '', packed, times),
      );
      continue;
    }
    let packed = cache.packedOf(part, dimension, 'durations');
    if (packed === undefined) {
      const durations = new Map<number, number>();
      await readDurations(client, project, plan, dimension, (_bucket, bytes, times) =>
        addPacked(durations, bytes, times),
      );
      packed = packDurations(durations);
      cache.keepPacked(part, dimension, 'durations', packed);
    }
    if (packed) sum.addPackedDurations(bucketOf(part), '', packed, 1);
  }
}

async function readDurations(
  client: pg.ClientBase,
  project: ProjectScope,
  plan: Plan,
  dimension: Dimension | null,
  take: (bucket: number, packed: Buffer, times: 1 | -1) => void,
): Promise<void> {
  const params = new Params();
  const days = daysOf(project, plan, params);
  const { rows } = await client.query<{
    bucket: number;
    durations: string | null;
    carried_durations: string | null;
  }>(
    `SELECT d.bucket, ${encoded('r.durations')} AS durations,
       CASE WHEN d.first THEN NULL ELSE ${encoded('r.carried_durations')} END AS carried_durations
     FROM ${days(dimension)}`,
    params.values,
  );
  for (const { bucket, durations, carried_durations: carried } of rows) {
    if (durations !== null) take(bucket, decoded(durations), 1);
    if (carried !== null) take(bucket, decoded(carried), -1);
  }
}

/** The hours of everything, which alone are remembered. */
async function addHours(
  client: pg.ClientBase,
  { project, buckets }: TallyRequest,
  counts: readonly SharedCount[],
  plan: Plan,
): Promise<void> {
  const { rows } = await client.query<RollupRecord & { start: Date }>(
    `SELECT r.start, 0 AS bucket, '' AS value, r.events, r.page_views, r.visits, r.viewed_visits,
       r.bounces, r.duration_ms, r.units, (r.people_count > 0)::int AS sets,
       r.people_count AS people, r.users_count AS users, r.people_count AS largest
     FROM rollup_hours r WHERE r.project_no = $1 AND r.day = ANY($2::date[])`,
    [project.no, plan.hourDays],
  );
  const bucketAt = new Map(buckets?.map((start, index) => [start.getTime(), index]));
  for (const row of rows) {
    const bucket = bucketAt.get(row.start.getTime());
    if (bucket === undefined) continue;
    for (const { sum } of counts) addSum(sumOf({ ...row, bucket }), sum);
  }
}

function addSum({ part, people }: Sum, sum: Accumulator): void {
  sum.add(part);
  sum.addCounted(part.bucket, part.value, people);
}

function sumOf(row: RollupRecord): Sum {
  return {
    part: {
      bucket: row.bucket,
      value: row.value,
      events: Number(row.events),
      pageViews: Number(row.page_views),
      visits: Number(row.visits),
      viewedVisits: Number(row.viewed_visits),
      bounces: Number(row.bounces),
      durationMs: Number(row.duration_ms),
      units: Number(row.units),
    },
    people: {
      sets: Number(row.sets),
      people: Number(row.people),
      users: Number(row.users),
      largest: row.largest,
    },
  };
}
