import { BullModule, InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';

export const deletionsQueueName = 'deletions';

/** What is done in the queue: one removal, or a look for removals that nobody is working on. */
export type DeletionJob = { name: 'remove'; data: { projectId: string } } | { name: 'resume' };

export const deletionsQueueModule = BullModule.registerQueue({ name: deletionsQueueName });

const resumeEveryMs = 60_000;

/** Removals wait here for a worker. */
@Injectable()
export class DeletionsQueue {
  constructor(@InjectQueue(deletionsQueueName) private readonly queue: Queue) {}

  /** Puts a removal in the queue; one that waits there already is not added twice. */
  async add(projectId: string): Promise<void> {
    await this.queue.add(
      'remove',
      { projectId },
      {
        jobId: `remove-${projectId}`,
        attempts: 5,
        backoff: { type: 'exponential', delay: 1_000 },
        removeOnComplete: true,
        removeOnFail: true,
      },
    );
  }

  /** From now on somebody looks every minute whether a removal was left lying. */
  async resumeRegularly(): Promise<void> {
    await this.queue.upsertJobScheduler(
      'resume-deletions',
      { every: resumeEveryMs },
      { name: 'resume', opts: { removeOnComplete: true, removeOnFail: true } },
    );
  }
}
