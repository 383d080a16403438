import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Job, Queue } from 'bullmq';
import { oldestJob } from './oldest-job.js';
import { queuesOf } from './queue-errors.js';

/** One queue as it stands now. */
export interface QueueState {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  /** Given up: they stay until somebody has them tried again, or discards them. */
  readonly failed: number;
  /** When the job that has waited longest was added; null when none waits. */
  readonly oldestAt: Date | null;
  /** The latest of the failed ones. */
  readonly failures: readonly FailedJob[];
}

export interface FailedJob {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: Date | null;
}

const LISTED_FAILURES = 20;
const LONGEST_REASON = 500;

/** Looks into every queue, for people and for monitors, and brings back what was given up. */
@Injectable()
export class QueueBoard {
  constructor(private readonly discovery: DiscoveryService) {}

  /** Every queue, by name. */
  async look(): Promise<QueueState[]> {
    const states = await Promise.all(this.queues().map(stateOf));
    return states.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** How many processes take jobs of each queue, as the store of the queues sees their connections. */
  async workers(): Promise<{ queue: string; workers: number }[]> {
    const counts = await Promise.all(
      this.queues().map(async (queue) => ({
        queue: queue.name,
        workers: await queue.getWorkersCount(),
      })),
    );
    return counts.toSorted((a, b) => (a.queue < b.queue ? -1 : 1));
  }

  /** Puts failed jobs back, all of a queue or one; gives how many, or null when there is no such queue. */
  async retry(name: string, jobId?: string): Promise<number | null> {
    return this.eachFailed(name, jobId, (job) => job.retry('failed'));
  }

  /** Forgets failed jobs, all of a queue or one; gives how many, or null when there is no such queue. */
  async discard(name: string, jobId?: string): Promise<number | null> {
    return this.eachFailed(name, jobId, (job) => job.remove());
  }

  private async eachFailed(
    name: string,
    jobId: string | undefined,
    work: (job: Job) => Promise<unknown>,
  ): Promise<number | null> {
    const queue = this.queues().find((one) => one.name === name);
    if (!queue) return null;
    let done = 0;
    for (const id of await queue.getRanges(['failed'], 0, -1)) {
      if (jobId !== undefined && id !== jobId) continue;
      const job = (await queue.getJob(id)) as Job | undefined;
      if (!job) continue;
      await work(job);
      done += 1;
    }
    return done;
  }

  private queues(): Queue[] {
    return queuesOf(this.discovery);
  }
}

async function stateOf(queue: Queue): Promise<QueueState> {
  const {
    waiting = 0,
    active = 0,
    delayed = 0,
    failed = 0,
  } = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
  const oldestId = await oldestJob(queue, waiting);
  const oldest = oldestId ? ((await queue.getJob(oldestId)) as Job | undefined) : undefined;
  const jobs = failed ? await queue.getJobs(['failed'], 0, LISTED_FAILURES - 1) : [];
  return {
    name: queue.name,
    waiting,
    active,
    delayed,
    failed,
    oldestAt: oldest ? new Date(oldest.timestamp) : null,
    failures: jobs.map((job: Job) => ({
      id: job.id ?? '',
      name: job.name,
      reason: (job.failedReason ?? '').slice(0, LONGEST_REASON),
      attempts: job.attemptsMade,
      failedAt: job.finishedOn ? new Date(job.finishedOn) : null,
    })),
  };
}
