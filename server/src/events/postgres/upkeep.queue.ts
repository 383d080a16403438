import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Environment } from '../../platform/config/environment.js';

export const UPKEEP_QUEUE = 'upkeep';

/** The recurring work of the store: name → milliseconds between two runs. */
export const upkeepJobs = {
  'recount-dirty-days': 500,
  'keep-partitions-ahead': 60 * 60 * 1000,
  'forget-yesterdays-visitors': 60 * 60 * 1000,
  'forget-outdated-events': 60 * 60 * 1000,
} as const;

export type UpkeepJob = keyof typeof upkeepJobs;

/** Sees to it that the store's recurring work is scheduled, once for the whole installation. */
@Injectable()
export class UpkeepQueue implements OnApplicationBootstrap {
  private readonly logger = new Logger('Upkeep');

  constructor(
    @InjectQueue(UPKEEP_QUEUE) private readonly queue: Queue,
    private readonly environment: Environment,
  ) {
    // A queue that is away says so where it is asked; unheard, its error would end the process.
    queue.on('error', (error) => this.logger.warn(error.message));
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.environment.runsJobs) return;
    for (const [name, every] of Object.entries(upkeepJobs)) {
      await this.queue.upsertJobScheduler(
        name,
        { every },
        { name, opts: { removeOnComplete: true, removeOnFail: { count: 20 } } },
      );
    }
  }
}
