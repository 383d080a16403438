import type pg from 'pg';
import type { Dimension, ProjectScope } from '../tally.js';
import type { Accumulator } from './accumulator.js';
import type { KnownDays, KnownPart } from './known-days.js';
import { Unions } from './packed-sets.js';
import { Params } from './params.js';
import type { Plan } from './plan.js';
import { daysOf, decoded, encoded, type Remembering } from './remembered-days.js';
import { isOfEventsOnly, type SharedCount } from './shared-count.js';

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
      const people = cache.packedOf(known, one.dimension, { peopleWith: value });
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
        cache.keepPacked(known, one.dimension, { peopleWith: value }, people);
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
