import { BullModule, BullRegistrar } from '@nestjs/bullmq';
import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { createPostgresBackend, type QueueOptions, setDefaultBackendFactory } from 'bullmq';
import { Environment } from '../config/environment.js';

/** PostgreSQL schema of the queue when there is no Redis. */
export const QUEUE_SCHEMA = 'queue';

/**
 * In: REDIS_URL, or DATABASE_URL when it is absent. Out: BullMQ on one of the two.
 * Rooms declare their queue with `BullModule.registerQueue({ name })` and their handler with `@Processor(name)`;
 * whether this process runs handlers is decided here, by ROLE.
 */
@Module({
  imports: [
    BullModule.forRootAsync({
      inject: [Environment],
      useFactory: (environment: Environment) => queueOptions(environment),
    }),
  ],
})
export class QueueModule implements OnApplicationBootstrap {
  constructor(
    private readonly environment: Environment,
    private readonly registrar: BullRegistrar,
  ) {}

  onApplicationBootstrap(): void {
    if (this.environment.runsJobs) this.registrar.register();
  }
}

function queueOptions(environment: Environment): QueueOptions & {
  extraOptions: { manualRegistration: true };
} {
  // Handlers start at bootstrap, once every room is ready, and only in a role that runs them.
  const extraOptions = { manualRegistration: true } as const;
  if (environment.redisUrl) {
    setDefaultBackendFactory();
    const connection = { url: environment.redisUrl };
    return { connection, extraOptions };
  }
  setDefaultBackendFactory(createPostgresBackend);
  const connection = {
    connectionString: environment.databaseUrl,
    schema: QUEUE_SCHEMA,
    migrate: true,
    max: 4,
  };
  return { connection: connection as unknown as QueueOptions['connection'], extraOptions };
}
