import { RoaringBitmap32 } from 'roaring-wasm';
import type { TallyRow } from '../tally.js';

/** Counts of one cell as they come from a slice of raw events or from rollups. Carried parts are subtracted already. */
export interface Part {
  readonly bucket: number;
  readonly value: string;
  readonly events: number;
  readonly pageViews: number;
  readonly visits: number;
  readonly viewedVisits: number;
  readonly bounces: number;
  readonly durationMs: number;
  readonly units: number;
  readonly people: Iterable<number> | readonly Uint8Array[] | null;
  /** Seconds and how many visits lasted that long. */
  readonly durations?: Iterable<readonly [seconds: number, visits: number]>;
}

interface Cell extends Omit<Part, 'people' | 'durations'> {
  events: number;
  pageViews: number;
  visits: number;
  viewedVisits: number;
  bounces: number;
  durationMs: number;
  units: number;
  people: RoaringBitmap32 | null;
  durations: Map<number, number>;
}

/** Numbers of known users lie below, kept anonymous ids (negative) above when read as unsigned. */
const FIRST_ANONYMOUS = 2 ** 31;

/** Adds up parts of an answer without counting any person twice. */
export class Accumulator {
  private readonly cells = new Map<string, Cell>();

  add(part: Part): void {
    const cell = this.cellOf(part);
    cell.events += part.events;
    cell.pageViews += part.pageViews;
    cell.visits += part.visits;
    cell.viewedVisits += part.viewedVisits;
    cell.bounces += part.bounces;
    cell.durationMs += part.durationMs;
    cell.units += part.units;
    if (part.people) cell.people = union(cell.people, part.people);
    for (const [seconds, visits] of part.durations ?? []) {
      cell.durations.set(seconds, (cell.durations.get(seconds) ?? 0) + visits);
    }
  }

  rows(median: boolean): TallyRow[] {
    return [...this.cells.values()].map((cell) => ({
      bucket: cell.bucket,
      value: cell.value,
      events: cell.events,
      pageViews: cell.pageViews,
      visits: cell.visits,
      visitors: cell.units + (cell.people?.size ?? 0),
      users: cell.people?.rangeCardinality(0, FIRST_ANONYMOUS) ?? 0,
      viewedVisits: cell.viewedVisits,
      bounces: cell.bounces,
      durationMs: cell.durationMs,
      medianSeconds: median ? medianOf(cell.durations) : null,
    }));
  }

  /** Frees what lives outside of the JavaScript heap. */
  dispose(): void {
    for (const cell of this.cells.values()) cell.people?.dispose();
  }

  private cellOf(part: Part): Cell {
    const name = `${part.bucket} ${part.value}`;
    let cell = this.cells.get(name);
    if (!cell) {
      cell = {
        bucket: part.bucket,
        value: part.value,
        events: 0,
        pageViews: 0,
        visits: 0,
        viewedVisits: 0,
        bounces: 0,
        durationMs: 0,
        units: 0,
        people: null,
        durations: new Map(),
      };
      this.cells.set(name, cell);
    }
    return cell;
  }
}

function union(into: RoaringBitmap32 | null, people: NonNullable<Part['people']>): RoaringBitmap32 {
  const bitmap = into ?? new RoaringBitmap32();
  for (const one of people) {
    if (typeof one === 'number') {
      bitmap.add(one >>> 0);
      continue;
    }
    const other = RoaringBitmap32.deserialize('portable', one);
    bitmap.orInPlace(other);
    other.dispose();
  }
  return bitmap;
}

/** The bytes a set of person numbers is kept as; null for the empty set. */
export function packPeople(people: readonly number[] | null): Buffer | null {
  if (!people || people.length === 0) return null;
  const bitmap = RoaringBitmap32.from(people.map((no) => no >>> 0));
  try {
    return Buffer.from(bitmap.serialize('portable'));
  } finally {
    bitmap.dispose();
  }
}

/** Whole seconds, listed → how many visits lasted that long. */
export function histogram(seconds: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const one of seconds) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/** The bytes a list of whole seconds is kept as: 32-bit pairs of seconds and visits, little-endian. */
export function packDurations(seconds: readonly number[] | null): Buffer | null {
  if (!seconds || seconds.length === 0) return null;
  // In order, so that equal durations are equal bytes.
  const pairs = [...histogram(seconds)].sort(([a], [b]) => a - b);
  const bytes = Buffer.alloc(pairs.length * 8);
  pairs.forEach(([second, visits], index) => {
    bytes.writeUInt32LE(second, index * 8);
    bytes.writeUInt32LE(visits, index * 8 + 4);
  });
  return bytes;
}

/** Seconds and visits of what {@link packDurations} kept. */
export function* unpackDurations(
  bytes: Buffer | null,
): Iterable<readonly [seconds: number, visits: number]> {
  for (let index = 0; bytes && index < bytes.length; index += 8) {
    yield [bytes.readUInt32LE(index), bytes.readUInt32LE(index + 4)];
  }
}

/** The same list to be taken away. */
export function* negated(
  durations: Iterable<readonly [seconds: number, visits: number]>,
): Iterable<readonly [seconds: number, visits: number]> {
  for (const [seconds, visits] of durations) yield [seconds, -visits];
}

/** Mean of the two middle values when there is no single one. */
function medianOf(durations: ReadonlyMap<number, number>): number | null {
  const sorted = [...durations].filter(([, visits]) => visits > 0).sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, visits]) => sum + visits, 0);
  if (total === 0) return null;
  const at = (rank: number): number => {
    let passed = 0;
    for (const [seconds, visits] of sorted) {
      passed += visits;
      if (passed > rank) return seconds;
    }
    return 0;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}
