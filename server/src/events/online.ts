import type { EventStore } from './event.store.js';
import type { Filter, ProjectScope, Tally } from './tally.js';

const MINUTE = 60_000;
/** Minutes shown one by one. */
export const ONLINE_MINUTES = 30;
/** A visitor is online for this long after an event. */
export const ONLINE_MS = 5 * MINUTE;

export interface OnlineNow {
  readonly count: number;
  /** Oldest first; the last minute is still running. */
  readonly minutes: readonly number[];
}

/** Counts who is online at `now`: distinct visitors with an event in the last five minutes, and minute by minute. */
export async function countOnline(
  store: EventStore,
  project: ProjectScope,
  now: Date,
  filters: readonly Filter[] = [],
): Promise<OnlineNow> {
  const buckets = lastMinutes(now);
  const [recent, byMinute] = await Promise.all([
    store.tally({
      project,
      range: { from: new Date(now.getTime() - ONLINE_MS), to: now },
      filters,
      dimension: null,
      buckets: null,
    }),
    store.tally({
      project,
      range: { from: buckets[0] ?? now, to: now },
      filters,
      dimension: null,
      buckets,
    }),
  ]);
  return { count: visitorsOf(recent, 1)[0] ?? 0, minutes: visitorsOf(byMinute, ONLINE_MINUTES) };
}

export function sameOnline(one: OnlineNow, other: OnlineNow): boolean {
  return (
    one.count === other.count &&
    one.minutes.every((visitors, index) => visitors === other.minutes[index])
  );
}

function lastMinutes(now: Date): Date[] {
  const running = Math.floor(now.getTime() / MINUTE) * MINUTE;
  return Array.from(
    { length: ONLINE_MINUTES },
    (_, index) => new Date(running - (ONLINE_MINUTES - 1 - index) * MINUTE),
  );
}

function visitorsOf(tally: Tally, buckets: number): number[] {
  const visitors = new Array<number>(buckets).fill(0);
  for (const row of tally.rows) {
    visitors[row.bucket] = row.visitors;
  }
  return visitors;
}
