interface Entry<Value> {
  readonly value: Value;
  readonly keptAt: number;
}

/** Values kept for a while, never more than `most`: the one longest unused makes room. */
export class BoundedCache<Value> {
  private readonly entries = new Map<string, Entry<Value>>();

  constructor(
    private readonly most: number,
    private readonly lifeMs: number,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** The value, unless it is older than its life or, if given, than `trustMs`. */
  get(key: string, now: number, trustMs: number = this.lifeMs): Value | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    if (now - entry.keptAt > Math.min(this.lifeMs, trustMs)) {
      this.entries.delete(key);
      return undefined;
    }
    // A Map keeps the order of insertion: put last, it is the last to go.
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value, now: number): void {
    this.entries.delete(key);
    this.entries.set(key, { value, keptAt: now });
    if (this.entries.size <= this.most) return;
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest);
      return;
    }
  }

  /** Drops every value of which `which` is true. */
  drop(which: (value: Value) => boolean): void {
    for (const [key, { value }] of this.entries) if (which(value)) this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}
