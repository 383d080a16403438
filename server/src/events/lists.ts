import type { Filter, ProjectScope, TimeRange } from './tally.js';

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Give it back to get the next page; null on the last one. */
  readonly nextCursor: string | null;
}

interface ListRequest {
  readonly project: ProjectScope;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
  readonly limit: number;
  readonly cursor: string | null;
}

/** Newest first. */
export interface EventList extends ListRequest {
  /** Part of an event name, page or user id. */
  readonly search: string | null;
}

/** Newest first by their start; visits with at least one event in the range. */
export type SessionList = ListRequest;

/** What a list of people is ordered by, the largest or latest first. */
export const userOrders = ['last_seen', 'first_seen', 'event_count', 'session_count'] as const;
export type UserOrder = (typeof userOrders)[number];

/** People with an id of their own and at least one event in the range. */
export interface UserList extends ListRequest {
  /** Part of an id, or of what is known of them. */
  readonly search: string | null;
  readonly order: UserOrder;
}

/** What a list of groups is ordered by, the largest or latest first. */
export const groupOrders = [...userOrders, 'member_count'] as const;
export type GroupOrder = (typeof groupOrders)[number];

/** Groups with at least one event in the range. */
export interface GroupList extends ListRequest {
  /** Part of an id, or of what is known of them. */
  readonly search: string | null;
  readonly order: GroupOrder;
}

/** Wire format, hence snake_case. Durations in seconds. */
export interface SessionRow {
  session_id: string;
  distinct_id: string | null;
  event_count: number;
  page_views: number;
  first_seen: string;
  last_seen: string;
  duration: number;
  engaged_seconds: number;
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
}

export interface UserRow {
  distinct_id: string;
  /** False for an anonymous id that its client keeps. */
  known: boolean;
  traits: Record<string, unknown>;
  event_count: number;
  session_count: number;
  first_seen: string;
  last_seen: string;
  country: string | null;
  browser: string | null;
  os: string | null;
  device: string | null;
}

/** What is known of a group, whenever it was told. Wire format, hence snake_case. */
export interface KnownGroup {
  group_id: string;
  traits: Record<string, unknown>;
}

export interface GroupRow extends KnownGroup {
  event_count: number;
  session_count: number;
  /** People with an id of their own who have an event for the group in the range. */
  member_count: number;
  first_seen: string;
  last_seen: string;
}
