import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import type { Logger, OnApplicationBootstrap } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import type { Environment } from '../config/environment.js';

/** What is done in the queue: one piece of work, or a look for those that nobody is working on. */
type BackgroundJob = { name: 'work'; data: { id: string } } | { name: 'resume' };

const RESUME_EVERY_MS = 60_000;
// Whoever asked hears within a second that it will be done, queue or no queue.
const ANSWER_WITHIN_MS = 700;

/**
 * Work that is written down in the database before it waits here for a worker, so that losing the queue loses none of
 * it: what was left lying is found again within a minute.
 */
export abstract class BackgroundQueue {
  protected constructor(private readonly queue: Queue) {}

  /** Puts one in the queue, unless it waits there already. Rejects soon when the queue is away. */
  async add(id: string): Promise<void> {
    const added = this.queue.add(
      'work',
      { id },
      {
        jobId: `work-${id}`,
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

  /** Somebody looks now, and from now on every minute, whether something was left lying. */
  async resumeRegularly(): Promise<void> {
    const once = { removeOnComplete: true, removeOnFail: true };
    await this.queue.upsertJobScheduler(
      `resume-${this.queue.name}`,
      { every: RESUME_EVERY_MS },
      { name: 'resume', opts: once },
    );
    await this.queue.add('resume', {}, once);
  }
}

/** Takes such work from its queue. */
export abstract class BackgroundProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly closing = new AbortController();

  protected constructor(
    private readonly queue: BackgroundQueue,
    private readonly environment: Environment,
    private readonly logger: Logger,
  ) {
    super();
  }

  /** Does one piece, from where it was left; may let go of it, for whoever takes it next, once it is told to. */
  protected abstract work(id: string, letGo: AbortSignal): Promise<void>;

  /** Puts what was left lying back in the queue. */
  protected abstract resume(): Promise<void>;

  async onApplicationBootstrap(): Promise<void> {
    if (!this.environment.runsJobs) return;
    try {
      await this.queue.resumeRegularly();
    } catch (error) {
      this.logger.warn(`Nobody looks for what is left lying: ${String(error)}`);
    }
  }

  async process(job: Job): Promise<void> {
    const { name, data } = job as unknown as BackgroundJob & { data: { id: string } };
    return name === 'work' ? this.work(data.id, this.closing.signal) : this.resume();
  }

  @OnWorkerEvent('closing')
  letGo(): void {
    this.closing.abort();
  }

  @OnWorkerEvent('failed')
  noteFailure(job: Job | undefined, error: Error): void {
    this.logger.warn(`Attempt ${job?.attemptsMade ?? 0} failed: ${error.message}`);
  }
}
