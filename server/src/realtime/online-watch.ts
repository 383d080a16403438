import { type OnlineNow, sameOnline } from '../events/online.js';

/** Shortest time between two counts of a project while events come in. */
export const BUSY_MS = 2_000;
/** Without new events people only go offline: looking now and then is enough. */
export const QUIET_MS = 10_000;

/** Keeps the number of people online of one project fresh, counting no more often than somebody could notice. */
export class OnlineWatch {
  private online: OnlineNow | null = null;
  private countedAt = -Infinity;
  private touched = false;
  private counting: Promise<OnlineNow> | null = null;

  constructor(
    private readonly count: (now: Date) => Promise<OnlineNow>,
    private readonly onChange: (online: OnlineNow) => void,
  ) {}

  /** Something happened that may have changed the number. */
  touch(): void {
    this.touched = true;
  }

  isDue(now: number): boolean {
    if (this.counting) return false;
    return now - this.countedAt >= (this.touched ? BUSY_MS : QUIET_MS);
  }

  /** The number as it is; counted only when it is not fresh. Rejects when the store is away. */
  async current(now: number): Promise<OnlineNow> {
    if (this.online && now - this.countedAt < BUSY_MS) return this.online;
    return this.recount(now);
  }

  /** Counts; askers meanwhile share the count. Changes are told to everybody. */
  recount(now: number): Promise<OnlineNow> {
    this.counting ??= this.countOnce(now).finally(() => {
      this.counting = null;
    });
    return this.counting;
  }

  private async countOnce(now: number): Promise<OnlineNow> {
    // Set before the count, so that what happens during it counts as new, and a store that is away is not pressed.
    this.touched = false;
    this.countedAt = now;
    const before = this.online;
    const online = await this.count(new Date(now));
    this.online = online;
    if (before && !sameOnline(before, online)) this.onChange(online);
    return online;
  }
}
