import type pg from 'pg';
import type { Dimension, ProjectScope, TallyRequest } from '../tally.js';
import { dimensionNumber } from './dimension.sql.js';
import type { KnownDays, PlanPart } from './known-days.js';
import type { Params } from './params.js';
import type { Plan } from './plan.js';

/** Where what rollups remember is read, and what of it need not be. */
export interface Remembering {
  readonly client: pg.ClientBase;
  readonly shared: TallyRequest;
  readonly plan: Plan;
  readonly cache: KnownDays;
  /** The days of the plan. */
  readonly parts: readonly PlanPart[];
}

/** FROM: the remembered days `r` of a plan, counted by a dimension, with what each is in it as `d`. */
export function daysOf(
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

/** TRICKY: the driver takes bytes as hexadecimal digits, which is longer, and much slower to read. */
export function encoded(bytes: string): string {
  return `encode(${bytes}, 'base64')`;
}

/** TRICKY: always in the same memory, until the next one: thousands of small buffers keep the garbage collector busy. */
export function decoded(text: string): Buffer {
  if (scratch.length < text.length) scratch = Buffer.alloc(2 * text.length);
  return scratch.subarray(0, scratch.write(text, 'base64'));
}

let scratch = Buffer.alloc(64 * 1024);
