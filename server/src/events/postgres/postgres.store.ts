import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { IncomingEvent, LiveEvent } from '../event.js';
import { EventStore, type Appended, type QuarantineReason } from '../event.store.js';
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
} from '../lists.js';
import type { Funnel, FunnelPage, FunnelPeopleRequest, FunnelRequest } from '../funnel.js';
import type { Journeys, JourneysRequest } from '../journeys.js';
import type { Measured, MeasureRequest } from '../measure.js';
import type { PersonExport } from '../person-export.js';
import type { SessionDetail, UserProfile } from '../profile.js';
import type { RawExport, RawExportRequest } from '../raw-export.js';
import type { PersonToForget, Removable, RemovalSize } from '../removal.js';
import type { Retention, RetentionRequest } from '../retention.js';
import type { Storage } from '../storage.js';
import type {
  PropertyName,
  PropertyNamesRequest,
  SuggestedValue,
  ValuesRequest,
} from '../suggestions.js';
import type { ProjectScope, Tally, TallyRequest } from '../tally.js';
import { Append } from './append.js';
import { Erasure } from './erasure.repository.js';
import { FunnelRepository } from './funnel.repository.js';
import { GroupsRepository } from './groups.repository.js';
import { JourneysRepository } from './journeys.repository.js';
import { ListsRepository } from './lists.repository.js';
import { MeasureRepository } from './measure.repository.js';
import { PersonExportRepository } from './person-export.repository.js';
import { ProfileRepository } from './profile.repository.js';
import { QuarantineRepository } from './quarantine.repository.js';
import { about, ranged } from './ranged.js';
import { RawExportRepository } from './raw-export.repository.js';
import { RemovalRepository } from './removal.repository.js';
import { ReturningRepository } from './returning.repository.js';
import { StorageRepository } from './storage.repository.js';
import { SuggestionsRepository } from './suggestions.repository.js';
import { TallyRepository } from './tally.repository.js';

/** Events in PostgreSQL: narrow partitioned rows, visits beside them, rollups in front of them. */
@Injectable()
export class PostgresStore extends EventStore {
  constructor(
    private readonly database: Database,
    private readonly writes: Append,
    private readonly tallies: TallyRepository,
    private readonly measures: MeasureRepository,
    private readonly funnels: FunnelRepository,
    private readonly returning: ReturningRepository,
    private readonly walks: JourneysRepository,
    private readonly profiles: ProfileRepository,
    private readonly suggestions: SuggestionsRepository,
    private readonly lists: ListsRepository,
    private readonly groups: GroupsRepository,
    private readonly quarantined: QuarantineRepository,
    private readonly rawExports: RawExportRepository,
    private readonly personExports: PersonExportRepository,
    private readonly removals: RemovalRepository,
    private readonly sizes: StorageRepository,
    private readonly erasure: Erasure,
  ) {
    super();
  }

  override append(batch: readonly IncomingEvent[]): Promise<Appended> {
    return this.writes.append(batch);
  }

  override quarantine(
    events: readonly IncomingEvent[],
    reason: QuarantineReason,
    detail: string,
  ): Promise<void> {
    return this.quarantined.keep(events, reason, detail);
  }

  override quarantineSize(projectNo: number): Promise<number> {
    return this.quarantined.size(projectNo);
  }

  override tally(request: TallyRequest): Promise<Tally> {
    return this.tallies.tally(about(request));
  }

  override measure(request: MeasureRequest): Promise<Measured> {
    const parts = request.parts.map((part) => ({
      ...part,
      filters: ranged(part.filters, request.range),
    }));
    return this.measures.measure({ ...about(request), parts });
  }

  override funnel(request: FunnelRequest): Promise<Funnel> {
    return this.funnels.funnel(walked(request));
  }

  override funnelPeople(request: FunnelPeopleRequest): Promise<FunnelPage> {
    return this.funnels.people(walked(request));
  }

  override retention(request: RetentionRequest): Promise<Retention> {
    const { start, back, range } = request;
    const both = { start: ranged(start, range), back: ranged(back, range) };
    return this.returning.retention({ ...about(request), ...both });
  }

  override journeys(request: JourneysRequest): Promise<Journeys> {
    const { anchor, range } = request;
    return this.walks.journeys({
      ...about(request),
      anchor: anchor && { ...anchor, filters: ranged(anchor.filters, range) },
    });
  }

  override listEvents(list: EventList): Promise<Page<LiveEvent>> {
    return this.lists.events(about(list));
  }

  override listSessions(list: SessionList): Promise<Page<SessionRow> & { total: number }> {
    return this.lists.sessions(about(list));
  }

  override listUsers(list: UserList): Promise<Page<UserRow> & { total: number }> {
    return this.lists.users(about(list));
  }

  override listGroups(list: GroupList): Promise<Page<GroupRow> & { total: number }> {
    return this.groups.list(about(list));
  }

  override session(project: ProjectScope, sessionId: string): Promise<SessionDetail | null> {
    return this.profiles.session(project, sessionId);
  }

  override user(project: ProjectScope, distinctId: string): Promise<UserProfile | null> {
    return this.profiles.user(project, distinctId);
  }

  override group(project: ProjectScope, groupId: string): Promise<KnownGroup | null> {
    return this.groups.find(project.no, groupId);
  }

  override propertyNames(request: PropertyNamesRequest): Promise<PropertyName[]> {
    return this.suggestions.propertyNames(request);
  }

  override values(request: ValuesRequest): Promise<SuggestedValue[]> {
    return this.suggestions.values(request);
  }

  override export(request: RawExportRequest, left: AbortSignal): Promise<RawExport> {
    return this.rawExports.open(about(request), left);
  }

  override exportPerson(
    project: ProjectScope,
    distinctId: string,
    left: AbortSignal,
  ): Promise<PersonExport> {
    return this.personExports.open(project, distinctId, left);
  }

  override async firstEventAt(projectNo: number): Promise<Date | null> {
    const [row] = await this.database.query<{ at: Date | null }>(
      'SELECT min(at) AS at FROM events WHERE project_no = $1',
      [projectNo],
    );
    return row?.at ?? null;
  }

  override weighRemoval(what: Removable): Promise<RemovalSize> {
    return this.removals.weigh(what);
  }

  override beginRemoval(id: string, what: Removable): Promise<number> {
    return this.removals.begin(id, what);
  }

  override removeSome(id: string, projectNo: number, most: number): Promise<number> {
    return this.removals.removeSome(id, projectNo, most);
  }

  override forgetPerson(id: string, who: PersonToForget): Promise<number> {
    return this.removals.forget(id, who);
  }

  override storage(): Promise<Storage> {
    return this.sizes.storage();
  }

  override eraseProject(projectNo: number, most: number): Promise<number> {
    return this.erasure.eraseSome(projectNo, most);
  }
}

function walked<T extends FunnelPeopleRequest | FunnelRequest>(request: T): T {
  const steps = request.steps.map((step) => ranged(step, request.range));
  return { ...about(request), steps };
}
