import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { AnalyticsModule } from '../analytics/analytics.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { IngestMetrics } from '../ingest/ingest.metrics.js';
import { INGEST_QUEUE, IngestQueue } from '../ingest/ingest.queue.js';
import { QuarantinedRepository } from '../ingest/inspector/quarantined.repository.js';
import { Replays } from '../ingest/inspector/replays.service.js';
import { allMigrations } from '../migrations/migrations.js';
import type { Environment } from '../platform/config/environment.js';
import { EnvironmentModule } from '../platform/config/environment.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { NoticesModule } from '../platform/database/notices.module.js';
import { HealthModule } from '../platform/health/health.module.js';
import { RateLimitModule } from '../platform/http/rate-limit.module.js';
import { QueueModule } from '../platform/queue/queue.module.js';
import { RedisModule } from '../platform/redis/redis.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { OperatorRepository } from './operator.repository.js';
import { Seeder } from './seeder.js';

/**
 * The part of the house that commands need: accounts, projects, the event store and the way into the queue.
 * It answers no requests and runs no jobs; whoever may start it may do everything.
 */
@Module({})
export class CliModule {
  static with(environment: Environment): DynamicModule {
    return {
      module: CliModule,
      imports: [
        EnvironmentModule.of(environment),
        DatabaseModule.with(allMigrations),
        NoticesModule,
        RedisModule,
        QueueModule,
        RateLimitModule,
        HealthModule,
        AuthModule,
        ProjectsModule,
        EventsModule,
        AnalyticsModule,
        BullModule.registerQueue({ name: INGEST_QUEUE }),
      ],
      providers: [
        OperatorRepository,
        Seeder,
        IngestMetrics,
        IngestQueue,
        QuarantinedRepository,
        Replays,
      ],
    };
  }
}
