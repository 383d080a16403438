import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { asDatabaseUnavailable } from '../../platform/database/database-unavailable.js';
import { Database } from '../../platform/database/database.js';
import type { ExportedEvent, RawExport, RawExportRequest } from '../raw-export.js';
import { toLiveEvent, type EventRecord } from './list-rows.js';
import { exportCursorQuery, exportNextQuery, exportTotalQuery } from './raw-export.query.js';

type Record = EventRecord & Omit<ExportedEvent, keyof EventRecord>;

// Of the largest properties there may be, some 16 MB.
const ROWS = 500;
/** Beyond, whoever asked has gone, or the database is in trouble. */
const LONGEST_STEP_MS = 60_000;

/** Reads events through a cursor: in constant memory, however many there are. */
@Injectable()
export class RawExportRepository {
  constructor(private readonly database: Database) {}

  /** Counts first, in the same state of the data that is then read. Gives up when `left` is aborted. */
  async open(request: RawExportRequest, left: AbortSignal): Promise<RawExport> {
    const reader = new Reader(this.database, await connected(this.database));
    const giveUp = (): void => void reader.close();
    left.addEventListener('abort', giveUp);
    try {
      left.throwIfAborted();
      await reader.begin(request);
      left.throwIfAborted();
      return reader;
    } catch (error) {
      await reader.close();
      throw asDatabaseUnavailable(error);
    } finally {
      left.removeEventListener('abort', giveUp);
    }
  }
}

async function connected(database: Database): Promise<pg.PoolClient> {
  try {
    return await database.pool.connect();
  } catch (error) {
    throw asDatabaseUnavailable(error);
  }
}

class Reader implements RawExport {
  total = 0;
  private broken = false;
  private closing: Promise<void> | null = null;
  private running: Promise<unknown> | null = null;

  constructor(
    private readonly database: Database,
    private readonly client: pg.PoolClient,
  ) {
    client.on('error', this.onError);
  }

  async begin(request: RawExportRequest): Promise<void> {
    // Whoever stops reading must not keep old rows alive for ever.
    await this.ask(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
       SET LOCAL statement_timeout = ${LONGEST_STEP_MS};
       SET LOCAL idle_in_transaction_session_timeout = ${LONGEST_STEP_MS};
       SET LOCAL jit = off`,
    );
    const count = exportTotalQuery(request);
    const [row] = await this.ask<{ total: number }>(count.sql, count.params);
    this.total = row?.total ?? 0;
    const cursor = exportCursorQuery(request);
    await this.ask(cursor.sql, cursor.params);
  }

  async next(): Promise<readonly ExportedEvent[]> {
    const { sql } = exportNextQuery(ROWS);
    try {
      return (await this.ask<Record>(sql)).map(toExportedEvent);
    } catch (error) {
      throw asDatabaseUnavailable(error);
    }
  }

  close(): Promise<void> {
    return (this.closing ??= this.letGo());
  }

  private async letGo(): Promise<void> {
    if (this.running !== null) {
      await this.cancel();
      await this.running.catch(() => undefined);
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

  private async ask<Row>(sql: string, params: unknown[] = []): Promise<Row[]> {
    const running = this.client.query(sql, params);
    this.running = running;
    try {
      return (await running).rows as Row[];
    } finally {
      this.running = null;
    }
  }

  private readonly onError = (): void => {
    this.broken = true;
  };
}

function toExportedEvent(row: Record): ExportedEvent {
  return {
    ...toLiveEvent(row),
    channel: row.channel,
    utm_source: row.utm_source,
    utm_medium: row.utm_medium,
    utm_campaign: row.utm_campaign,
    utm_term: row.utm_term,
    utm_content: row.utm_content,
    region: row.region,
    language: row.language,
    screen: row.screen,
  };
}
