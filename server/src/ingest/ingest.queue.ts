import { InjectQueue } from '@nestjs/bullmq';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Queue } from 'bullmq';
import { v7 } from 'uuid';
import type { IncomingEvent } from '../events/event.js';
import { Environment } from '../platform/config/environment.js';
import { oldestJob } from '../platform/queue/oldest-job.js';
import { addedAt, type Backlog, isFull, noBacklog } from './backlog.js';
import { QueueUnavailable } from './ingest.errors.js';
import { IngestMetrics } from './ingest.metrics.js';
import { packEvents, type PackedEvents } from './packed-events.js';

export const INGEST_QUEUE = 'ingest';

/** A job is a batch: events of many requests, gathered for some milliseconds. */
export type IngestJob = PackedEvents;

interface Waiting {
  readonly events: readonly IncomingEvent[];
  readonly bytes: number;
  readonly stored: () => void;
  readonly failed: (error: unknown) => void;
}

const JOB_EVENTS = 5_000;
const JOB_BYTES = 4 * 1_048_576;
const GATHER_MS = 3;
// With so many jobs waiting, fewer and larger ones matter more than the answer's few milliseconds.
const MANY_JOBS = 1_000;
const GATHER_LONG_MS = 100;
// A request must hear «away» within a second.
const ANSWER_MS = 600;
const POLL_MS = 500;
// Of bodies; read and enriched, their events take several times as much memory.
const HELD_BYTES = 32 * 1_048_576;
// Jobs are tried until the store takes them; what can never be stored is quarantined, not retried.
const ATTEMPTS = 1_000_000;
const KEPT_FAILURES = 1_000;

/**
 * Puts events into the queue, those of many requests in one job (group commit). `add` resolves once they are stored
 * there, and rejects with QueueUnavailable within a second when the queue is away or too deep.
 */
@Injectable()
export class IngestQueue implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(IngestQueue.name);
  private gathered: Waiting[] = [];
  private gatheredEvents = 0;
  private gatheredBytes = 0;
  private heldBytes = 0;
  private readonly storing = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | null = null;
  private poll: NodeJS.Timeout | null = null;
  private backlog: Backlog = noBacklog;
  /** Of the jobs this process adds, a moving mean. */
  private jobBytes = 0;
  private away = false;
  /** The connection to Redis, when the queue is there; it says by itself whether it is up. */
  private redis: { readonly status: string } | null = null;

  constructor(
    @InjectQueue(INGEST_QUEUE) private readonly queue: Queue<IngestJob>,
    private readonly environment: Environment,
    private readonly metrics: IngestMetrics,
  ) {
    queue.on('error', (error: Error) => this.turn(true, error));
  }

  onApplicationBootstrap(): void {
    if (this.environment.redisUrl) {
      this.queue.backend.client.then(
        (client) => (this.redis = client),
        (error: unknown) => this.turn(true, error),
      );
    }
    this.poll = setInterval(() => void this.look(), POLL_MS).unref();
    void this.look();
  }

  /** Resolves when the queue has stored the events. */
  async add(events: readonly IncomingEvent[], bytes: number): Promise<void> {
    if (events.length === 0) return;
    this.refuseWhenFull();
    this.heldBytes += bytes;
    try {
      await new Promise<void>((stored, failed) => {
        if (
          this.gatheredEvents + events.length > JOB_EVENTS ||
          this.gatheredBytes + bytes > JOB_BYTES
        ) {
          this.send();
        }
        this.gathered.push({ events, bytes, stored, failed });
        this.gatheredEvents += events.length;
        this.gatheredBytes += bytes;
        if (this.gatheredEvents >= JOB_EVENTS) this.send();
        else this.sendSoon();
      });
    } finally {
      this.heldBytes -= bytes;
    }
  }

  /** Nothing that a request waits for is left behind. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.poll) clearInterval(this.poll);
    this.send();
    await Promise.all(this.storing);
  }

  private refuseWhenFull(): void {
    const connectionAway = this.environment.redisUrl && this.redis?.status !== 'ready';
    if (connectionAway) throw new QueueUnavailable('away');
    if (isFull(this.backlog) || this.heldBytes >= HELD_BYTES) throw new QueueUnavailable('full');
  }

  /**
   * Whatever comes while a job is being stored is gathered, and what its senders send next as well: jobs grow with the
   * load, and a job costs more than most of what is in it.
   */
  private sendSoon(): void {
    if (this.storing.size > 0 || this.timer) return;
    const patience = this.backlog.jobs < MANY_JOBS ? GATHER_MS : GATHER_LONG_MS;
    this.timer = setTimeout(() => this.send(), patience);
  }

  private send(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.gathered.length === 0) return;
    const batch = this.gathered;
    this.gathered = [];
    this.gatheredEvents = 0;
    this.gatheredBytes = 0;
    const storing = this.store(batch).finally(() => {
      this.storing.delete(storing);
      if (this.gathered.length > 0) this.sendSoon();
    });
    this.storing.add(storing);
  }

  private async store(batch: readonly Waiting[]): Promise<void> {
    try {
      const packed = packEvents(batch.flatMap(({ events }) => events));
      this.jobBytes += (packed.sheet.length - this.jobBytes) / 8;
      await this.within(this.addJob(packed));
      this.turn(false);
      for (const { stored } of batch) stored();
    } catch (error) {
      this.turn(true, error);
      const why = isOutOfMemory(error) ? 'full' : 'away';
      for (const { failed } of batch) failed(new QueueUnavailable(why));
    }
  }

  private async addJob(job: IngestJob): Promise<void> {
    await this.queue.add('batch', job, {
      // An add that is sent again after a lost connection finds its own job.
      jobId: v7(),
      attempts: ATTEMPTS,
      backoff: { type: 'patient' },
      // Every failed attempt would leave a trace in the job, in a store whose room is short just then.
      stackTraceLimit: 1,
      removeOnComplete: true,
      removeOnFail: { count: KEPT_FAILURES },
    });
  }

  private async within(work: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), ANSWER_MS);
    });
    try {
      await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Keeps the backlog by asking now and then: asking per request would cost more than adding. */
  private async look(): Promise<void> {
    try {
      const { waiting = 0, delayed = 0 } = await this.queue.getJobCounts('waiting', 'delayed');
      const oldest = await oldestJob(this.queue, waiting);
      const jobs = waiting + delayed;
      // A clock that was set back makes no job younger than new.
      const ageMs = Math.max(0, Date.now() - (oldest ? addedAt(oldest) : Date.now())) || 0;
      this.backlog = { jobs, bytes: jobs * this.jobBytes, ageMs };
      this.metrics.queueHolds(this.backlog);
    } catch (error) {
      this.turn(true, error);
    }
  }

  private turn(away: boolean, error?: unknown): void {
    if (away === this.away) return;
    this.away = away;
    if (away) {
      this.logger.warn(
        `The queue is away: ${error instanceof Error ? error.message : 'no answer'}`,
      );
    } else this.logger.log('The queue is back');
  }
}

/** Redis has reached its `maxmemory`, and evicts nothing. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /\bOOM\b/.test(error.message);
}
