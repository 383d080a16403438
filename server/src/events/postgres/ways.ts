import { NumberReader, NumberWriter } from './numbers.js';

/** What the visits of a stretch of time did, one after the other. */
export interface Ways {
  /** `p` and a page, or `e` and the name of an event. */
  readonly labels: readonly string[];
  /** Numbers of visits, ascending. */
  readonly visits: Float64Array;
  /** Where in `codes` the way of each visit ends; it begins where that of the visit before ends. */
  readonly ends: Uint32Array;
  /** Positions in `labels`. */
  readonly codes: Uint32Array;
}

/** Whether a label is that of a page view. */
export function isView(label: string): boolean {
  return label.startsWith('p');
}

/** Gathers ways of visits that come in ascending order of their numbers. */
export class WaysBuilder {
  private readonly visits: number[] = [];
  private readonly ends: number[] = [];
  private readonly codes: number[] = [];

  constructor(private readonly labels: readonly string[]) {}

  /** Takes positions in `labels`; of equal ones that follow each other, one is enough to tell the way. */
  add(visit: number, codes: Iterable<number>): void {
    let before = -1;
    for (const code of codes) {
      if (code !== before) this.codes.push(code);
      before = code;
    }
    this.visits.push(visit);
    this.ends.push(this.codes.length);
  }

  /** How many there are of all visits together. */
  get steps(): number {
    return this.codes.length;
  }

  build(): Ways {
    return {
      labels: this.labels,
      visits: Float64Array.from(this.visits),
      ends: Uint32Array.from(this.ends),
      codes: Uint32Array.from(this.codes),
    };
  }
}

/**
 * The bytes ways are kept as, numbers all of them: how many labels there are, and these; how many visits, and of each how
 * much its number is above the one before, how many codes it has, and those. Frequent labels should come first, they
 * cost a byte where others cost two.
 */
export function packWays({ labels, visits, ends, codes }: Ways): Buffer {
  const packed = new NumberWriter();
  packed.write(labels.length);
  for (const label of labels) packed.writeText(label);
  packed.write(visits.length);
  let before = 0;
  let begin = 0;
  visits.forEach((visit, index) => {
    const end = ends[index] as number;
    packed.write(visit - before);
    packed.write(end - begin);
    for (let step = begin; step < end; step++) packed.write(codes[step] as number);
    before = visit;
    begin = end;
  });
  return packed.done();
}

/** The ways that {@link packWays} has made these bytes of. */
export function readWays(bytes: Buffer): Ways {
  const packed = new NumberReader(bytes);
  const labels = Array.from({ length: packed.read() }, () => packed.readText());
  const count = packed.read();
  const visits = new Float64Array(count);
  const ends = new Uint32Array(count);
  const codes = new Uint32Array(packed.left);
  let visit = 0;
  let end = 0;
  for (let index = 0; index < count; index++) {
    visit += packed.read();
    visits[index] = visit;
    for (let left = packed.read(); left > 0; left--) codes[end++] = packed.read();
    ends[index] = end;
  }
  return { labels, visits, ends, codes: codes.subarray(0, end) };
}
