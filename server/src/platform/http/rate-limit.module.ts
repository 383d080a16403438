import { Global, Module } from '@nestjs/common';
import { RateLimiter } from './rate-limiter.js';

/** In: names of buckets. Out: `RateLimiter`, one for the whole house. Knows nothing of who is limited. */
@Global()
@Module({ providers: [RateLimiter], exports: [RateLimiter] })
export class RateLimitModule {}
