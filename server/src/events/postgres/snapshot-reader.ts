import type pg from 'pg';
import { asDatabaseUnavailable } from '../../platform/database/database-unavailable.js';
import type { Database } from '../../platform/database/database.js';
import type { Statement } from './params.js';

/** Beyond, whoever asked has gone, or the database is in trouble. */
const LONGEST_STEP_MS = 60_000;

/** A connection of its own that reads one unchanging state of the data, for as long as somebody takes what it reads. */
export class SnapshotReader {
  private broken = false;
  private closing: Promise<void> | null = null;
  private running: Promise<unknown> | null = null;

  private constructor(
    private readonly database: Database,
    private readonly client: pg.PoolClient,
  ) {
    client.on('error', this.onError);
  }

  /** Gives what `prepare` makes of a new reader; closes it when that fails or `left` is aborted meanwhile. */
  static async open<T>(
    database: Database,
    left: AbortSignal,
    prepare: (reader: SnapshotReader) => Promise<T>,
  ): Promise<T> {
    const reader = new SnapshotReader(database, await connected(database));
    const giveUp = (): void => void reader.close();
    left.addEventListener('abort', giveUp);
    try {
      left.throwIfAborted();
      await reader.begin();
      const prepared = await prepare(reader);
      left.throwIfAborted();
      return prepared;
    } catch (error) {
      await reader.close();
      throw asDatabaseUnavailable(error);
    } finally {
      left.removeEventListener('abort', giveUp);
    }
  }

  /** The rows of one statement. One at a time. */
  async ask<Row>({ sql, params }: Statement): Promise<Row[]> {
    const running = this.client.query(sql, params);
    this.running = running;
    try {
      return (await running).rows as Row[];
    } catch (error) {
      throw asDatabaseUnavailable(error);
    } finally {
      this.running = null;
    }
  }

  /** Gives up what is being read and lets go of the connection; harmless when called twice. */
  close(): Promise<void> {
    return (this.closing ??= this.letGo());
  }

  private async begin(): Promise<void> {
    // Whoever stops reading must not keep old rows alive for ever.
    const sql = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
       SET LOCAL statement_timeout = ${LONGEST_STEP_MS};
       SET LOCAL idle_in_transaction_session_timeout = ${LONGEST_STEP_MS};
       SET LOCAL jit = off`;
    await this.client.query(sql);
  }

  private async letGo(): Promise<void> {
    // It may end by itself while it is being cancelled.
    const { running } = this;
    if (running !== null) {
      await this.cancel();
      await running.catch(() => undefined);
    }
    await this.client.query('ROLLBACK').catch(() => {
      this.broken = true;
    });
    this.client.removeListener('error', this.onError);
    this.client.release(this.broken);
  }

  /** The connection is busy; another one tells the database that nobody waits any more. */
  private async cancel(): Promise<void> {
    const { processID } = this.client as unknown as { processID: number };
    try {
      await this.database.query('SELECT pg_cancel_backend($1)', [processID]);
    } catch {
      // It ends by its timeout, then.
    }
  }

  private readonly onError = (): void => {
    this.broken = true;
  };
}

async function connected(database: Database): Promise<pg.PoolClient> {
  try {
    return await database.pool.connect();
  } catch (error) {
    throw asDatabaseUnavailable(error);
  }
}
