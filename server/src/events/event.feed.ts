import type { LiveEvent } from './event.js';

/** At most this many events of one announcement travel whole; the rest is only counted. */
export const FEED_ITEMS = 50;

/** What has just happened in one project, told after it is stored. */
export interface Announcement {
  readonly projectNo: number;
  /** The newest events, at most {@link FEED_ITEMS}. */
  readonly items: readonly LiveEvent[];
  /** Stored events that `items` left out. */
  readonly skipped: number;
  /** Events turned away at the door, by reason. */
  readonly drops: readonly { readonly reason: string; readonly count: number }[];
  /** How far patient work on the project is; for its owner only. */
  readonly progress?: Progress;
}

/** Patient work, and how much of it is done. */
export interface Progress {
  readonly of: 'removal';
  readonly id: string;
  readonly status: 'removing' | 'done';
  /** Events. */
  readonly done: number;
  readonly total: number;
}

/**
 * Who hears of events. Announcements go to every process of the installation; they may be lost under pressure
 * (they are then counted), what is stored is never.
 */
export abstract class EventFeed {
  /** Tells every process. Never throws and never delays the caller: a feed that is away loses the announcement. */
  abstract announce(announcement: Announcement): void;

  /** Hears every announcement of the installation; the returned function stops it. */
  abstract listen(listener: (announcement: Announcement) => void): () => void;
}
