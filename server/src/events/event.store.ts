import type { IncomingEvent, LiveEvent } from './event.js';
import type { Tally, TallyRequest } from './tally.js';
import type { Page, EventList, SessionList, SessionRow, UserList, UserRow } from './lists.js';

export interface Appended {
  /** Stored now, countable ones only, in the shape the feed announces, by project number. */
  readonly stored: ReadonlyMap<number, LiveEvent[]>;
  /** Already known by their id: nothing was done for them. */
  readonly duplicates: number;
}

/** Why an event waits for its owner: the store refuses it whenever it is tried alone. */
export type QuarantineReason = 'unstorable';

/**
 * How events are kept and asked. One adapter a database, each in a folder of its own.
 * Everything an adapter answers is exact: the same question gives the same numbers from every adapter.
 */
export abstract class EventStore {
  /**
   * Stores a batch, whole or not at all. Events known by their id (per project, seven receive days) are passed over;
   * visits are found or opened; people are numbered; the days touched are marked for the rollup.
   * The outcome does not depend on the order or grouping in which batches arrive.
   */
  abstract append(batch: readonly IncomingEvent[]): Promise<Appended>;

  /** Puts events aside, with the reason, where their owner sees and can replay them. */
  abstract quarantine(
    events: readonly IncomingEvent[],
    reason: QuarantineReason,
    detail: string,
  ): Promise<void>;

  /** How many events of a project wait there. */
  abstract quarantineSize(projectNo: number): Promise<number>;

  /** Counts under a question; see {@link TallyRequest}. */
  abstract tally(request: TallyRequest): Promise<Tally>;

  abstract listEvents(list: EventList): Promise<Page<LiveEvent>>;
  abstract listSessions(list: SessionList): Promise<Page<SessionRow> & { total: number }>;
  abstract listUsers(list: UserList): Promise<Page<UserRow> & { total: number }>;

  /** Time of the first event of a project, or null when there is none: where «all» begins. */
  abstract firstEventAt(projectNo: number): Promise<Date | null>;

  /** Removes at most `most` rows of what was stored for a project; 0 means that nothing is left of it. */
  abstract eraseProject(projectNo: number, most: number): Promise<number>;
}
