import { BullModule, BullRegistrar } from '@nestjs/bullmq';
import {
  type BeforeApplicationShutdown,
  Global,
  Module,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, ModuleRef } from '@nestjs/core';
import { type QueueOptions, setDefaultBackendFactory } from 'bullmq';
import { Environment } from '../config/environment.js';
import { SteadyClient } from '../database/steady-client.js';
import { postgresBackend } from './postgres-backend.js';
import { calmErrors, queuesOf, workersOf } from './queue-errors.js';
import { QueueBoard } from './queue-board.js';
import { SteadyWorker } from './steady-worker.js';

/** PostgreSQL schema of the queue when there is no Redis. */
const QUEUE_SCHEMA = 'queue';
// Of all queues of a process together, and as many of its workers; the process's own pool is another.
const CONNECTIONS = 4;

/**
 * In: REDIS_URL, or DATABASE_URL when it is absent. Out: BullMQ on one of the two.
 * Rooms declare a queue with `BullModule.registerQueue({ name })` and its handler with `@Processor(name)`;
 * whether this process runs handlers is decided here, by ROLE.
 */
@Global()
@Module({
  imports: [
    DiscoveryModule,
    BullModule.forRootAsync({
      inject: [Environment],
      useFactory: (environment: Environment) => queueOptions(environment),
      extraOptions: { manualRegistration: true },
    }),
  ],
  providers: [QueueBoard],
  exports: [QueueBoard],
})
export class QueueModule
  implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown
{
  constructor(
    private readonly environment: Environment,
    private readonly modules: ModuleRef,
    private readonly discovery: DiscoveryService,
  ) {}

  onModuleInit(): void {
    calmErrors(queuesOf(this.discovery));
  }

  onApplicationBootstrap(): void {
    // The registrar comes with the first queue a room declares.
    if (!this.environment.runsJobs || queuesOf(this.discovery).length === 0) return;
    BullModule.workerClass = SteadyWorker;
    this.modules.get(BullRegistrar, { strict: false }).register();
    calmErrors(workersOf(this.discovery));
  }

  /** Jobs in hand are finished, and none is taken, before anything they need is closed. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.environment.runsJobs) return;
    await Promise.all(workersOf(this.discovery).map((worker) => worker.close()));
  }
}

function queueOptions(environment: Environment): QueueOptions {
  if (environment.redisUrl) {
    setDefaultBackendFactory();
    return {
      connection: {
        url: environment.redisUrl,
        // A request that adds a job hears «away» at once; workers wait on connections of their own.
        enableOfflineQueue: false,
        connectTimeout: 900,
        // BullMQ's own pauses grow to 20 s, long after Redis is back.
        retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
      },
    };
  }
  setDefaultBackendFactory(postgresBackend);
  const connection = {
    connectionString: environment.databaseUrl,
    connectionTimeoutMillis: 900,
    schema: QUEUE_SCHEMA,
    migrate: true,
    max: CONNECTIONS,
    Client: SteadyClient,
  };
  return { connection };
}
