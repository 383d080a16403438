import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { DatabaseUnavailable } from '../../platform/database/database-unavailable.js';
import { Database } from '../../platform/database/database.js';
import { type DirtyDay, nextDirtyDays } from './dirty-days.repository.js';
import { forgetForgotten } from './forgotten-people.repository.js';
import { Partitions } from './partitions.js';
import { RetentionRepository } from './retention.repository.js';
import { RezoneRepository } from './rezone.repository.js';
import { RollupRepository } from './rollup.repository.js';
import { UPKEEP_QUEUE, type UpkeepJob } from './upkeep.queue.js';

const DAYS_A_RUN = 20;
/** A day that keeps changing is recounted so rarely that recounting takes at most this share of the time. */
const LARGEST_SHARE = 1 / 2;
const SHORTEST_PAUSE_MS = 500;
/** A quiet day is looked at again after this long: somebody's visit goes on. */
const QUIET_PAUSE_MS = 5_000;
const HANDOVER_KEPT_MS = 47 * 60 * 60 * 1000;

/** Does the store's recurring work, one job at a time. */
@Processor(UPKEEP_QUEUE, { concurrency: 1 })
export class UpkeepProcessor extends WorkerHost {
  private readonly logger = new Logger('Upkeep');
  /** When a day may be recounted again, by project and day. */
  private readonly restUntil = new Map<string, number>();

  constructor(
    private readonly database: Database,
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
    const begun = Date.now();
    for (const [name, until] of this.restUntil) if (until <= begun) this.restUntil.delete(name);
    const days = await nextDirtyDays(this.database, DAYS_A_RUN, [...this.restUntil.keys()]);
    for (const day of days) {
      const start = performance.now();
      const isCounted = await this.recount(day);
      const took = performance.now() - start;
      const pause = Math.max(SHORTEST_PAUSE_MS, took / LARGEST_SHARE - took);
      const rest = isCounted ? pause : QUIET_PAUSE_MS;
      this.restUntil.set(`${day.projectNo} ${day.day}`, Date.now() + rest);
    }
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
