import { Inject, Injectable } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { asDatabaseUnavailable, isSlowToConnect } from './database-unavailable.js';
import { Turns } from './turns.js';

/** No statement of a reader's question runs longer, and none waits longer for its turn. */
export const QUESTION_TIMEOUT_MS = 10_000;

/**
 * So often a reader's connection is tried before the database counts as away. On a busy machine, where a dashboard opens
 * its connections all at once, one may not be made in time.
 */
const READERS_ATTEMPTS = 4;

/** What a question has to read: a few remembered rows and pages of an index, or very many events. */
export type Weight = 'light' | 'heavy';

/** The one way to PostgreSQL: a pool shared with TypeORM. Its answers of «away» are `DatabaseUnavailable`. */
@Injectable()
export class Database {
  private turns: Readonly<Record<Weight, Turns>> | null = null;

  constructor(@Inject(getDataSourceToken()) private readonly dataSource: DataSource) {}

  /** The pool itself, for the few who need a connection of their own (LISTEN, COPY). */
  get pool(): pg.Pool {
    return (this.dataSource.driver as unknown as { master: pg.Pool }).master;
  }

  /** The rows of one statement. */
  async query<Row>(sql: string, params: unknown[] = []): Promise<Row[]> {
    try {
      const result = await this.pool.query(sql, params);
      return result.rows as Row[];
    } catch (error) {
      throw asDatabaseUnavailable(error);
    }
  }

  /** Everything `work` did is kept when it resolves, and nothing of it when it throws. */
  async transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.within('BEGIN', work);
  }

  /** `work` sees one unchanging state of the data and may not write; each statement gets `timeoutMs`. */
  async snapshot<T>(
    work: (client: pg.PoolClient) => Promise<T>,
    timeoutMs: number,
    attempts = 1,
  ): Promise<T> {
    const milliseconds = Math.max(1, Math.trunc(timeoutMs));
    return this.within(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${milliseconds}`,
      work,
      attempts,
    );
  }

  /** A snapshot for a reader, who takes turns with the others: light questions never wait for heavy ones. */
  async answer<T>(weight: Weight, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    this.turns ??= this.turnsOf(this.pool.options.max);
    return this.turns[weight].take(() =>
      this.snapshot(work, QUESTION_TIMEOUT_MS, READERS_ATTEMPTS),
    );
  }

  /** Together they leave some connections to everybody who is no reader. */
  private turnsOf(connections: number): Readonly<Record<Weight, Turns>> {
    const some = (share: number): Turns =>
      new Turns(Math.max(1, Math.floor(connections * share)), QUESTION_TIMEOUT_MS);
    return { light: some(0.4), heavy: some(0.2) };
  }

  private async within<T>(
    begin: string,
    work: (client: pg.PoolClient) => Promise<T>,
    attempts = 1,
  ): Promise<T> {
    const client = await this.connect(attempts);
    let broken = false;
    // A client that is checked out reports a lost connection to its own listeners only.
    const onError = (): void => {
      broken = true;
    };
    client.on('error', onError);
    try {
      await client.query(begin);
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {
        broken = true;
      });
      throw asDatabaseUnavailable(error);
    } finally {
      client.removeListener('error', onError);
      client.release(broken);
    }
  }

  private async connect(attempts: number): Promise<pg.PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      if (attempts > 1 && isSlowToConnect(error)) return this.connect(attempts - 1);
      throw asDatabaseUnavailable(error);
    }
  }
}
