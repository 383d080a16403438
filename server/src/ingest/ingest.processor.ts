import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import type { IncomingEvent } from '../events/event.js';
import { EventFeed } from '../events/event.feed.js';
import { EventStore } from '../events/event.store.js';
import { DatabaseUnavailable } from '../platform/database/database-unavailable.js';
import { Projects } from '../projects/projects.service.js';
import { IngestMetrics } from './ingest.metrics.js';
import { INGEST_QUEUE, type IngestJob } from './ingest.queue.js';
import { MergedAppends } from './merged-appends.js';
import { unpackEvents } from './packed-events.js';
import { isTransient, storeAround } from './poison.js';

const LONGEST_PAUSE_MS = 5_000;

/** Pauses between attempts: soon at first, at most some seconds, never all workers at once. */
export function patience(attempt: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, 200 * 2 ** Math.min(attempt, 10));
  return Math.round(pause * (0.75 + Math.random() / 2));
}

/**
 * Takes batches from the queue to the store and tells the feed. A batch is tried until the store takes it, in the hand
 * while the database is away; what can never be stored is quarantined alone.
 */
@Processor(INGEST_QUEUE, {
  // Jobs in hand are appended together (merged-appends.ts), so there may be many small ones.
  concurrency: 64,
  settings: { backoffStrategy: patience },
})
export class IngestProcessor extends WorkerHost {
  private readonly logger = new Logger(IngestProcessor.name);
  private readonly appends = new MergedAppends((events) => this.keep(events));
  private readonly closing = new AbortController();

  constructor(
    private readonly store: EventStore,
    private readonly feed: EventFeed,
    private readonly projects: Projects,
    private readonly metrics: IngestMetrics,
  ) {
    super();
  }

  /** Stores the job's events, however long the database is away; gives the job back when this process is to end. */
  async process({ data }: Job<IngestJob>): Promise<void> {
    // Given back to the queue, every waiting job would be tried in turn, again and again, against a wall.
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.appends.add(data.count, () => unpackEvents(data));
      } catch (error) {
        if (!(error instanceof DatabaseUnavailable) || this.closing.signal.aborted) throw error;
        if (attempt === 1) this.logger.warn('The database is away; batches wait');
        await pause(patience(attempt), undefined, { signal: this.closing.signal }).catch(
          () => undefined,
        );
      }
    }
  }

  @OnWorkerEvent('closing')
  letGo(): void {
    this.closing.abort();
  }

  @OnWorkerEvent('failed')
  tellFailure(job: Job<IngestJob> | undefined, error: Error): void {
    const again = isTransient(error) ? 'will be tried again' : 'is kept in the queue';
    this.logger.warn(`Batch ${job?.id ?? ''} ${again}: ${error.message}`);
  }

  private async keep(all: readonly IncomingEvent[]): Promise<void> {
    const events = await this.ofLivingProjects(all);
    if (events.length === 0) return;
    const poison = await storeAround(events, (part) => this.append(part));
    for (const { event, error } of poison) {
      await this.store.quarantine([event], 'unstorable', error.message);
      this.metrics.count('quarantined', 'unstorable', 1);
      this.logger.warn(`Quarantined event ${event.id}: ${error.message}`);
    }
  }

  /** Events of a project that was deleted meanwhile have no owner any more: they are forgotten with it. */
  private async ofLivingProjects(events: readonly IncomingEvent[]): Promise<IncomingEvent[]> {
    const living = new Set<number>();
    for (const no of new Set(events.map(({ projectNo }) => projectNo))) {
      if ((await this.projects.byNo(no)) !== null) living.add(no);
    }
    const kept = events.filter(({ projectNo }) => living.has(projectNo));
    this.metrics.count('dropped', 'project_gone', events.length - kept.length);
    return kept;
  }

  private async append(events: readonly IncomingEvent[]): Promise<void> {
    const started = performance.now();
    const { news, duplicates } = await this.store.append(events);
    this.metrics.appended((performance.now() - started) / 1_000);
    this.metrics.count('stored', '', events.length - duplicates);
    this.metrics.count('duplicate', '', duplicates);
    for (const one of news) this.feed.announce({ ...one, drops: [] });
  }
}
