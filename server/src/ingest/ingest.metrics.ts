import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../platform/health/metrics.js';
import type { Backlog } from './backlog.js';

/** What the door and the processor tell the people who watch this installation. */
@Injectable()
export class IngestMetrics {
  private readonly events: Counter<'outcome' | 'reason'>;
  private readonly depth: Gauge;
  private readonly age: Gauge;
  private readonly append: Histogram;

  constructor(metrics: Metrics) {
    const registers = [metrics.registry];
    this.events = new Counter({
      name: 'ingest_events_total',
      help: 'Events at the door and in the processor, by what became of them.',
      labelNames: ['outcome', 'reason'],
      registers,
    });
    this.depth = new Gauge({
      name: 'ingest_queue_jobs',
      help: 'Jobs that wait in the ingest queue.',
      registers,
    });
    this.age = new Gauge({
      name: 'ingest_queue_oldest_seconds',
      help: 'Age of the oldest job that waits in the ingest queue.',
      registers,
    });
    this.append = new Histogram({
      name: 'ingest_append_seconds',
      help: 'Time the store took for one batch.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    });
  }

  count(outcome: string, reason: string, events: number): void {
    if (events > 0) this.events.inc({ outcome, reason }, events);
  }

  queueHolds({ jobs, ageMs }: Backlog): void {
    this.depth.set(jobs);
    this.age.set(ageMs / 1_000);
  }

  appended(seconds: number): void {
    this.append.observe(seconds);
  }
}
