import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { LiveEvent } from '../event.js';
import type { EventList, Page, SessionList, SessionRow, UserList, UserRow } from '../lists.js';
import { pageOf, readCursor } from './cursor.js';
import { eventsQuery, sessionsQuery, usersQuery } from './lists.query.js';
import { pageUrl } from './live-event.js';
import type { Statement } from './params.js';
import { QUESTION_TIMEOUT_MS } from './tally.repository.js';

interface EventRecord {
  event_id: string;
  name: string;
  at: Date;
  micros: string;
  session_id: string | null;
  client_session: string | null;
  key: string | null;
  person: number | null;
  hostname: string | null;
  path: string | null;
  insecure: boolean;
  properties: Record<string, unknown> | null;
  referrer: string | null;
  source: string | null;
  country: string | null;
  city: string | null;
  browser: string | null;
  os: string | null;
  device: string | null;
}

interface SessionRecord {
  id: string;
  micros: string;
  client_session: string | null;
  distinct_id: string | null;
  events: number;
  page_views: number;
  started_at: Date;
  last_at: Date;
  engaged_ms: number;
  entry_page: string | null;
  exit_page: string | null;
  source: string | null;
  channel: string | null;
  referrer: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  browser: string | null;
  os: string | null;
  device: string | null;
  bounced: boolean;
  live: boolean;
  open: boolean;
  total: number;
}

interface UserRecord {
  person: number;
  micros: string;
  key: string;
  known: boolean;
  traits: Record<string, unknown> | null;
  events: number;
  sessions: number;
  first_seen: Date;
  last_seen: Date;
  country: string | null;
  browser: string | null;
  os: string | null;
  device: string | null;
  total: number;
}

/** Pages of single events, visits and people. */
@Injectable()
export class ListsRepository {
  constructor(private readonly database: Database) {}

  async events(list: EventList): Promise<Page<LiveEvent>> {
    const found = await this.run<EventRecord>(eventsQuery(list, readCursor(list.cursor)));
    return pageOf(found, list.limit, toLiveEvent, (row) => [row.micros, row.event_id]);
  }

  async sessions(list: SessionList): Promise<Page<SessionRow> & { total: number }> {
    const query = sessionsQuery(list, readCursor(list.cursor), new Date());
    const found = await this.run<SessionRecord>(query);
    const rows = pageOf(found, list.limit, toSessionRow, (row) => [row.micros, row.id]);
    return { ...rows, total: found[0]?.total ?? 0 };
  }

  async users(list: UserList): Promise<Page<UserRow> & { total: number }> {
    const found = await this.run<UserRecord>(usersQuery(list, readCursor(list.cursor)));
    const rows = pageOf(found, list.limit, toUserRow, (row) => [row.micros, String(row.person)]);
    return { ...rows, total: found[0]?.total ?? 0 };
  }

  private async run<Row>({ sql, params }: Statement): Promise<Row[]> {
    return this.database.snapshot(async (client) => {
      const { rows } = await client.query(sql, params);
      return rows as Row[];
    }, QUESTION_TIMEOUT_MS);
  }
}

function toLiveEvent(row: EventRecord): LiveEvent {
  const known = row.person !== null && row.person > 0;
  return {
    event_id: row.event_id,
    event: row.name,
    timestamp: row.at.toISOString(),
    session_id: row.client_session ?? row.session_id,
    user_id: known ? row.key : null,
    anonymous_id: known ? null : row.key,
    page_url: pageUrl(row.hostname, row.path, row.insecure),
    path: row.path,
    hostname: row.hostname,
    referrer: row.referrer,
    source: row.source,
    country: row.country,
    city: row.city,
    browser: row.browser,
    os: row.os,
    device: row.device,
    properties: row.properties ?? {},
  };
}

function toSessionRow(row: SessionRecord): SessionRow {
  return {
    session_id: row.client_session ?? row.id,
    distinct_id: row.distinct_id,
    event_count: row.events,
    page_views: row.page_views,
    first_seen: row.started_at.toISOString(),
    last_seen: row.last_at.toISOString(),
    duration: (row.last_at.getTime() - row.started_at.getTime()) / 1000,
    engaged_seconds: row.engaged_ms / 1000,
    entry_page: row.entry_page,
    exit_page: row.open ? null : row.exit_page,
    source: row.source,
    channel: row.channel,
    referrer: row.referrer,
    country: row.country,
    region: row.region,
    city: row.city,
    browser: row.browser,
    os: row.os,
    device: row.device,
    bounced: row.bounced,
    live: row.live,
  };
}

function toUserRow(row: UserRecord): UserRow {
  return {
    distinct_id: row.key,
    known: row.known,
    traits: row.traits ?? {},
    event_count: row.events,
    session_count: row.sessions,
    first_seen: row.first_seen.toISOString(),
    last_seen: row.last_seen.toISOString(),
    country: row.country,
    browser: row.browser,
    os: row.os,
    device: row.device,
  };
}
