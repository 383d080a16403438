import type pg from 'pg';
import type { Dimension, ProjectScope, TallyRequest } from '../tally.js';
import { type Accumulator, Unions } from './accumulator.js';
import { dimensionNumber } from './dimension.sql.js';
import type { KnownDays, KnownPart, Sum } from './known-days.js';
import { Params } from './params.js';
import type { Plan } from './plan.js';
import { isOfEventsOnly, type SharedCount } from './shared-count.js';

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

/** Where what rollups remember is read, and what of it need not be. */
export interface Remembering {
  readonly client: pg.ClientBase;
  readonly shared: TallyRequest;
  readonly plan: Plan;
  readonly cache: KnownDays;
  /** The plan, once as what may be known of it and once as the rest; null when all of it is read. */
  readonly parts: { readonly known: KnownPart; readonly others: Plan } | null;
}

/** Adds what rollups remember of the days of a plan. */
export async function addRemembered(
  remembering: Remembering,
  counts: readonly SharedCount[],
): Promise<void> {
  const { client, shared, plan } = remembering;
  if (plan.days.length > 0) await addDays(remembering, counts);
  if (plan.hourDays.length > 0) await addHours(client, shared, counts, plan);
}

async function addDays(remembering: Remembering, counts: readonly SharedCount[]): Promise<void> {
  const { client, shared, plan, cache, parts } = remembering;
  const dimensions = counts.map(({ dimension }) => dimension);
  const sums = new Map(counts.map(({ dimension, sum }) => [dimension, sum]));
  const add = (found: ReadonlyMap<Dimension | null, readonly Sum[]>): void => {
    for (const [dimension, rows] of found) {
      const sum = sums.get(dimension) as Accumulator;
      for (const row of rows) addSum(row, sum);
    }
  };
  if (parts) {
    const { known, others } = parts;
    const missing: (Dimension | null)[] = [];
    for (const dimension of dimensions) {
      const rows = cache.sumsOf(known, dimension);
      if (rows) add(new Map([[dimension, rows]]));
      else missing.push(dimension);
    }
    const read = await sumsOf(client, shared.project, known.plan, missing);
    for (const [dimension, rows] of read) cache.keepSums(known, dimension, rows);
    add(read);
    add(await sumsOf(client, shared.project, others, dimensions));
  } else {
    add(await sumsOf(client, shared.project, plan, dimensions));
  }
  for (const count of counts) {
    if (count.requests.some(({ median }) => median === true)) {
      await addDurations(client, shared.project, count, plan);
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

/** Reads the sets of people that counting alone does not settle. */
export async function settle(
  remembering: Remembering,
  counts: readonly SharedCount[],
): Promise<void> {
  if (remembering.plan.days.length === 0) return;
  const ofPeople = counts.filter((count) => !isOfEventsOnly(count));
  for (;;) {
    const unsettled = ofPeople
      .map(({ dimension, requests, sum }) => ({
        dimension,
        sum,
        values: [...new Set(requests.flatMap(({ top }) => sum.unsettled(top)))],
      }))
      .filter(({ values }) => values.length > 0);
    if (unsettled.length === 0) return;
    if (!(await settleSome(remembering, unsettled))) return;
  }
}

/** Values of which people are to be read. */
interface Wanted {
  readonly dimension: Dimension | null;
  readonly sum: Accumulator;
  readonly values: readonly string[];
}

/** False when none was found. */
async function settleSome(
  { client, shared: { project }, plan, cache, parts }: Remembering,
  wanted: readonly Wanted[],
): Promise<boolean> {
  let found = false;
  const take = ({ sum }: Wanted, bucket: number, value: string, people: Buffer): void => {
    sum.read(bucket, value, people);
    found = true;
  };
  if (parts === null) {
    await readPeople(client, project, plan, wanted, take);
    return found;
  }
  const { known, others } = parts;
  const bucket = known.plan.days[0]?.bucket ?? 0;
  const missing: Wanted[] = [];
  for (const one of wanted) {
    const unknown: string[] = [];
    for (const value of one.values) {
      const people = cache.peopleOf(known, one.dimension, value);
      if (people) take(one, bucket, value, people);
      else if (people === undefined) unknown.push(value);
    }
    missing.push({ ...one, values: unknown });
  }
  await readAndKeep(client, project, known, missing, cache, (one, value, people) =>
    take(one, bucket, value, people),
  );
  await readPeople(client, project, others, wanted, take);
  return found;
}

/** Reads who was there on the days that may be known. */
async function readAndKeep(
  client: pg.ClientBase,
  project: ProjectScope,
  known: KnownPart,
  missing: readonly Wanted[],
  cache: KnownDays,
  take: (asked: Wanted, value: string, people: Buffer) => void,
): Promise<void> {
  const unions = new Map(missing.map((one) => [one, new Unions(one.values)]));
  try {
    await readPeople(client, project, known.plan, missing, (one, _bucket, value, people) =>
      unions.get(one)?.add(value, people),
    );
    for (const [one, union] of unions) {
      for (const [value, people] of union.packed()) {
        cache.keepPeople(known, one.dimension, value, people);
        if (people) take(one, value, people);
      }
    }
  } finally {
    for (const union of unions.values()) union.dispose();
  }
}

/** Hands out sets of people, whose bytes are there until the next one only. */
async function readPeople(
  client: pg.ClientBase,
  project: ProjectScope,
  plan: Plan,
  wanted: readonly Wanted[],
  take: (asked: Wanted, bucket: number, value: string, people: Buffer) => void,
): Promise<void> {
  const asked = wanted.filter(({ values }) => values.length > 0);
  if (asked.length === 0) return;
  const params = new Params();
  const days = daysOf(project, plan, params);
  const parts = asked.map(
    ({ dimension, values }, index) => `
      SELECT ${index} AS part, d.bucket, r.value, ${encoded('r.people')} AS people
      FROM ${days(dimension)} WHERE r.people IS NOT NULL AND r.value = ANY(${params.add(values)}::text[])`,
  );
  const { rows } = await client.query<{
    part: number;
    bucket: number;
    value: string;
    people: string;
  }>(parts.join(' UNION ALL '), params.values);
  for (const { part, bucket, value, people } of rows) {
    take(asked[part] as Wanted, bucket, value, decoded(people));
  }
}

/** TRICKY: the driver takes bytes as hexadecimal digits, which is longer, and much slower to read. */
function encoded(bytes: string): string {
  return `encode(${bytes}, 'base64')`;
}

/** TRICKY: always in the same memory, until the next one: thousands of small buffers keep the garbage collector busy. */
function decoded(text: string): Buffer {
  if (scratch.length < text.length) scratch = Buffer.alloc(2 * text.length);
  return scratch.subarray(0, scratch.write(text, 'base64'));
}

let scratch = Buffer.alloc(64 * 1024);

/** FROM: the remembered days `r` of a plan, counted by a dimension, with what each is in it as `d`. */
function daysOf(
  project: ProjectScope,
  plan: Plan,
  params: Params,
): (dimension: Dimension | null) => string {
  const no = params.add(project.no);
  const names = plan.days.map(({ day }) => day);
  const buckets = params.add(plan.days.map(({ bucket }) => bucket));
  const firsts = params.add(plan.days.map(({ first }) => first));
  // Said beside the list of days as well, so that an index is not read from its beginning, however the two are joined.
  const [since, until] = [params.add(names[0]), params.add(names.at(-1))];
  const days = `unnest(${params.add(names)}::date[], ${buckets}::int[], ${firsts}::boolean[])`;
  return (dimension) => `${days} AS d (day, bucket, first)
    JOIN rollup_days r ON r.project_no = ${no}::int AND r.dimension = ${dimensionNumber(dimension)}
      AND r.day = d.day AND r.day BETWEEN ${since}::date AND ${until}::date`;
}

async function addDurations(
  client: pg.ClientBase,
  project: ProjectScope,
  count: SharedCount,
  plan: Plan,
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
     FROM ${days(count.dimension)}`,
    params.values,
  );
  for (const { bucket, durations, carried_durations: carried } of rows) {
    if (durations !== null) count.sum.addPackedDurations(bucket, '', decoded(durations), 1);
    if (carried !== null) count.sum.addPackedDurations(bucket, '', decoded(carried), -1);
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
