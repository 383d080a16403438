import type pg from 'pg';
import type { Dimension, ProjectScope, TallyRequest } from '../tally.js';
import type { Accumulator } from './accumulator.js';
import { dimensionNumber } from './dimension.sql.js';
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

/** Adds what rollups remember of the days of a plan. */
export async function addRemembered(
  client: pg.ClientBase,
  shared: TallyRequest,
  counts: readonly SharedCount[],
  plan: Plan,
): Promise<void> {
  if (plan.days.length > 0) await addDays(client, shared, counts, plan);
  if (plan.hourDays.length > 0) await addHours(client, shared, counts, plan);
}

async function addDays(
  client: pg.ClientBase,
  { project }: TallyRequest,
  counts: readonly SharedCount[],
  plan: Plan,
): Promise<void> {
  const params = new Params();
  const days = daysOf(project, plan, params);
  const fresh = (column: string): string =>
    `sum(r.${column} - CASE WHEN d.first THEN 0 ELSE r.carried_${column} END) AS ${column}`;
  // TRICKY: grouped by the bucket as well, a database takes days × values for the number of groups, and sorts.
  const [only, ...others] = new Set(plan.days.map(({ bucket }) => bucket));
  const [bucket, groups] =
    others.length === 0 ? [`${only ?? 0}`, 'r.value'] : ['d.bucket', 'd.bucket, r.value'];
  const ofDimension = ({ dimension }: SharedCount): string => `
    SELECT ${dimensionNumber(dimension)} AS dimension, ${bucket} AS bucket, r.value,
      sum(r.events) AS events, sum(r.page_views) AS page_views,
      ${fresh('visits')}, ${fresh('viewed_visits')}, ${fresh('bounces')}, ${fresh('duration_ms')},
      ${fresh('units')}, count(*) FILTER (WHERE r.people_count > 0) AS sets,
      sum(r.people_count) AS people, sum(r.users_count) AS users, max(r.people_count) AS largest
    FROM ${days(dimension)} GROUP BY ${groups}`;
  const { rows } = await client.query<RollupRecord>(
    counts.map(ofDimension).join(' UNION ALL '),
    params.values,
  );
  const sums = new Map(counts.map(({ dimension, sum }) => [dimensionNumber(dimension), sum]));
  for (const row of rows) addRollup(row, sums.get(row.dimension) as Accumulator);
  for (const count of counts) {
    if (count.requests.some(({ median }) => median === true)) {
      await addDurations(client, project, count, plan);
    }
  }
}

/** Reads the sets of people that counting alone does not settle. */
export async function settle(
  client: pg.ClientBase,
  { project }: TallyRequest,
  counts: readonly SharedCount[],
  plan: Plan,
): Promise<void> {
  if (plan.days.length === 0) return;
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
    if (!(await readPeople(client, project, plan, unsettled))) return;
  }
}

/** False when none was found. */
async function readPeople(
  client: pg.ClientBase,
  project: ProjectScope,
  plan: Plan,
  wanted: readonly { dimension: Dimension | null; sum: Accumulator; values: readonly string[] }[],
): Promise<boolean> {
  const params = new Params();
  const days = daysOf(project, plan, params);
  const parts = wanted.map(
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
    wanted[part]?.sum.read(bucket, value, decoded(people));
  }
  return rows.length > 0;
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
    for (const { sum } of counts) addRollup({ ...row, bucket }, sum);
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
