import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { DatabaseUnavailable } from '../../platform/database/database-unavailable.js';
import { Database } from '../../platform/database/database.js';
import { Append } from './append.js';
import { type DirtyDay, nextDirtyDays, type RestingDays } from './dirty-days.repository.js';
import { forgetForgotten } from './forgotten-people.repository.js';
import { Partitions } from './partitions.js';
import { RetentionRepository } from './retention.repository.js';
import { RezoneRepository } from './rezone.repository.js';
import { RollupRepository } from './rollup.repository.js';
import { UPKEEP_QUEUE, type UpkeepJob } from './upkeep.queue.js';

const DAYS_A_RUN = 20;
/** A day that keeps changing is recounted so rarely that recounting takes at most this share of the time … */
const LARGEST_SHARE = 1 / 2;
/** … or this one while events are on their way into the store nearly all of the time: they come first. */
const SHARE_UNDER_LOAD = 1 / 8;
const LOAD = 0.9;
const SHORTEST_PAUSE_MS = 500;
/** A quiet day, and one that has not changed, is looked at again after this long: somebody's visit goes on, or has ended. */
const QUIET_PAUSE_MS = 5_000;
const HANDOVER_KEPT_MS = 47 * 60 * 60 * 1000;

/** How long a day is not recounted: anyway, and while nothing more has come in than then. Epoch milliseconds. */
interface Rest {
  readonly until: number;
  readonly unchangedUntil: number;
  readonly version: string;
}

/** Does the store's recurring work, one job at a time. */
@Processor(UPKEEP_QUEUE, { concurrency: 1 })
export class UpkeepProcessor extends WorkerHost {
  private readonly logger = new Logger('Upkeep');
  /** Of days that were recounted lately, by project and day. */
  private readonly rests = new Map<string, Rest>();
  private seen = { at: performance.now(), busyMs: 0 };

  constructor(
    private readonly database: Database,
    private readonly append: Append,
    private readonly rollups: RollupRepository,
    private readonly rezoning: RezoneRepository,
    private readonly partitions: Partitions,
    private readonly retention: RetentionRepository,
  ) {
    super();
  }

  override async process(job: Job): Promise<void> {
    const name = job.name as UpkeepJob;
    switch (name) {
      case 'recount-dirty-days':
        return this.recountDirtyDays();
      case 'keep-partitions-ahead':
        return this.partitions.keepAhead(Date.now());
      case 'forget-yesterdays-visitors':
        return this.forgetYesterdaysVisitors(Date.now());
      case 'forget-outdated-events':
        await this.retention.forgetOutdated(Date.now());
        await forgetForgotten(this.database, Date.now());
    }
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(error.message);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.logger.warn(`${job?.name ?? 'a job'} failed: ${error.message}`);
  }

  private async recountDirtyDays(): Promise<void> {
    for (const projectNo of await this.rezoning.staleProjects()) {
      await this.rezoning.rezone(projectNo);
    }
    for (const day of await nextDirtyDays(this.database, DAYS_A_RUN, this.resting())) {
      const start = performance.now();
      const isCounted = await this.recount(day);
      const took = performance.now() - start;
      const pause = Math.max(SHORTEST_PAUSE_MS, took / this.share() - took);
      const now = Date.now();
      this.rests.set(`${day.projectNo} ${day.day}`, {
        until: now + (isCounted ? pause : QUIET_PAUSE_MS),
        unchangedUntil: now + Math.max(pause, QUIET_PAUSE_MS),
        version: day.version,
      });
    }
  }

  /** Which share of the time recounting may take, by what the store has had to do since it was asked last. */
  private share(): number {
    const { at, busyMs } = this.seen;
    this.seen = { at: performance.now(), busyMs: this.append.busyMs };
    const load = (this.seen.busyMs - busyMs) / (this.seen.at - at);
    return load > LOAD ? SHARE_UNDER_LOAD : LARGEST_SHARE;
  }

  private resting(): RestingDays {
    const now = Date.now();
    for (const [name, { unchangedUntil }] of this.rests) {
      if (unchangedUntil <= now) this.rests.delete(name);
    }
    const all = [...this.rests];
    return {
      anyway: all.filter(([, { until }]) => until > now).map(([name]) => name),
      unchanged: all.map(([name, { version }]) => `${name} ${version}`),
    };
  }

  /** A day that cannot be counted keeps no other from it; it is tried again. */
  private async recount(day: DirtyDay): Promise<boolean> {
    try {
      return await this.rollups.recount(day);
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error;
      this.logger.warn(`${day.day} of project ${day.projectNo} is not counted: ${String(error)}`);
      return false;
    }
  }

  /** Ids of neighbouring days tie two days of a visitor together; they go with the salts. */
  private async forgetYesterdaysVisitors(now: number): Promise<void> {
    await this.database.query(
      `UPDATE sessions SET previous_visitor = NULL, next_visitor = NULL
       WHERE (previous_visitor IS NOT NULL OR next_visitor IS NOT NULL) AND started_at < $1`,
      [new Date(now - HANDOVER_KEPT_MS)],
    );
  }
}
