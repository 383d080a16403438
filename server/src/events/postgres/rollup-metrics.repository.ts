import { Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Database } from '../../platform/database/database.js';
import { Metrics } from '../../platform/health/metrics.js';

const PATIENCE_MS = 800;

interface Lag {
  readonly days: number;
  readonly seconds: number;
}

// Without an answer nothing is told, rather than an old figure.
const unknown: Lag = { days: Number.NaN, seconds: Number.NaN };

/** Tells monitors, when they ask, how far remembered counts are behind the events. */
@Injectable()
export class RollupMetrics implements OnModuleInit {
  /** Asked once for both figures. */
  private asked: Promise<Lag> | null = null;

  constructor(
    private readonly database: Database,
    /** Commands have no monitors. */
    @Optional() private readonly metrics?: Metrics,
  ) {}

  onModuleInit(): void {
    if (!this.metrics) return;
    const registers = [this.metrics.registry];
    const lag = (): Promise<Lag> => this.lag();
    new Gauge({
      name: 'rollup_dirty_days',
      help: 'Days of projects that are to be counted anew; they are answered from their events meanwhile.',
      registers,
      async collect() {
        this.set((await lag()).days);
      },
    });
    new Gauge({
      name: 'rollup_lag_seconds',
      help: 'How long the longest of them has waited.',
      registers,
      async collect() {
        this.set((await lag()).seconds);
      },
    });
  }

  private lag(): Promise<Lag> {
    this.asked ??= this.ask().finally(() => (this.asked = null));
    return this.asked;
  }

  private ask(): Promise<Lag> {
    const late = new Promise<Lag>((resolve) => setTimeout(resolve, PATIENCE_MS, unknown).unref());
    const answer = this.database
      .query<Lag>(
        `SELECT count(*)::int AS days,
           coalesce(greatest(0, extract(epoch FROM clock_timestamp() - min(since))), 0)::float8 AS seconds
         FROM dirty_days`,
      )
      .then(
        ([row]) => row ?? unknown,
        () => unknown,
      );
    return Promise.race([answer, late]);
  }
}
