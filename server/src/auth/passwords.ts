import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { TooBusyToCheck } from './auth.errors.js';

// OWASP's parameters of argon2id (the library's default algorithm): 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes computed at once; each takes a thread and 19 MiB. */
const AT_ONCE = 2;
/** Askers who may wait for their turn; further ones are told to come back. */
const WAITING = 50;

/** argon2id on other threads than the event loop's, never more than a few at once. */
@Injectable()
export class Passwords implements OnModuleInit {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private nobodys = '';

  async onModuleInit(): Promise<void> {
    this.nobodys = await this.hash(randomBytes(16).toString('hex'));
  }

  /** What is stored of a password. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normal(password), cost));
  }

  /** Whether the password fits; with no hash (unknown account) it takes as long and is false. */
  async fits(password: string, stored: string | null): Promise<boolean> {
    const fits = await this.inTurn(() => verify(stored ?? this.nobodys, normal(password)));
    return fits && stored !== null;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= WAITING) throw new TooBusyToCheck();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      // The place goes straight to the next one, so a newcomer cannot take it in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

/** One password typed on two keyboards can arrive in two Unicode forms. */
function normal(password: string): string {
  return password.normalize('NFKC');
}
