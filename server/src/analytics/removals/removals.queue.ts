import { BullModule, InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';

export const REMOVALS_QUEUE = 'removals';

/** One removal, or a look for those that nobody is working on. */
export type RemovalJob = { name: 'remove'; data: { id: string } } | { name: 'resume' };

export const removalsQueueModule = BullModule.registerQueue({ name: REMOVALS_QUEUE });

const RESUME_EVERY_MS = 60_000;
// Whoever asked hears within a second that it will be done, queue or no queue.
const ANSWER_WITHIN_MS = 700;

/** Removals of events and people wait here for a worker. */
@Injectable()
export class RemovalsQueue {
  constructor(@InjectQueue(REMOVALS_QUEUE) private readonly queue: Queue) {}

  /** Puts one in the queue, unless it waits there already. Rejects soon when the queue is away. */
  async add(id: string): Promise<void> {
    const added = this.queue.add(
      'remove',
      { id },
      {
        jobId: `remove-${id}`,
        attempts: 5,
        backoff: { type: 'exponential', delay: 1_000 },
        removeOnComplete: true,
        removeOnFail: true,
      },
    );
    const patience = new AbortController();
    const tooLong = pause(ANSWER_WITHIN_MS, undefined, { signal: patience.signal }).then(() => {
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

  /** Somebody looks now, and from now on every minute, whether a removal was left lying. */
  async resumeRegularly(): Promise<void> {
    const once = { removeOnComplete: true, removeOnFail: true };
    await this.queue.upsertJobScheduler(
      'resume-removals',
      { every: RESUME_EVERY_MS },
      { name: 'resume', opts: once },
    );
    await this.queue.add('resume', {}, once);
  }
}
