import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Dimension } from '../tally.js';
import type { CountedPeople, Part } from './accumulator.js';
import { dimensionNumber, TOTAL } from './dimension.sql.js';
import type { Plan } from './plan.js';
import { VersionedCache } from './versioned-cache.js';

/** So many last days of a plan are known each by itself: they are counted anew again and again. */
const DAYS_BY_THEMSELVES = 2;
/** Cells, of some hundred bytes each, and bytes of sets of people that one process keeps. */
const MOST_CELLS = 100_000;
const MOST_BYTES = 32 * 2 ** 20;
/** Of a set, for its name and its place. */
const BYTES_OF_AN_ENTRY = 300;

/** What the rollups of several days have of a value. */
export interface Sum {
  readonly part: Part;
  readonly people: CountedPeople;
}

/** Some days of a plan, and as which rows they are kept. */
export interface PlanPart {
  readonly projectNo: number;
  readonly plan: Plan;
  /** Tells these rows from all that stood there before or will; null when nothing of these days is to be known. */
  readonly version: string | null;
}

/** How long visits lasted, or who was there with a value. */
export type Packed = 'durations' | { readonly peopleWith: string };

/**
 * Keeps what has been summed up of remembered days, as long as they stay as they are: what a dashboard asks about the
 * last month is asked again and again, and all but the last days of it stay the same.
 */
export class KnownDays {
  private readonly sums = new VersionedCache<readonly Sum[]>(
    MOST_CELLS,
    ({ length }) => length + 1,
  );
  private readonly packed = new VersionedCache<Buffer | null>(
    MOST_BYTES,
    (bytes) => (bytes?.length ?? 0) + BYTES_OF_AN_ENTRY,
  );

  /** Sums by a dimension; undefined when they are not known. */
  sumsOf(part: PlanPart, dimension: Dimension | null): readonly Sum[] | undefined {
    return this.sums.get(nameOf(part, dimension), part.version);
  }

  keepSums(part: PlanPart, dimension: Dimension | null, sums: readonly Sum[]): void {
    this.sums.set(nameOf(part, dimension), part.version, sums);
  }

  /** Something that is kept as bytes; null for nothing, undefined when it is not known. */
  packedOf(part: PlanPart, dimension: Dimension | null, what: Packed): Buffer | null | undefined {
    return this.packed.get(`${nameOf(part, dimension)} ${kindOf(what)}`, part.version);
  }

  keepPacked(
    part: PlanPart,
    dimension: Dimension | null,
    what: Packed,
    bytes: Buffer | null,
  ): void {
    this.packed.set(`${nameOf(part, dimension)} ${kindOf(what)}`, part.version, bytes);
  }
}

function kindOf(what: Packed): string {
  return what === 'durations' ? what : `people ${what.peopleWith}`;
}

function nameOf({ projectNo, plan }: PlanPart, dimension: Dimension | null): string {
  const [first, last] = [plan.days[0], plan.days.at(-1)];
  const { day, bucket, first: isFirst } = first ?? {};
  return [projectNo, dimensionNumber(dimension), day, last?.day, bucket, isFirst].join(' ');
}

/** The bucket of all days of a part that has a version. */
export function bucketOf({ plan }: PlanPart): number {
  return plan.days[0]?.bucket ?? 0;
}

/** Divides the days of a plan into parts whose sums are known, or worth to be; days of several buckets are one that is not. */
export async function divided(
  client: pg.ClientBase,
  projectNo: number,
  plan: Plan,
): Promise<readonly PlanPart[]> {
  const { days } = plan;
  const [first] = days;
  if (!first) return [];
  if (days.some(({ bucket }) => bucket !== first.bucket))
    return [{ projectNo, plan, version: null }];
  // TRICKY: a day is replaced as a whole, so one of its rows tells: it is where it is and from the transaction it is from.
  const { rows } = await client.query<{ day: string; version: string }>(
    `SELECT day::text, xmin || ' ' || ctid AS version FROM rollup_days
     WHERE project_no = $1 AND dimension = ${TOTAL} AND value = '' AND day = ANY($2::date[])
       AND day BETWEEN $3 AND $4`,
    [projectNo, days.map(({ day }) => day), first.day, days.at(-1)?.day],
  );
  const versions = new Map(rows.map(({ day, version }) => [day, version]));
  const split = Math.max(0, days.length - DAYS_BY_THEMSELVES);
  const parts = [days.slice(0, split), ...days.slice(split).map((day) => [day])];
  return parts
    .filter((some) => some.length > 0)
    .map((some) => ({
      projectNo,
      plan: { ...plan, days: some },
      version: digestOf(some.map(({ day }) => versions.get(day)).join('|')),
    }));
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
