import type { LiveEvent } from './event.js';
import type { Filter, ProjectScope, TimeRange } from './tally.js';

/** Which countable events are wanted. */
export interface RawExportRequest {
  readonly project: ProjectScope;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
}

/** One event with the facts of its visit, as it is exported. */
export interface ExportedEvent extends LiveEvent {
  channel: string | null;
  utm_source: string | null;
  utm_medium: string | null;
  utm_campaign: string | null;
  utm_term: string | null;
  utm_content: string | null;
  region: string | null;
  language: string | null;
  screen: string | null;
}

/** Events of one unchanging state of the data, oldest first, read piece by piece. Close it, whatever happens. */
export interface RawExport {
  /** How many there will be. */
  readonly total: number;
  /** The next ones; none at the end. One piece at a time. */
  next(): Promise<readonly ExportedEvent[]>;
  /** Gives up what is being read and lets go of the connection; harmless when called twice. */
  close(): Promise<void>;
}
