import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { REDIS } from '../redis/redis.module.js';

/** What a bucket answered; `resetSeconds` is how long until it is whole again, rounded up. */
export interface RateLimit {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

// Counts and sets the end of the window in one step, so that a crash between cannot make a bucket eternal.
const COUNT = `
local count = redis.call('INCRBY', KEYS[1], ARGV[2])
if count == tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { count, redis.call('PTTL', KEYS[1]) }`;

const MOST_BUCKETS = 100_000;

interface Bucket {
  count: number;
  endsAt: number;
}

/**
 * Counts what happens in windows of time: in Redis when there is one, shared by all processes; otherwise in this
 * process, which is exact for one process and per process for several on PostgreSQL alone.
 */
@Injectable()
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();

  constructor(@Inject(REDIS) private readonly redis: Redis | null) {}

  /** Takes `cost` from a bucket that holds `limit` per window. */
  async take(bucket: string, limit: number, windowSeconds: number, cost = 1): Promise<RateLimit> {
    const windowMs = windowSeconds * 1_000;
    const [count, leftMs] = this.redis
      ? await countInRedis(this.redis, bucket, windowMs, cost)
      : this.countHere(bucket, windowMs, cost);
    return {
      allowed: count <= limit,
      limit,
      remaining: Math.max(0, limit - count),
      resetSeconds: Math.max(1, Math.ceil(leftMs / 1_000)),
    };
  }

  private countHere(name: string, windowMs: number, cost: number): [number, number] {
    const now = performance.now();
    let bucket = this.buckets.get(name);
    if (!bucket || bucket.endsAt <= now) {
      if (this.buckets.size >= MOST_BUCKETS) this.forgetEnded(now);
      bucket = { count: 0, endsAt: now + windowMs };
      this.buckets.set(name, bucket);
    }
    bucket.count += cost;
    return [bucket.count, bucket.endsAt - now];
  }

  private forgetEnded(now: number): void {
    for (const [name, { endsAt }] of this.buckets) if (endsAt <= now) this.buckets.delete(name);
    // All of them alive: somebody floods with names. Forgetting the oldest keeps memory bounded.
    for (const name of this.buckets.keys()) {
      if (this.buckets.size < MOST_BUCKETS) return;
      this.buckets.delete(name);
    }
  }
}

/** Headers that tell a client where it stands; `retry-after` too when it was refused. */
export function rateLimitHeaders(rate: RateLimit): Record<string, string> {
  return {
    'ratelimit-limit': String(rate.limit),
    'ratelimit-remaining': String(rate.remaining),
    'ratelimit-reset': String(rate.resetSeconds),
    ...(!rate.allowed && { 'retry-after': String(rate.resetSeconds) }),
  };
}

async function countInRedis(
  redis: Redis,
  bucket: string,
  windowMs: number,
  cost: number,
): Promise<[number, number]> {
  return (await redis.eval(COUNT, 1, `rate:${bucket}`, windowMs, cost)) as [number, number];
}
