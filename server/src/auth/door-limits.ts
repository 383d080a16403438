import { Injectable } from '@nestjs/common';
import { RateLimiter } from '../platform/http/rate-limiter.js';
import { TooManyRequests } from './auth.errors.js';

const minute = 60;
const quarter = 15 * minute;
const hour = 60 * minute;

/**
 * How often somebody may try. The tight limits count the pair of address and account, so that a
 * stranger uses up only his own tries and never locks the owner out; the wide ones the address.
 */
@Injectable()
export class DoorLimits {
  constructor(private readonly limiter: RateLimiter) {}

  async register(ip: string, email: string): Promise<void> {
    await this.take(`register:ip:${ip}`, 60, hour);
    await this.take(`register:pair:${ip}:${email}`, 10, hour);
  }

  async login(ip: string, email: string): Promise<void> {
    await this.take(`login:ip:${ip}`, 200, quarter);
    await this.take(`login:pair:${ip}:${email}`, 20, quarter);
  }

  /** Gives the try back: only wrong passwords use tries up. */
  async loginFitted(ip: string, email: string): Promise<void> {
    await this.limiter.take(`login:ip:${ip}`, 200, quarter, -1);
    await this.limiter.take(`login:pair:${ip}:${email}`, 20, quarter, -1);
  }

  async refresh(ip: string): Promise<void> {
    await this.take(`refresh:ip:${ip}`, 600, minute);
  }

  /** Every page that is loaded anew, in any tab, asks once. */
  async refreshOf(ip: string, signInId: string): Promise<void> {
    await this.take(`refresh:pair:${ip}:${signInId}`, 120, minute);
  }

  /** Tries of the current password by whoever holds an access token. */
  async passwordChange(ip: string, userId: string): Promise<void> {
    await this.take(`password:${ip}:${userId}`, 10, quarter);
  }

  /** Openings of public links, right or wrong. */
  async view(ip: string): Promise<void> {
    await this.take(`view:ip:${ip}`, 600, minute);
  }

  /** Tries of a public link's password. */
  async viewPassword(ip: string, linkId: string): Promise<void> {
    await this.take(`view-password:ip:${ip}`, 200, quarter);
    await this.take(`view-password:pair:${ip}:${linkId}`, 20, quarter);
  }

  /** Gives the try back: only wrong passwords use tries up. */
  async viewPasswordFitted(ip: string, linkId: string): Promise<void> {
    await this.limiter.take(`view-password:ip:${ip}`, 200, quarter, -1);
    await this.limiter.take(`view-password:pair:${ip}:${linkId}`, 20, quarter, -1);
  }

  private async take(bucket: string, limit: number, windowSeconds: number): Promise<void> {
    const rate = await this.limiter.take(bucket, limit, windowSeconds);
    if (!rate.allowed) throw new TooManyRequests(rate);
  }
}
