import type { PropertyDimension, TimeRange } from './tally.js';

/** What readers are offered while they type is taken from so many of the latest events of a range. */
export const SAMPLED_EVENTS = 50_000;

export interface SuggestionRequest {
  readonly projectNo: number;
  readonly range: TimeRange;
  /** Part of it, in any case; null for all. */
  readonly search: string | null;
  readonly limit: number;
}

export interface PropertyNamesRequest extends SuggestionRequest {
  /** Only of events of this name. */
  readonly event: string | null;
}

export interface ValuesRequest extends SuggestionRequest {
  readonly dimension: PropertyDimension | 'user' | 'group';
}

/** A property that events carry. Wire format. */
export interface PropertyName {
  name: string;
  /** In how many of the events looked at. */
  count: number;
  /** Every value looked at can be compared as a number. */
  numeric: boolean;
}

/** Wire format. */
export interface SuggestedValue {
  value: string;
  count: number;
}
