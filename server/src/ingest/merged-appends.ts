import type { IncomingEvent } from '../events/event.js';

interface Waiting {
  readonly count: number;
  readonly events: () => readonly IncomingEvent[];
  readonly stored: () => void;
  readonly failed: (error: unknown) => void;
}

// While one append waits for the database, the next is put together.
const AT_ONCE = 2;
// An event costs a quarter less in an append of this size than in one of two thousand.
const MOST_EVENTS = 10_000;
// With so many, there is no point in waiting for more.
const ENOUGH_EVENTS = 2_000;
// An append of few events costs nearly what one of hundreds does; nobody notices a twentieth of a second.
const PACE_MS = 50;

/**
 * Appends the events of all jobs that wait together, because many small appends are slower than one large one; after an
 * append begins, the next waits `paceMs` for company. A job is done when its events are stored, and fails with the
 * append it was part of.
 */
export class MergedAppends {
  private waiting: Waiting[] = [];
  private running = 0;
  private began = -Infinity;
  /** Ends the wait for company; null while nobody waits for it. */
  private proceed: (() => void) | null = null;

  constructor(
    private readonly append: (events: readonly IncomingEvent[]) => Promise<void>,
    private readonly paceMs = PACE_MS,
  ) {}

  /** Resolves when the `count` events are stored; `events` is asked for them when their turn comes. */
  async add(count: number, events: () => readonly IncomingEvent[]): Promise<void> {
    await new Promise<void>((stored, failed) => {
      this.waiting.push({ count, events, stored, failed });
      if (this.proceed && this.isEnough()) this.proceed();
      else if (!this.proceed && this.running < AT_ONCE) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running += 1;
    while (this.waiting.length > 0 && !this.proceed) {
      const rest = this.began + this.paceMs - performance.now();
      if (rest > 0 && !this.isEnough()) await this.company(rest);
      this.began = performance.now();
      await this.appendNext();
    }
    this.running -= 1;
  }

  private isEnough(): boolean {
    return this.waiting.reduce((sum, { count }) => sum + count, 0) >= ENOUGH_EVENTS;
  }

  private async company(mostMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.proceed = resolve;
      setTimeout(resolve, mostMs);
    });
    this.proceed = null;
  }

  private async appendNext(): Promise<void> {
    const jobs = this.take();
    const events: IncomingEvent[] = [];
    const readable = jobs.filter((job) => read(job, events));
    try {
      await this.append(events);
      for (const { stored } of readable) stored();
    } catch (error) {
      for (const { failed } of readable) failed(error);
    }
  }

  /** The jobs of the next append: one at least, and no more events than it may have. */
  private take(): readonly Waiting[] {
    let events = 0;
    const end = this.waiting.findIndex(({ count }, index) => {
      events += count;
      return index > 0 && events > MOST_EVENTS;
    });
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }
}

/** Adds the events of a job to `all`; a job that cannot be read fails, alone. */
function read({ events, failed }: Waiting, all: IncomingEvent[]): boolean {
  try {
    for (const event of events()) all.push(event);
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
}
