import { LRUCache } from 'lru-cache';
import { BUSY_DAY_EVENTS } from './dirty-days.repository.js';
import type { Ask } from './params.js';
import type { VisitColumns } from './visit-columns.js';

/** What was read is taken for so many times as long as reading it took, within these bounds. */
const TIMES_AS_LONG = 4;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 60_000;
/** After that, whoever asks gets it all the same for a while, in which it is read anew for those who come next. */
const SHORTEST_LATE_MS = 4_000;
const TIMES_AS_LATE = 2;
/** Visits that one process keeps. */
const MOST_VISITS = 1_000_000;

/** Visits of a busy stretch of time that goes on, as they were at a moment. */
export interface Moment {
  readonly columns: VisitColumns;
  /** Everything that was stored until then is in it, epoch milliseconds. */
  readonly at: number;
}

interface KnownMoment extends Moment {
  readonly lateAfter: number;
}

/** What is read over a connection, when it is not known. */
interface Wanted {
  /** The same for the same visits. */
  readonly name: string;
  readonly read: (ask: Ask) => Promise<VisitColumns>;
}

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

  /** What `ask` sees is as it was at `since`: nothing later is given, which the rest of an answer would not know of. */
  async of(wanted: Wanted, ask: Ask, since: number): Promise<Moment> {
    const known = this.moments.get(wanted.name);
    if (!known || known.at > since) return this.readNow(wanted, ask, since);
    if (isLate(known)) this.readApart(wanted);
    return known;
  }

  private async readNow({ name, read }: Wanted, ask: Ask, at: number): Promise<Moment> {
    const begun = performance.now();
    const columns = await read(ask);
    const now = performance.now();
    const took = now - begun;
    let events = 0;
    for (const some of columns.events) events += some;
    const other = this.moments.get(name);
    if (events >= BUSY_DAY_EVENTS && (!other || other.at < at)) {
      const fresh = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, TIMES_AS_LONG * took));
      const late = Math.min(LONGEST_MS, Math.max(SHORTEST_LATE_MS, TIMES_AS_LATE * took));
      const ttl = Math.round(fresh + late);
      this.moments.set(name, { columns, at, lateAfter: now + fresh }, { ttl });
    }
    return { columns, at };
  }

  /** Once at a time. What goes wrong is told to whoever asks when nothing is known any more. */
  private readApart(wanted: Wanted): void {
    const { name } = wanted;
    if (this.beingRead.has(name)) return;
    this.beingRead.add(name);
    void this.apart(async (ask) => {
      const known = this.moments.get(name);
      if (!known || isLate(known)) await this.readNow(wanted, ask, Date.now());
    })
      .catch(() => null)
      .finally(() => this.beingRead.delete(name));
  }
}

function isLate({ lateAfter }: KnownMoment): boolean {
  return performance.now() > lateAfter;
}
