import { Injectable } from '@nestjs/common';
import type { IncomingEvent } from '../events/event.js';
import { EventStore } from '../events/event.store.js';
import { OperatorRepository } from './operator.repository.js';
import { Random } from './seed/random.js';
import { traffic, type TrafficRequest } from './seed/traffic.js';

/** What has been stored so far. */
export interface SeedTotals {
  /** Page views and custom events, each once. */
  events: number;
  pageViews: number;
  /** Events that arrived again and were passed over. */
  duplicates: number;
  /** Engagement and sign-ins: part of visits and people, no events of their own. */
  others: number;
}

const BATCH = 2_000;

/** Writes generated traffic straight into the store: past the door and the queue, through everything behind them. */
@Injectable()
export class Seeder {
  constructor(
    private readonly store: EventStore,
    private readonly operator: OperatorRepository,
  ) {}

  /** Stores the whole request, or what was done when `stop` is aborted; the same seed makes the same events. */
  async seed(
    request: TrafficRequest,
    seed: string,
    onProgress: (totals: Readonly<SeedTotals>) => void,
    stop: AbortSignal,
  ): Promise<SeedTotals> {
    const totals: SeedTotals = { events: 0, pageViews: 0, duplicates: 0, others: 0 };
    let batch: IncomingEvent[] = [];
    for (const event of traffic(new Random(seed), request)) {
      batch.push(event);
      if (batch.length < BATCH) continue;
      await this.keep(batch, totals);
      batch = [];
      onProgress(totals);
      if (stop.aborted) return totals;
    }
    if (batch.length > 0) await this.keep(batch, totals);
    await this.operator.takeStock();
    onProgress(totals);
    return totals;
  }

  private async keep(batch: readonly IncomingEvent[], totals: SeedTotals): Promise<void> {
    const { events, pageViews, duplicates } = await this.store.append(batch);
    totals.events += events;
    totals.pageViews += pageViews;
    totals.duplicates += duplicates;
    totals.others += batch.length - duplicates - events;
  }
}
