import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type pg from 'pg';
import { Environment } from '../config/environment.js';
import { SteadyClient } from './steady-client.js';

/** What a room wants to hear on a channel. */
export interface NoticeListener {
  /** Called for every `pg_notify(channel, payload)` of any process, once its transaction committed. */
  heard(payload: string): void;
  /** Called before listening counts as live, also after every gap: notices may have been missed. */
  caughtUp(): Promise<void> | void;
}

// Together at most one second between a lost connection and `live` being false.
const HEARTBEAT_MS = 400;
const ANSWER_WITHIN_MS = 500;
const RECONNECT_AFTER_MS = 250;

/**
 * Messages between processes that commit together with what they are about: PostgreSQL's
 * LISTEN/NOTIFY over one connection of its own. It comes back by itself after a loss.
 */
@Injectable()
export class Notices implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Notices');
  private readonly listeners = new Map<string, NoticeListener[]>();
  private client: pg.Client | null = null;
  private pause: NodeJS.Timeout | null = null;
  private isLive = false;
  private ended = false;

  constructor(private readonly environment: Environment) {}

  /** True while nothing can be missed; while false, ask the database instead of memory. */
  get live(): boolean {
    return this.isLive;
  }

  /** To be called before the application is up. */
  listen(channel: string, listener: NoticeListener): void {
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), listener]);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.ended = true;
    this.isLive = false;
    if (this.pause) clearTimeout(this.pause);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new SteadyClient({
      connectionString: this.environment.databaseUrl,
      application_name: `analytics-${this.environment.role}-notices`,
      connectionTimeoutMillis: 900,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
    });
    this.client = client;
    client.on('end', () => this.lost(client));
    client.on('notification', ({ channel, payload }) => {
      for (const listener of this.listeners.get(channel) ?? []) listener.heard(payload ?? '');
    });
    try {
      await client.connect();
      for (const channel of this.listeners.keys()) {
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      }
      for (const listener of [...this.listeners.values()].flat()) await listener.caughtUp();
      if (this.client !== client || this.ended) return;
      this.isLive = true;
      this.later(() => this.beat(client), HEARTBEAT_MS);
    } catch (error) {
      this.lost(client, error);
    }
  }

  private async beat(client: pg.Client): Promise<void> {
    try {
      await client.query('SELECT 1');
      this.later(() => this.beat(client), HEARTBEAT_MS);
    } catch (error) {
      this.lost(client, error);
    }
  }

  private lost(client: pg.Client, error?: unknown): void {
    if (this.client !== client || this.ended) return;
    if (this.isLive) this.logger.warn('The connection for notices was lost, connecting again');
    if (error instanceof Error) this.logger.debug(error.message);
    this.isLive = false;
    this.client = null;
    client.end().catch(() => undefined);
    this.later(() => this.connect(), RECONNECT_AFTER_MS);
  }

  private later(work: () => Promise<void>, milliseconds: number): void {
    if (this.ended) return;
    if (this.pause) clearTimeout(this.pause);
    this.pause = setTimeout(() => void work(), milliseconds).unref();
  }
}
