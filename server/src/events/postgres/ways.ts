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
 * The bytes ways are kept as. All numbers are unsigned LEB128: how many labels there are, and of each its length in
 * bytes before its UTF-8; how many visits, and of each how much its number is above the one before, how many codes it
 * has, and those. Frequent labels should come first, they cost a byte where others cost two.
 */
export function packWays({ labels, visits, ends, codes }: Ways): Buffer {
  const names = labels.map((label) => Buffer.from(label));
  const inNames = names.reduce((sum, { length }) => sum + LONGEST_NUMBER + length, 0);
  const most = inNames + LONGEST_NUMBER * (2 + 2 * visits.length + codes.length);
  const bytes = Buffer.allocUnsafe(most);
  let at = 0;
  const write = (value: number): void => {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) + 128;
    bytes[at++] = rest;
  };
  write(names.length);
  for (const name of names) {
    write(name.length);
    at += name.copy(bytes, at);
  }
  write(visits.length);
  let before = 0;
  let begin = 0;
  visits.forEach((visit, index) => {
    const end = ends[index] as number;
    write(visit - before);
    write(end - begin);
    for (let step = begin; step < end; step++) write(codes[step] as number);
    before = visit;
    begin = end;
  });
  return Buffer.from(bytes.subarray(0, at));
}

/** The ways that {@link packWays} has made these bytes of. */
export function readWays(bytes: Buffer): Ways {
  let at = 0;
  const read = (): number => {
    let byte = bytes[at++] as number;
    let value = byte & 127;
    for (let place = 128; byte > 127; place *= 128) {
      byte = bytes[at++] as number;
      value += (byte & 127) * place;
    }
    return value;
  };
  const labels = Array.from({ length: read() }, () => {
    const length = read();
    at += length;
    return bytes.toString('utf8', at - length, at);
  });
  const count = read();
  const visits = new Float64Array(count);
  const ends = new Uint32Array(count);
  // Each code is a byte at least.
  const codes = new Uint32Array(bytes.length - at);
  let visit = 0;
  let end = 0;
  for (let index = 0; index < count; index++) {
    visit += read();
    visits[index] = visit;
    for (let left = read(); left > 0; left--) codes[end++] = read();
    ends[index] = end;
  }
  return { labels, visits, ends, codes: codes.subarray(0, end) };
}

/** Bytes of the largest safe integer. */
const LONGEST_NUMBER = 8;
