import type pg from 'pg';
import type { Dimension, ProjectScope } from '../tally.js';
import type { Accumulator } from './accumulator.js';
import { bucketOf, type KnownDays, type PlanPart } from './known-days.js';
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
  { client, shared: { project }, cache, parts }: Remembering,
  wanted: readonly Wanted[],
): Promise<boolean> {
  let found = false;
  const take = ({ sum }: Wanted, bucket: number, value: string, people: Buffer): void => {
    sum.read(bucket, value, people);
    found = true;
  };
  for (const part of parts) {
    if (part.version === null) {
      await readPeople(client, project, part.plan, wanted, take);
      continue;
    }
    const missing = wanted.map((one) => ({
      ...one,
      values: one.values.filter((value) => {
        const people = cache.packedOf(part, one.dimension, { peopleWith: value });
        if (people) take(one, bucketOf(part), value, people);
        return people === undefined;
      }),
    }));
    await readAndKeep(client, project, part, missing, cache, (one, value, people) =>
      take(one, bucketOf(part), value, people),
    );
  }
  return found;
}

/** Reads who was there on days that are to be known. */
async function readAndKeep(
  client: pg.ClientBase,
  project: ProjectScope,
  part: PlanPart,
  missing: readonly Wanted[],
  cache: KnownDays,
  take: (asked: Wanted, value: string, people: Buffer) => void,
): Promise<void> {
  const unions = new Map(missing.map((one) => [one, new Unions(one.values)]));
  try {
    await readPeople(client, project, part.plan, missing, (one, _bucket, value, people) =>
      unions.get(one)?.add(value, people),
    );
    for (const [one, union] of unions) {
      for (const [value, people] of union.packed()) {
        cache.keepPacked(part, one.dimension, { peopleWith: value }, people);
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
