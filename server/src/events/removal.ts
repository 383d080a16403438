import type { Filter, ProjectScope, TimeRange } from './tally.js';

/** Countable events to be taken out: those of a range that pass all filters. */
export interface EventsToRemove {
  readonly kind: 'events';
  readonly project: ProjectScope;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
}

/**
 * A person to be forgotten: whoever has this id. An anonymous id that turned out to be a user stands for that user, and
 * a user for all of their anonymous ids.
 */
export interface PersonToForget {
  readonly kind: 'person';
  readonly project: ProjectScope;
  readonly distinctId: string;
}

export type Removable = EventsToRemove | PersonToForget;

/** What would go. */
export interface RemovalSize {
  /** Countable events. */
  readonly events: number;
  /** Engagement and sign-in messages, which count in no total; of a person only. */
  readonly messages: number;
  /** Visits that lose something, or go with the last of it. */
  readonly visits: number;
  /** People with an id whose events are among them. */
  readonly people: number;
  readonly first: Date | null;
  readonly last: Date | null;
  /** All ids of the person; none of events. */
  readonly ids: readonly string[];
  /** Events of the person that could not be stored and wait in quarantine. */
  readonly quarantined: number;
}
