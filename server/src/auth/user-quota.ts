import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Environment } from '../platform/config/environment.js';
import { RateLimiter, rateLimitHeaders } from '../platform/http/rate-limiter.js';
import { TooManyRequests } from './auth.errors.js';

const windowSeconds = 60;

/** RATE_LIMIT_PER_MINUTE: how often a signed-in user may ask, over all processes; 0 is no limit. */
@Injectable()
export class UserQuota {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly environment: Environment,
  ) {}

  /** Counts one request, writes the `RateLimit-*` headers, throws `TooManyRequests` over the limit. */
  async take(userId: string, reply: FastifyReply): Promise<void> {
    const limit = this.environment.rateLimitPerMinute;
    if (limit === 0) return;
    const rate = await this.limiter.take(`user:${userId}`, limit, windowSeconds);
    if (!rate.allowed) throw new TooManyRequests(rate);
    void reply.headers(rateLimitHeaders(rate));
  }
}
