import type { VisitPart } from './packed-visits.js';
import { VersionedCache } from './versioned-cache.js';

/** Bytes of columns that one process keeps: a month of some two million visits, of those columns that are asked for. */
const MOST_BYTES = 96 * 2 ** 20;
/** Of a part, for its name and its place; and of anything in a list, besides the characters of texts. */
const BYTES_OF_AN_ENTRY = 300;
const BYTES_OF_AN_ITEM = 40;

/** A day whose visits are remembered, and in which rows. */
export interface VersionedDay {
  readonly day: string;
  readonly version: string;
}

/** Keeps columns of visits as they are counted, as long as what is remembered of their day stays as it is. */
export class KnownVisits {
  private readonly parts = new VersionedCache<VisitPart>(MOST_BYTES, sizeOf);

  /** Undefined when it is not known. */
  of(projectNo: number, { day, version }: VersionedDay, part: number): VisitPart | undefined {
    return this.parts.get(`${projectNo} ${day} ${part}`, version);
  }

  keep(projectNo: number, { day, version }: VersionedDay, number: number, part: VisitPart): void {
    this.parts.set(`${projectNo} ${day} ${number}`, version, part);
  }
}

function sizeOf(part: object): number {
  return Object.values(part).reduce<number>(
    (sum, one: unknown) => sum + sizeOfOne(one),
    BYTES_OF_AN_ENTRY,
  );
}

function sizeOfOne(one: unknown): number {
  if (ArrayBuffer.isView(one)) return one.byteLength;
  if (typeof one === 'string') return 2 * one.length;
  if (typeof one !== 'object' || one === null) return 0;
  return Object.values(one).reduce<number>(
    (sum, inside: unknown) => sum + BYTES_OF_AN_ITEM + sizeOfOne(inside),
    0,
  );
}
