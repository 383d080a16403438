import { Inject, Injectable } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { Database } from '../database/database.js';
import { REDIS } from '../redis/redis.module.js';

export type Part = 'database' | 'queue' | 'migrations' | 'server';
export type PartState = 'ok' | 'away' | 'pending' | 'stopping';
export type Readiness = Readonly<Partial<Record<Part, PartState>>>;

const PATIENCE_MS = 800;

/** Says part by part whether this process can do its work now. */
@Injectable()
export class ReadinessCheck {
  private stopping = false;
  private migrated = false;

  constructor(
    private readonly database: Database,
    @Inject(getDataSourceToken()) private readonly dataSource: DataSource,
    @Inject(REDIS) private readonly redis: Redis | null,
  ) {}

  /** From now on not ready: a balancer sends requests elsewhere while the last ones are answered. */
  stop(): void {
    this.stopping = true;
  }

  /** Answers within a second whatever is away. */
  async look(): Promise<Readiness> {
    if (this.stopping) return { server: 'stopping' };
    const [database, queue] = await Promise.all([
      answers(this.database.query('SELECT 1')),
      this.redis ? answers(this.redis.ping()) : null,
    ]);
    return {
      database: database ? 'ok' : 'away',
      // Without Redis the queue lives in PostgreSQL and is where the database is.
      queue: (queue ?? database) ? 'ok' : 'away',
      ...(database && { migrations: (await this.isMigrated()) ? 'ok' : 'pending' }),
    };
  }

  private async isMigrated(): Promise<boolean> {
    // Once up to date a schema stays so for this build.
    this.migrated ||= await this.dataSource.showMigrations().then(
      (pending) => !pending,
      () => false,
    );
    return this.migrated;
  }
}

async function answers(question: Promise<unknown>): Promise<boolean> {
  const { promise: tooLate, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), PATIENCE_MS);
  const answered = question.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, tooLate]).finally(() => clearTimeout(timer));
}
