import { BullModule, InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';

export const deletionsQueueName = 'deletions';

/** What is done in the queue: one removal, or a look for removals that nobody is working on. */
export type DeletionJob = { name: 'remove'; data: { projectId: string } } | { name: 'resume' };

export const deletionsQueueModule = BullModule.registerQueue({ name: deletionsQueueName });

const resumeEveryMs = 60_000;
// Whoever asked for the removal hears within a second that it will be done, queue or no queue.
const answerWithinMs = 700;

/** Removals wait here for a worker. */
@Injectable()
export class DeletionsQueue {
  constructor(@InjectQueue(deletionsQueueName) private readonly queue: Queue) {}

  /**
   * Puts a removal in the queue; one that waits there already is not added twice. Rejects soon
   * when the queue is away.
   */
  async add(projectId: string): Promise<void> {
    const added = this.queue.add(
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
    const patience = new AbortController();
    const tooLong = pause(answerWithinMs, undefined, { signal: patience.signal }).then(() => {
      throw new Error('the queue did not answer');
    });
    try {
      await Promise.race([added, tooLong]);
    } finally {
      // Whichever of the two lost may still fail; nobody waits for it any more.
      added.catch(() => undefined);
      tooLong.catch(() => undefined);
      patience.abort();
    }
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
