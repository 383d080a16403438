import type { SessionRow } from './lists.js';
import type { ExportedEvent } from './raw-export.js';
import type { EventKind, IncomingEvent } from './event.js';

/** What is known of one id of a person. Wire format, hence snake_case. */
export interface KeptPerson {
  distinct_id: string;
  /** False for an anonymous id that a client keeps. */
  known: boolean;
  traits: Record<string, unknown>;
  traits_at: string | null;
  first_seen: string;
  last_seen: string;
}

/** A visit of theirs, or one that holds an event of theirs. */
export interface KeptVisit extends Omit<SessionRow, 'live'> {
  utm_source: string | null;
  utm_medium: string | null;
  utm_campaign: string | null;
  utm_term: string | null;
  utm_content: string | null;
  language: string | null;
  screen: string | null;
}

/** An event as it was stored: under the id it was sent with, or none. */
export interface KeptEvent extends ExportedEvent {
  kind: EventKind;
  engaged_ms: number;
  /** What it said of the person. */
  traits: Record<string, unknown> | null;
  group_id: string | null;
}

/** Everything kept of a person, of one unchanging state of the data. Close it, whatever happens. */
export interface PersonExport {
  /** Users first; none when nothing is kept under that id. */
  readonly ids: readonly KeptPerson[];
  /** What could not be stored of theirs. */
  readonly quarantined: readonly IncomingEvent[];
  /** The next visits, oldest first; none at the end. One piece at a time, and events after them. */
  nextVisits(): Promise<readonly KeptVisit[]>;
  nextEvents(): Promise<readonly KeptEvent[]>;
  close(): Promise<void>;
}
