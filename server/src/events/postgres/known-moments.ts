import { LRUCache } from 'lru-cache';
import { BUSY_DAY_EVENTS } from './dirty-days.repository.js';
import type { Ask } from './params.js';
import type { VisitColumns } from './visit-columns.js';

/** What was read is taken for so many times as long as reading it took, within these bounds. */
const TIMES_AS_LONG = 4;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 60_000;
/** For so long after that, whoever asks gets it all the same, while it is read anew for those who come next. */
const LATE_MS = 4_000;
/** Visits that one process keeps. */
const MOST_VISITS = 1_000_000;

/** Visits of a busy stretch of time that goes on, as they were at a moment. */
export interface Moment {
  readonly columns: VisitColumns;
  /** Epoch milliseconds. */
  readonly at: number;
}

interface KnownMoment extends Moment {
  readonly lateAfter: number;
}

/** Reads visits over a connection. */
type Read = (ask: Ask) => Promise<VisitColumns>;

/**
 * Keeps, for a moment, the visits of busy days that are not remembered: whoever asks about them again is answered as it
 * was then (docs/adr/0031). Those of quiet days are read each time.
 */
export class KnownMoments {
  private readonly moments = new LRUCache<string, KnownMoment>({
    maxSize: MOST_VISITS,
    sizeCalculation: ({ columns }) => columns.events.length + 1,
  });
  private readonly beingRead = new Set<string>();

  /** `apart` does something over a connection of its own. */
  constructor(private readonly apart: (work: (ask: Ask) => Promise<unknown>) => Promise<unknown>) {}

  async of(name: string, ask: Ask, read: Read): Promise<Moment> {
    const known = this.moments.get(name);
    if (!known) return this.readNow(name, ask, read);
    if (performance.now() > known.lateAfter) this.readApart(name, read);
    return known;
  }

  private async readNow(name: string, ask: Ask, read: Read): Promise<Moment> {
    const [at, begun] = [Date.now(), performance.now()];
    const columns = await read(ask);
    const now = performance.now();
    let events = 0;
    for (const some of columns.events) events += some;
    if (events >= BUSY_DAY_EVENTS) {
      const fresh = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, TIMES_AS_LONG * (now - begun)));
      const moment = { columns, at, lateAfter: now + fresh };
      this.moments.set(name, moment, { ttl: Math.round(fresh + LATE_MS) });
    }
    return { columns, at };
  }

  /** Once at a time. What goes wrong is told to whoever asks when nothing is known any more. */
  private readApart(name: string, read: Read): void {
    if (this.beingRead.has(name)) return;
    this.beingRead.add(name);
    void this.apart((ask) => this.readNow(name, ask, read))
      .catch(() => null)
      .finally(() => this.beingRead.delete(name));
  }
}
