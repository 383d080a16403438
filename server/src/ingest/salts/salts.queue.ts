import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Environment } from '../../platform/config/environment.js';

export const SALTS_QUEUE = 'salts';

const EVERY_MS = 600_000;

/** Schedules the forgetting of old salts: every ten minutes, in one of the worker processes. */
@Injectable()
export class SaltsQueue implements OnApplicationBootstrap {
  private readonly logger = new Logger(SaltsQueue.name);

  constructor(
    @InjectQueue(SALTS_QUEUE) private readonly queue: Queue,
    private readonly environment: Environment,
  ) {
    // Unheard, the error of a queue that is away would end the process.
    queue.on('error', (error: Error) => this.logger.warn(error.message));
  }

  onApplicationBootstrap(): void {
    if (!this.environment.runsJobs) return;
    this.queue
      .upsertJobScheduler(
        'forget',
        { every: EVERY_MS },
        { name: 'forget', opts: { removeOnComplete: true, removeOnFail: 10 } },
      )
      .catch((error: unknown) => this.logger.error(error));
  }
}
