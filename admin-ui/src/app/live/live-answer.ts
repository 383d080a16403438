import type { LiveEvent } from '../api/live-messages';

export interface LiveRow {
  readonly value: string;
  readonly visitors: number;
}

/** Who is here now and what they look at. */
export interface LiveAnswer {
  readonly online: number;
  /** Visitors per minute of the last thirty, oldest first. */
  readonly minutes: readonly number[];
  readonly pages: readonly LiveRow[];
  readonly sources: readonly LiveRow[];
  readonly countries: readonly LiveRow[];
}

export interface EventsAnswer {
  readonly data: readonly LiveEvent[];
  readonly next_cursor: string | null;
}
