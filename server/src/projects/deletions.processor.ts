import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Environment } from '../platform/config/environment.js';
import { type DeletionJob, deletionsQueueName, DeletionsQueue } from './deletions.queue.js';
import { Deletions } from './deletions.service.js';

/** Takes removals from the queue, one at a time: they are patient, the answers are not. */
@Processor(deletionsQueueName, { concurrency: 1 })
export class DeletionsProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly logger = new Logger('Deletions');

  constructor(
    private readonly deletions: Deletions,
    private readonly queue: DeletionsQueue,
    private readonly environment: Environment,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.environment.runsJobs) return;
    try {
      await this.queue.resumeRegularly();
    } catch (error) {
      this.logger.warn(`Open removals are not looked for regularly: ${String(error)}`);
    }
  }

  async process(job: Job): Promise<void> {
    const { name, data } = job as unknown as DeletionJob & { data: { projectId: string } };
    switch (name) {
      case 'remove':
        return this.deletions.remove(data.projectId);
      case 'resume':
        return this.deletions.resume();
    }
  }

  @OnWorkerEvent('failed')
  noteFailure(job: Job | undefined, error: Error): void {
    this.logger.warn(`Attempt ${job?.attemptsMade ?? 0} of a removal failed: ${error.message}`);
  }
}
