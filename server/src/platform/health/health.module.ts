import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { QueueMetrics } from './queue-metrics.js';
import { ReadinessCheck } from './readiness.js';

/**
 * In: questions of balancers and monitors. Out: /healthz, /readyz, /metrics; `Metrics` for rooms that count.
 * Knows the stores only by whether they answer.
 */
@Global()
@Module({
  controllers: [HealthController],
  providers: [Metrics, QueueMetrics, ReadinessCheck],
  exports: [Metrics, ReadinessCheck],
})
export class HealthModule {}
