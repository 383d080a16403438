import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Dimension } from '../tally.js';
import type { CountedPeople, Part } from './accumulator.js';
import { dimensionNumber, TOTAL } from './dimension.sql.js';
import type { Plan } from './plan.js';

/** The last ones of a plan are read each time: they are counted anew again and again. */
const UNKNOWN_DAYS = 2;
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

/** The days of a plan of which sums may be known, all in one bucket, and as which rows these are kept. */
export interface KnownPart {
  readonly projectNo: number;
  readonly plan: Plan;
  /** Tells these rows from all that stood there before or will. */
  readonly version: string;
}

/** How long visits lasted, or who was there with a value. */
export type Packed = 'durations' | { readonly peopleWith: string };

interface Versioned<T> {
  readonly version: string;
  readonly what: T;
}

/**
 * Keeps what has been summed up of remembered days, as long as they stay as they are: what a dashboard asks about the
 * last month is asked again and again, and all but the last days of it stay the same.
 */
export class KnownDays {
  private readonly sums = new LRUCache<string, Versioned<readonly Sum[]>>({
    maxSize: MOST_CELLS,
    sizeCalculation: ({ what }) => what.length + 1,
  });
  private readonly packed = new LRUCache<string, Versioned<Buffer | null>>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ what }) => (what?.length ?? 0) + BYTES_OF_AN_ENTRY,
  });

  /** Sums by a dimension; undefined when they are not known. */
  sumsOf(known: KnownPart, dimension: Dimension | null): readonly Sum[] | undefined {
    const found = this.sums.get(nameOf(known, dimension));
    return found?.version === known.version ? found.what : undefined;
  }

  keepSums(known: KnownPart, dimension: Dimension | null, sums: readonly Sum[]): void {
    this.sums.set(nameOf(known, dimension), { version: known.version, what: sums });
  }

  /** Something that is kept as bytes; null for nothing, undefined when it is not known. */
  packedOf(known: KnownPart, dimension: Dimension | null, what: Packed): Buffer | null | undefined {
    const found = this.packed.get(`${nameOf(known, dimension)} ${partOf(what)}`);
    return found?.version === known.version ? found.what : undefined;
  }

  keepPacked(
    known: KnownPart,
    dimension: Dimension | null,
    what: Packed,
    bytes: Buffer | null,
  ): void {
    const { version } = known;
    this.packed.set(`${nameOf(known, dimension)} ${partOf(what)}`, { version, what: bytes });
  }
}

function partOf(what: Packed): string {
  return what === 'durations' ? what : `people ${what.peopleWith}`;
}

function nameOf({ projectNo, plan }: KnownPart, dimension: Dimension | null): string {
  const [first, last] = [plan.days[0], plan.days.at(-1)];
  const { day, bucket, first: isFirst } = first ?? {};
  return [projectNo, dimensionNumber(dimension), day, last?.day, bucket, isFirst].join(' ');
}

/** Divides a plan into days whose sums may be known, or are worth to be, and the others; null when none are. */
export async function divided(
  client: pg.ClientBase,
  projectNo: number,
  plan: Plan,
): Promise<{ known: KnownPart; others: Plan } | null> {
  const days = plan.days.slice(0, -UNKNOWN_DAYS);
  const [first] = days;
  if (!first || plan.days.some(({ bucket }) => bucket !== first.bucket)) return null;
  // TRICKY: a day is replaced as a whole, so one of its rows tells: it is where it is and from the transaction it is from.
  const { rows } = await client.query<{ version: string }>(
    `SELECT coalesce(string_agg(day::text || xmin || ctid, ' ' ORDER BY day), '') AS version FROM rollup_days
     WHERE project_no = $1 AND dimension = ${TOTAL} AND value = '' AND day = ANY($2::date[])
       AND day BETWEEN $3 AND $4`,
    [projectNo, days.map(({ day }) => day), first.day, days.at(-1)?.day],
  );
  const version = createHash('sha256')
    .update(rows[0]?.version ?? '')
    .digest('base64');
  return {
    known: { projectNo, plan: { ...plan, days }, version },
    others: { ...plan, days: plan.days.slice(-UNKNOWN_DAYS) },
  };
}
