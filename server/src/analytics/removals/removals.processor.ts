import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Environment } from '../../platform/config/environment.js';
import { type RemovalJob, REMOVALS_QUEUE, RemovalsQueue } from './removals.queue.js';
import { Removals } from './removals.service.js';

/** Takes removals from the queue, one at a time: they are patient, the answers are not. */
@Processor(REMOVALS_QUEUE, { concurrency: 1 })
export class RemovalsProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly logger = new Logger('Removals');
  private readonly closing = new AbortController();

  constructor(
    private readonly removals: Removals,
    private readonly queue: RemovalsQueue,
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
    const { name, data } = job as unknown as RemovalJob & { data: { id: string } };
    switch (name) {
      case 'remove':
        return this.removals.run(data.id, this.closing.signal);
      case 'resume':
        return this.removals.resume(new Date());
    }
  }

  /** What is half done is gone on with by whoever takes the job next. */
  @OnWorkerEvent('closing')
  letGo(): void {
    this.closing.abort();
  }

  @OnWorkerEvent('failed')
  noteFailure(job: Job | undefined, error: Error): void {
    this.logger.warn(`Attempt ${job?.attemptsMade ?? 0} of a removal failed: ${error.message}`);
  }
}
