import type { LiveEvent } from './event.js';
import type { SessionRow } from './lists.js';

/** A visit with what happened in it. Wire format, hence snake_case. */
export interface SessionDetail extends SessionRow {
  utm_source: string | null;
  utm_medium: string | null;
  utm_campaign: string | null;
  utm_term: string | null;
  utm_content: string | null;
  language: string | null;
  screen: string | null;
  /** Oldest first. */
  events: LiveEvent[];
  /** There are more events than shown. */
  cut: boolean;
}

/** What a person came with, and how often. */
export interface UserDevice {
  browser: string | null;
  os: string | null;
  device: string | null;
  session_count: number;
  last_seen: string;
}

/** That a trait became another. Wire format, hence snake_case. */
export interface TraitChange {
  at: string;
  trait: string;
  /** Null when nothing was known before. */
  from: unknown;
  to: unknown;
}

/** Somebody with an id of their own, over everything that is kept. Wire format, hence snake_case. */
export interface UserProfile {
  distinct_id: string;
  /** False for an anonymous id that its client keeps. */
  known: boolean;
  traits: Record<string, unknown>;
  /** The latest first. */
  trait_changes: TraitChange[];
  /** Other ids that turned out to be this user. */
  anonymous_ids: string[];
  /** Null without a countable event. */
  first_seen: string | null;
  last_seen: string | null;
  event_count: number;
  page_views: number;
  session_count: number;
  /** Seconds of the visits that this person's events belong to. */
  total_duration: number;
  country: string | null;
  region: string | null;
  city: string | null;
  /** The latest first. */
  devices: UserDevice[];
  top_pages: { value: string; count: number }[];
  top_events: { value: string; count: number }[];
  /** The latest first. */
  events: LiveEvent[];
}
