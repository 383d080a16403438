import type { LiveEvent } from '../event.js';
import type { SessionRow, UserRow } from '../lists.js';
import { eventExpressions } from './dimension.sql.js';
import { pageUrl } from './live-event.js';

/** What is read of an event `e`, its visit `s` and person `p`, to be shown: an {@link EventRecord} without `micros`. */
export const EVENT_COLUMNS = `e.event_id, ${eventExpressions.event} AS name, e.at, e.session_id,
  s.client_session, p.key, r.person, e.hostname, e.path, e.insecure, e.properties,
  s.referrer, s.source, s.country, s.city, s.browser, s.os, s.device`;

export interface EventRecord {
  event_id: string;
  name: string;
  at: Date;
  /** Of lists only. */
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

export interface SessionRecord {
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
}

export interface UserRecord {
  person: number;
  /** What the list is ordered by, digits of a bigint. */
  position: string;
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

export function toLiveEvent(row: EventRecord): LiveEvent {
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

export function toSessionRow(row: SessionRecord): SessionRow {
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

export function toUserRow(row: UserRecord): UserRow {
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
