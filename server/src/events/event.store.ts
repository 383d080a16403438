import type { IncomingEvent, LiveEvent } from './event.js';
import type { Announcement } from './event.feed.js';
import type { Funnel, FunnelPage, FunnelPeopleRequest, FunnelRequest } from './funnel.js';
import type { Journeys, JourneysRequest } from './journeys.js';
import type { Measured, MeasureRequest } from './measure.js';
import type { PersonExport } from './person-export.js';
import type { SessionDetail, UserProfile } from './profile.js';
import type { RawExport, RawExportRequest } from './raw-export.js';
import type { PersonToForget, Removable, RemovalSize } from './removal.js';
import type { Retention, RetentionRequest } from './retention.js';
import type { Storage } from './storage.js';
import type {
  PropertyName,
  PropertyNamesRequest,
  SuggestedValue,
  ValuesRequest,
} from './suggestions.js';
import type { ProjectScope, Tally, TallyRequest } from './tally.js';
import type {
  EventList,
  GroupList,
  GroupRow,
  KnownGroup,
  Page,
  SessionList,
  SessionRow,
  UserList,
  UserRow,
} from './lists.js';

export interface Appended {
  /** Countable events stored now. */
  readonly events: number;
  /** Those of them that are page views. */
  readonly pageViews: number;
  /** Already known by their id: nothing was done for them. */
  readonly duplicates: number;
  /** What the feed is told, one entry a project. */
  readonly news: readonly Pick<Announcement, 'projectNo' | 'items' | 'skipped'>[];
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
   * The events are the store's from then on: it writes on them.
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

  /** Counts by several dimensions, properties among them; see {@link MeasureRequest}. */
  abstract measure(request: MeasureRequest): Promise<Measured>;

  /** Follows people through steps; see {@link FunnelRequest}. */
  abstract funnel(request: FunnelRequest): Promise<Funnel>;
  /** Who came to a step of a funnel, the latest first. */
  abstract funnelPeople(request: FunnelPeopleRequest): Promise<FunnelPage>;

  /** Counts who comes back; see {@link RetentionRequest}. */
  abstract retention(request: RetentionRequest): Promise<Retention>;

  /** Counts which way visits take; see {@link JourneysRequest}. */
  abstract journeys(request: JourneysRequest): Promise<Journeys>;

  abstract listEvents(list: EventList): Promise<Page<LiveEvent>>;
  abstract listSessions(list: SessionList): Promise<Page<SessionRow> & { total: number }>;
  abstract listUsers(list: UserList): Promise<Page<UserRow> & { total: number }>;
  abstract listGroups(list: GroupList): Promise<Page<GroupRow> & { total: number }>;

  /** A visit by its id (of several under a client's id the last one) with what happened in it, or null. */
  abstract session(project: ProjectScope, sessionId: string): Promise<SessionDetail | null>;
  /** A person by their id, a known user before an anonymous id, over everything that is kept; or null. */
  abstract user(project: ProjectScope, distinctId: string): Promise<UserProfile | null>;

  /** What is known of a group, or null when nothing ever named it. */
  abstract group(project: ProjectScope, groupId: string): Promise<KnownGroup | null>;

  /** Names of properties, and values of one, among the latest events: to be offered, not to be counted with. */
  abstract propertyNames(request: PropertyNamesRequest): Promise<PropertyName[]>;
  abstract values(request: ValuesRequest): Promise<SuggestedValue[]>;

  /** Opens the events of a range to be read one piece after another; gives up when `left` is aborted. */
  abstract export(request: RawExportRequest, left: AbortSignal): Promise<RawExport>;

  /** Opens everything that is kept under an id of a person; gives up when `left` is aborted. */
  abstract exportPerson(
    project: ProjectScope,
    distinctId: string,
    left: AbortSignal,
  ): Promise<PersonExport>;

  /** Time of the first event of a project, or null when there is none: where «all» begins. */
  abstract firstEventAt(projectNo: number): Promise<Date | null>;

  /** What a removal would take; nothing is changed. */
  abstract weighRemoval(what: Removable): Promise<RemovalSize>;

  /**
   * Writes down which events a removal takes, all there are now: the first step of one. Asked again for the same id it
   * goes on with them. Gives how many they are.
   */
  abstract beginRemoval(id: string, what: Removable): Promise<number>;

  /**
   * Takes out at most `most` of the events that were written down; visits and numbers follow. Gives how many are
   * done, 0 when none is left. Their ids stay known: sent again within seven receive days, they stay away.
   */
  abstract removeSome(id: string, projectNo: number, most: number): Promise<number>;

  /**
   * Forgets a person whose events are gone: ids, traits, and what waits in quarantine. Nothing of theirs that is older
   * is stored any more. Gives 0, or how many events have come in meanwhile and have to go first, by `removeSome`.
   */
  abstract forgetPerson(id: string, who: PersonToForget): Promise<number>;

  /** What the events of every project take, estimated without reading them. */
  abstract storage(): Promise<Storage>;

  /** Removes at most `most` rows of what was stored for a project; 0 means that nothing is left of it. */
  abstract eraseProject(projectNo: number, most: number): Promise<number>;
}
