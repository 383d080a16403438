import type { LoggerService } from '@nestjs/common';
import { Redis } from 'ioredis';

// A command waits this long for an answer, so that a request can say 503 within a second.
const COMMAND_TIMEOUT_MS = 800;
const LONGEST_PAUSE_MS = 1_000;

/** A client that comes back by itself, and says once that Redis is away and once that it is back. */
export function connectRedis(url: string, logger: LoggerService): Redis {
  const redis = new Redis(url, {
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_PAUSE_MS),
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) logger.warn(`Redis is away: ${error.message}`);
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.log('Redis is back');
    away = false;
  });
  return redis;
}
