import { LRUCache } from 'lru-cache';

interface Versioned<T> {
  readonly version: string;
  readonly what: T;
}

/** Keeps things under the version of what they were made of; what was not asked for the longest time goes first. */
export class VersionedCache<T> {
  private readonly kept: LRUCache<string, Versioned<T>>;

  /** At most of this size all together, which `sizeOf` tells of each. */
  constructor(maxSize: number, sizeOf: (what: T) => number) {
    this.kept = new LRUCache({ maxSize, sizeCalculation: ({ what }) => sizeOf(what) });
  }

  /** Undefined when it is not known, or not of this version; null is no version of anything. */
  get(name: string, version: string | null): T | undefined {
    const found = this.kept.get(name);
    return found?.version === version ? found?.what : undefined;
  }

  set(name: string, version: string | null, what: T): void {
    if (version !== null) this.kept.set(name, { version, what });
  }
}
