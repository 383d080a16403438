import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Environment } from '../config/environment.js';
import { connectRedis } from './redis.js';

/** Token of the shared ioredis client, or null when REDIS_URL is absent. */
export const REDIS = Symbol('REDIS');

/**
 * In: REDIS_URL. Out: the token `REDIS`, one client for commands (subscribers duplicate it).
 * A lost Redis is logged once and waited for, never fatal.
 */
@Global()
@Module({
  providers: [
    {
      provide: REDIS,
      inject: [Environment],
      useFactory: (environment: Environment): Redis | null =>
        environment.redisUrl ? connectRedis(environment.redisUrl, new Logger('Redis')) : null,
    },
  ],
  exports: [REDIS],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis | null) {}

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
