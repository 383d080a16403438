import { type DynamicModule, Module } from '@nestjs/common';
import { AnalyticsModule } from './analytics/analytics.module.js';
import { AuthModule } from './auth/auth.module.js';
import { EventsModule } from './events/events.module.js';
import { IngestModule } from './ingest/ingest.module.js';
import { allMigrations } from './migrations/migrations.js';
import { type Environment } from './platform/config/environment.js';
import { EnvironmentModule } from './platform/config/environment.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { NoticesModule } from './platform/database/notices.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { IdleConnections } from './platform/http/idle-connections.js';
import { RateLimitModule } from './platform/http/rate-limit.module.js';
import { QueueModule } from './platform/queue/queue.module.js';
import { RedisModule } from './platform/redis/redis.module.js';
import { ProjectsModule } from './projects/projects.module.js';
import { LiveModule } from './realtime/live.module.js';
import { SystemModule } from './system/system.module.js';

/** The house: the foundation first, then the rooms. */
@Module({})
export class AppModule {
  /** The house with these settings. */
  static with(environment: Environment): DynamicModule {
    return {
      module: AppModule,
      providers: [IdleConnections],
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
        IngestModule,
        AnalyticsModule,
        SystemModule,
        ...(environment.servesApi ? [LiveModule] : []),
      ],
    };
  }
}
