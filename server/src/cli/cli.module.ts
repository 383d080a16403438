import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { allMigrations } from '../migrations/migrations.js';
import type { Environment } from '../platform/config/environment.js';
import { EnvironmentModule } from '../platform/config/environment.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { NoticesModule } from '../platform/database/notices.module.js';
import { RateLimitModule } from '../platform/http/rate-limit.module.js';
import { QueueModule } from '../platform/queue/queue.module.js';
import { RedisModule } from '../platform/redis/redis.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { OperatorRepository } from './operator.repository.js';
import { Seeder } from './seeder.js';

/**
 * The part of the house that commands need: accounts, projects and the event store.
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
        AuthModule,
        ProjectsModule,
        EventsModule,
      ],
      providers: [OperatorRepository, Seeder],
    };
  }
}
