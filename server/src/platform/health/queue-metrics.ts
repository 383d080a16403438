import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from './metrics.js';
import { QueueBoard } from '../queue/queue-board.js';

const PATIENCE_MS = 800;

/** Tells monitors how many jobs every queue holds, asked when they ask. */
@Injectable()
export class QueueMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly board: QueueBoard,
  ) {}

  onModuleInit(): void {
    const { board } = this;
    new Gauge({
      name: 'queue_jobs',
      help: 'Jobs of each queue by state; failed ones were given up.',
      labelNames: ['queue', 'state'],
      registers: [this.metrics.registry],
      async collect() {
        // A queue that is away must not take the other figures with it.
        const late = new Promise<[]>((resolve) => setTimeout(resolve, PATIENCE_MS, []).unref());
        const states = await Promise.race([board.look().catch(() => []), late]);
        this.reset();
        for (const { name, waiting, active, delayed, failed } of states) {
          for (const [state, jobs] of Object.entries({ waiting, active, delayed, failed })) {
            this.set({ queue: name, state }, jobs);
          }
        }
      },
    });
  }
}
