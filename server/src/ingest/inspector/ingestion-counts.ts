import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { dayOf } from '../../events/calendar.js';
import { EventFeed } from '../../events/event.feed.js';
import type { Project } from '../../projects/project.js';
import { IngestMetrics } from '../ingest.metrics.js';
import { Counts, type Count, type Outcome } from './counts.js';
import { CountsRepository } from './counts.repository.js';

const FLUSH_MS = 1_000;

/** Counts what becomes of events at the door: added in memory, written down every second and at the end. */
@Injectable()
export class IngestionCounts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(IngestionCounts.name);
  private readonly counts = new Counts();
  private timer: NodeJS.Timeout | null = null;
  private flushing: Promise<void> = Promise.resolve();
  private closing = false;

  constructor(
    private readonly repository: CountsRepository,
    private readonly feed: EventFeed,
    private readonly metrics: IngestMetrics,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS).unref();
  }

  /** One outcome of `events` events of a project. */
  add(project: Project, outcome: Outcome, now: number, events = 1): void {
    if (events === 0) return;
    this.counts.add(project.no, dayOf(project.timezone, now), outcome, now, events);
    this.metrics.count(outcome.outcome, 'reason' in outcome ? outcome.reason : '', events);
    // The last requests are answered after the last turn of the timer.
    if (this.closing) void this.flush();
  }

  /** Writes down what was counted so far; tells the feed what was turned away. */
  async flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.write());
    await this.flushing;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    if (this.timer) clearInterval(this.timer);
    await this.flush();
  }

  private async write(): Promise<void> {
    const taken = this.counts.take();
    if (taken.length === 0) return;
    try {
      await this.repository.add(taken);
    } catch (error) {
      this.counts.restore(taken);
      this.logger.debug(`Counts wait: ${error instanceof Error ? error.message : ''}`);
      return;
    }
    this.announce(taken);
  }

  private announce(taken: readonly Count[]): void {
    const turnedAway = taken.filter(
      ({ outcome }) => outcome === 'dropped' || outcome === 'rejected',
    );
    for (const [projectNo, counts] of Map.groupBy(turnedAway, ({ projectNo }) => projectNo)) {
      const drops = counts.map(({ reason, count }) => ({ reason, count }));
      this.feed.announce({ projectNo, items: [], skipped: 0, drops });
    }
  }
}
