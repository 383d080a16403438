import { RoaringBitmap32 } from 'roaring-wasm';

/** Numbers of known users lie below, kept anonymous ids (negative) above when read as unsigned. */
export const FIRST_ANONYMOUS = 2 ** 31;

/** How many people are in a list that names some repeatedly, and how many of them are known users. */
export function countPeople(people: readonly number[]): { people: number; users: number } {
  const set = new Set(people);
  let users = 0;
  for (const person of set) if (person > 0) users += 1;
  return { people: set.size, users };
}

/** The bytes a set of person numbers is kept as; null for the empty set. */
export function packPeople(people: readonly number[]): Buffer | null {
  if (people.length === 0) return null;
  const bitmap = RoaringBitmap32.from(people.map((no) => no >>> 0));
  try {
    return Buffer.from(bitmap.serialize('portable'));
  } finally {
    bitmap.dispose();
  }
}

/** Unites sets of people, value by value. To be disposed of. */
export class Unions {
  private readonly sets: Map<string, RoaringBitmap32 | null>;

  constructor(values: readonly string[]) {
    this.sets = new Map(values.map((value) => [value, null]));
  }

  /** Takes the bytes of {@link packPeople}, and copies them. */
  add(value: string, people: Uint8Array): void {
    const set = RoaringBitmap32.deserialize('portable', people);
    const sum = this.sets.get(value);
    if (!sum) {
      this.sets.set(value, set);
      return;
    }
    sum.orInPlace(set);
    set.dispose();
  }

  /** The bytes of each union; null for the empty set. */
  packed(): [value: string, people: Buffer | null][] {
    return [...this.sets].map(([value, set]) => [
      value,
      set && Buffer.from(set.serialize('portable')),
    ]);
  }

  dispose(): void {
    for (const set of this.sets.values()) set?.dispose();
  }
}

/** The bytes durations are kept as: 32-bit pairs of seconds and visits, little-endian; null for none. */
export function packDurations(durations: ReadonlyMap<number, number>): Buffer | null {
  if (durations.size === 0) return null;
  // In order, so that equal durations are equal bytes.
  const pairs = [...durations].sort(([a], [b]) => a - b);
  const bytes = Buffer.alloc(pairs.length * 8);
  pairs.forEach(([second, visits], index) => {
    bytes.writeUInt32LE(second, index * 8);
    bytes.writeUInt32LE(visits, index * 8 + 4);
  });
  return bytes;
}

/** Adds to durations those of {@link packDurations}; with `times` −1 takes them away. */
export function addPacked(durations: Map<number, number>, packed: Buffer, times: 1 | -1): void {
  for (let at = 0; at < packed.length; at += 8) {
    addVisits(durations, packed.readUInt32LE(at), times * packed.readUInt32LE(at + 4));
  }
}

/** Adds visits that lasted so many seconds; those of which none are left are forgotten. */
export function addVisits(durations: Map<number, number>, seconds: number, more: number): void {
  const visits = (durations.get(seconds) ?? 0) + more;
  if (visits === 0) durations.delete(seconds);
  else durations.set(seconds, visits);
}
