import { createHash } from 'node:crypto';

/** A choice and how often it is made, relative to the others of its list. */
export type Weighted<T> = readonly (readonly [weight: number, value: T])[];

/** Chance that repeats itself: the same seed gives the same numbers, on every machine. */
export class Random {
  private readonly state: Uint32Array;

  constructor(private readonly seed: string) {
    const digest = createHash('sha256').update(seed).digest();
    this.state = Uint32Array.from([0, 4, 8, 12], (offset) => digest.readUInt32LE(offset));
  }

  /** Chance of its own for one thing, whatever else has been drawn so far. */
  fork(name: string): Random {
    return new Random(`${this.seed}/${name}`);
  }

  /** At least 0, less than 1. */
  fraction(): number {
    return this.bits() / 2 ** 32;
  }

  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  between(least: number, most: number): number {
    return least + this.fraction() * (most - least);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  weighted<T>(list: Weighted<T>): T {
    let rest = this.fraction() * list.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of list) {
      rest -= weight;
      if (rest < 0) return value;
    }
    return (list.at(-1) as readonly [number, T])[1];
  }

  /** Most values near the median, a few many times as large: how long people stay, how much they buy. */
  longTailed(median: number, spread = 0.8): number {
    const normal =
      Math.sqrt(-2 * Math.log(1 - this.fraction())) * Math.cos(2 * Math.PI * this.fraction());
    return median * Math.exp(spread * normal);
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.bits().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  /** A UUID of version 7 made at this time. */
  uuid(at: number): string {
    const time = Math.trunc(at).toString(16).padStart(12, '0');
    const variant = (8 + this.below(4)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${this.hex(3)}-${variant}${this.hex(3)}-${this.hex(12)}`;
  }

  /** sfc32, a small generator that passes the usual test suites; public domain, by Chris Doty-Humphrey. */
  private bits(): number {
    const [a, b, c, counter] = this.state as unknown as [number, number, number, number];
    const out = (a + b + counter) | 0;
    this.state[3] = counter + 1;
    this.state[0] = b ^ (b >>> 9);
    this.state[1] = c + (c << 3);
    this.state[2] = ((c << 21) | (c >>> 11)) + out;
    return out >>> 0;
  }
}
