import type { VisitPart } from './packed-visits.js';
import { VersionedCache } from './versioned-cache.js';

/** Bytes of columns that one process keeps: a month of some two million visits, of those columns that are asked for. */
const MOST_BYTES = 96 * 2 ** 20;
/** Of a part, for its name and its place. */
const BYTES_OF_AN_ENTRY = 300;
/** Of a text or an object besides what it holds, and of a place in a list or an object. */
const BYTES_OF_A_THING = 24;
const BYTES_OF_A_PLACE = 8;

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

/** Bytes; a text counts once, in however many places it stands. */
export function sizeOf(part: object): number {
  const texts = new Set<string>();
  const sizeOfOne = (one: unknown): number => {
    if (ArrayBuffer.isView(one)) return BYTES_OF_A_THING + one.byteLength;
    if (typeof one === 'string') {
      if (texts.has(one)) return 0;
      texts.add(one);
      return BYTES_OF_A_THING + Buffer.byteLength(one);
    }
    if (typeof one !== 'object' || one === null) return 0;
    return Object.values(one instanceof Map ? [...one] : one).reduce<number>(
      (sum, inside: unknown) => sum + BYTES_OF_A_PLACE + sizeOfOne(inside),
      BYTES_OF_A_THING,
    );
  };
  return BYTES_OF_AN_ENTRY + sizeOfOne(part);
}
