import { LRUCache } from 'lru-cache';
import { BUSY_DAY_EVENTS } from './dirty-days.repository.js';
import type { VisitColumns } from './visit-columns.js';

/** What was read is taken for so many times as long as reading it took, within these bounds. */
const TIMES_AS_LONG = 4;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 60_000;
/** Visits that one process keeps. */
const MOST_VISITS = 1_000_000;

/** Visits of a busy stretch of time that goes on, as they were at a moment. */
export interface Moment {
  readonly columns: VisitColumns;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Keeps, for a moment, the visits of busy days that are not remembered: whoever asks about them again is answered as it
 * was then (docs/adr/0031). Those of quiet days are read each time.
 */
export class KnownMoments {
  private readonly moments = new LRUCache<string, Moment>({
    maxSize: MOST_VISITS,
    sizeCalculation: ({ columns }) => columns.events.length + 1,
  });

  async of(name: string, read: () => Promise<VisitColumns>): Promise<Moment> {
    const known = this.moments.get(name);
    if (known) return known;
    const [at, begun] = [Date.now(), performance.now()];
    const columns = await read();
    const took = performance.now() - begun;
    const moment = { columns, at };
    let events = 0;
    for (const some of columns.events) events += some;
    if (events >= BUSY_DAY_EVENTS) {
      const ttl = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(TIMES_AS_LONG * took)));
      this.moments.set(name, moment, { ttl });
    }
    return moment;
  }
}
