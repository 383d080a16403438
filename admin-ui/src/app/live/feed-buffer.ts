import type { LiveEvent, LiveFilter } from '../api/live-messages';

export interface FeedRate {
  /** Events per second that reached this page. */
  readonly shown: number;
  /** Events per second that happened, the left-out ones included. */
  readonly happened: number;
}

interface Arrival {
  readonly at: number;
  readonly shown: number;
  readonly skipped: number;
}

const RATE_WINDOW_MS = 5_000;
/** Batches on their way at the same time may overtake each other by this much. */
const OVERTAKEN_MS = 2_000;

/**
 * The newest events, newest first, never more than `capacity` of them: a page left open overnight is
 * as light as a fresh one. While held, what arrives waits beside it (bounded too) and is counted.
 */
export class FeedBuffer {
  private list: readonly LiveEvent[] = [];
  private queue: readonly LiveEvent[] = [];
  private readonly seen = new Set<string>();
  private arrivals: Arrival[] = [];
  private began = 0;
  private held = false;
  private unread = 0;

  constructor(readonly capacity: number) {}

  get events(): readonly LiveEvent[] {
    return this.list;
  }

  /** How many arrived since the feed was held; may exceed what is kept. */
  get waiting(): number {
    return this.unread;
  }

  /** Takes a batch, oldest first as it happened; an event already here is not shown twice. */
  add(batch: readonly LiveEvent[], skipped: number, now: number): void {
    const fresh = batch.filter(({ event_id }) => !this.seen.has(event_id));
    for (const { event_id } of fresh) this.seen.add(event_id);
    if (this.arrivals.length === 0) this.began = now;
    this.arrivals.push({ at: now, shown: fresh.length, skipped });
    this.arrivals = this.arrivals.filter(({ at }) => at > now - RATE_WINDOW_MS);
    const newestFirst = fresh.toReversed();
    if (this.held) {
      this.unread += fresh.length;
      this.queue = onTop(newestFirst, this.queue).slice(0, this.capacity);
    } else {
      this.list = onTop(newestFirst, this.list).slice(0, this.capacity);
    }
    this.forgetOld();
  }

  /** Puts stored events where their time belongs; they are no arrivals and do not count as pace. */
  fill(stored: readonly LiveEvent[]): void {
    const fresh = stored.filter(({ event_id }) => !this.seen.has(event_id));
    for (const { event_id } of fresh) this.seen.add(event_id);
    this.list = [...this.list, ...fresh]
      .toSorted((a, b) => timeOf(b) - timeOf(a))
      .slice(0, this.capacity);
  }

  /** From now on arrivals wait, so that what is being read does not move. */
  hold(): void {
    this.held = true;
  }

  /** Shows what waited and lets the feed run again. */
  release(): void {
    this.list = [...this.queue, ...this.list].slice(0, this.capacity);
    this.queue = [];
    this.unread = 0;
    this.held = false;
    this.forgetOld();
  }

  clear(): void {
    this.list = [];
    this.queue = [];
    this.unread = 0;
    this.arrivals = [];
    this.seen.clear();
  }

  /** The pace of the last five seconds. */
  rate(now: number): FeedRate {
    const recent = this.arrivals.filter(({ at }) => at > now - RATE_WINDOW_MS);
    // A feed that has just begun is measured by the time it has run.
    const seconds = Math.min(RATE_WINDOW_MS, Math.max(1_000, now - this.began)) / 1_000;
    const shown = recent.reduce((sum, arrival) => sum + arrival.shown, 0);
    const skipped = recent.reduce((sum, arrival) => sum + arrival.skipped, 0);
    return { shown: shown / seconds, happened: (shown + skipped) / seconds };
  }

  private forgetOld(): void {
    if (this.seen.size <= this.capacity * 4) return;
    this.seen.clear();
    for (const { event_id } of [...this.list, ...this.queue]) this.seen.add(event_id);
  }
}

/** What arrives goes on top, but for events that were overtaken on their way: these go where their time belongs. */
function onTop(newestFirst: readonly LiveEvent[], list: readonly LiveEvent[]): LiveEvent[] {
  const [oldest, newest] = [newestFirst.at(-1), list[0]];
  const since = oldest ? timeOf(oldest) : NaN;
  const lead = newest ? timeOf(newest) - since : NaN;
  if (!(lead > 0 && lead <= OVERTAKEN_MS)) return [...newestFirst, ...list];
  const before = list.findIndex((event) => timeOf(event) <= since);
  const near = before === -1 ? list : list.slice(0, before);
  const sorted = [...newestFirst, ...near].sort((a, b) => timeOf(b) - timeOf(a));
  return [...sorted, ...list.slice(near.length)];
}

function timeOf({ timestamp }: LiveEvent): number {
  return Date.parse(timestamp);
}

/** True when an event passes the filter that the server was given, for events already here. */
export function passes(event: LiveEvent, filter: LiveFilter): boolean {
  if (filter.event && event.event !== filter.event) return false;
  if (!filter.text) return true;
  return JSON.stringify(event).toLowerCase().includes(filter.text.toLowerCase());
}
