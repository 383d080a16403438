import type { Filter, ProjectScope, Tally, TimeRange } from './tally.js';

/**
 * Which way visits take, from or to an event: the first of a visit that fits. Steps of the same page or event that follow
 * each other are one. Without `from` and `to`, from where visits begin.
 */
export interface JourneysRequest {
  readonly project: ProjectScope;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
  readonly anchor: { readonly filters: readonly Filter[]; readonly side: 'from' | 'to' } | null;
  /** How many steps, the anchor included. */
  readonly steps: number;
  readonly of: 'pages' | 'events' | 'both';
  /** Pages further down than so many folders are one step: `/blog/*`; null keeps them apart. */
  readonly folders: number | null;
  /** How many pages or events a step is divided into, the most frequent; all others together are one. */
  readonly limit: number;
}

export interface JourneyNode {
  readonly kind: 'page' | 'event' | 'other';
  /** Null for all others together, and for a view of no page. */
  readonly value: string | null;
}

/** Visits that went from one step to the next one; `to` null where they ended. */
export interface JourneyLink {
  /** Counted from 1, the anchor's; in journeys `to` something, upwards means earlier. */
  readonly step: number;
  readonly from: JourneyNode;
  readonly to: JourneyNode | null;
  readonly visits: number;
}

export interface Journeys {
  readonly visits: number;
  /** Of the last step asked for, `to` says nothing and is null. */
  readonly links: readonly JourneyLink[];
  /** Where the numbers come from. */
  readonly source: Tally['source'];
}
