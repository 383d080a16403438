import { DateTime } from 'luxon';
import type { IncomingEvent } from '../../src/events/event.js';
import type {
  Condition,
  Deed,
  Dimension,
  Filter,
  FilterDimension,
  ProjectScope,
} from '../../src/events/tally.js';
import { ReferenceAliases } from './reference-aliases.js';
import { linked, runsOf } from './reference-runs.js';

// No clock is put forward by more than an hour.
const SHORTEST_DAY_MS = 23 * 3_600_000;

/**
 * What every number means, computed the slow and obvious way over all events: the definition that the store is held
 * against. It shares no code with what it checks.
 */
export interface ReferenceRow {
  readonly bucket: number;
  readonly value: string;
  readonly events: number;
  readonly pageViews: number;
  readonly visits: number;
  readonly visitors: number;
  readonly users: number;
  readonly viewedVisits: number;
  readonly bounces: number;
  readonly durationMs: number;
}

export interface Visit {
  readonly events: IncomingEvent[];
  readonly visitor: string | null;
}

/** Epoch milliseconds; half-open. */
interface Span {
  readonly from: number;
  readonly to: number;
}

export class Reference {
  private readonly events: readonly IncomingEvent[];
  private readonly visitOf = new Map<IncomingEvent, Visit>();
  /** Who names turned out to be. */
  readonly aliases: ReferenceAliases;
  /** Of instants: finding one takes a while, and it is asked for again with every number. */
  private readonly days = new Map<number, string>();
  /** Calls that put somebody into a group, in order. */
  private readonly calls = new Map<string, IncomingEvent[]>();
  /** Yesterday's id of an id. */
  private readonly predecessors = new Map<string, string>();
  /** Where deeds that name no range are looked for. */
  private asked: Span = { from: -Infinity, to: Infinity };
  private readonly doers = new WeakMap<Deed, Map<string, ReadonlySet<string>>>();

  constructor(
    received: readonly IncomingEvent[],
    private readonly project: ProjectScope,
    /** Who names turned out to be, when events that are not among these say so. */
    known: ReferenceAliases | null = null,
  ) {
    const once = new Map<string, IncomingEvent>();
    const sent = received.map((event) => withoutStaleTies(event, project.timezone));
    for (const event of sent) if (!once.has(event.id)) once.set(event.id, event);
    this.events = [...once.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    for (const event of this.events) {
      const { visitor, previousVisitor } = event;
      if (visitor && previousVisitor) this.predecessors.set(visitor, previousVisitor);
    }
    this.aliases = known ?? new ReferenceAliases(this.events);
    this.cutVisits();
    this.noteGroups();
  }

  /** One row for each bucket and value; `buckets` are starts, or null for one bucket. */
  answer(
    from: number,
    to: number,
    dimension: Dimension | null,
    buckets: readonly number[] | null,
    filters: readonly Filter[] = [],
  ): ReferenceRow[] {
    this.about(from, to);
    const cells = new Map<string, { bucket: number; value: string; events: IncomingEvent[] }>();
    for (const event of this.events) {
      if (event.at < from || event.at >= to) continue;
      if (event.kind !== 'page_view' && event.kind !== 'custom') continue;
      if (!filters.every((filter) => this.passes(event, filter))) continue;
      const bucket = buckets ? buckets.filter((start) => start <= event.at).length - 1 : 0;
      const value = dimension === null ? '' : (this.valueOf(event, dimension) ?? '');
      const name = JSON.stringify([bucket, value]);
      const cell = cells.get(name) ?? { bucket, value, events: [] };
      cell.events.push(event);
      cells.set(name, cell);
    }
    return [...cells.values()].map(({ bucket, value, events }) => ({
      bucket,
      value,
      ...this.count(events),
    }));
  }

  /** Whose a name is in the end. */
  whoIs(name: string): string {
    return this.aliases.whoIs(name);
  }

  /** Every event once, in order, those that count nowhere included. */
  all(): readonly IncomingEvent[] {
    return this.events;
  }

  /** Says in which range the questions that follow ask. */
  about(from: number, to: number): void {
    this.asked = { from, to };
  }

  passes(event: IncomingEvent, filter: Filter, around = this.asked): boolean {
    if ('and' in filter) return filter.and.every((part) => this.passes(event, part, around));
    if ('or' in filter) return filter.or.some((part) => this.passes(event, part, around));
    if ('did' in filter) return this.hasDone(event, filter.did, around);
    if ('not' in filter) return !this.passes(event, filter.not, around);
    return this.meets(event, filter);
  }

  /** Counts what everybody did, and looks whether whose event this is did it often enough. */
  private hasDone(event: IncomingEvent, deed: Deed, around: Span): boolean {
    const from = deed.range?.from.getTime() ?? around.from;
    const to = deed.range?.to.getTime() ?? around.to;
    const bySpan = this.doers.get(deed) ?? new Map<string, ReadonlySet<string>>();
    this.doers.set(deed, bySpan);
    const doers = bySpan.get(`${from} ${to}`) ?? this.doersOf(deed, { from, to });
    bySpan.set(`${from} ${to}`, doers);
    return doers.has(this.whoseIs(event) ?? '');
  }

  private doersOf({ filters, count }: Deed, span: Span): ReadonlySet<string> {
    const done = this.countable(span.from, span.to).filter((event) =>
      filters.every((filter) => this.passes(event, filter, span)),
    );
    const byDoer = Map.groupBy(done, (event) => this.whoseIs(event) ?? '');
    byDoer.delete('');
    const { value } = count;
    const often = ({ length }: { length: number }): boolean =>
      count.operator === 'is'
        ? length === value
        : count.operator === 'gte'
          ? length >= value
          : length <= value;
    return new Set([...byDoer].filter(([, events]) => often(events)).map(([who]) => who));
  }

  /** The person, or the cookieless visitor of the day. */
  private whoseIs(event: IncomingEvent): string | null {
    return this.personOf(event) ?? this.cookielessOf(event);
  }

  private meets(event: IncomingEvent, filter: Condition): boolean {
    const value = this.valueOf(event, filter.dimension);
    const any = (fits: (value: string, wanted: string) => boolean): boolean =>
      value !== null && filter.values.some((wanted) => fits(value, wanted));
    const contains = (has: string, wanted: string): boolean =>
      has.toLowerCase().includes(wanted.toLowerCase());
    switch (filter.operator) {
      case 'is':
        return any((has, wanted) => has === wanted);
      case 'is_not':
        return !any((has, wanted) => has === wanted);
      case 'contains':
        return any(contains);
      case 'not_contains':
        return !any(contains);
      case 'starts_with':
        return any((has, wanted) => has.startsWith(wanted));
      case 'matches':
        return any((has, wanted) => globOf(wanted).test(has));
      case 'is_set':
        return value !== null;
      case 'is_not_set':
        return value === null;
      case 'gt':
        return any((has, wanted) => numberOf(has) > Number(wanted));
      case 'gte':
        return any((has, wanted) => numberOf(has) >= Number(wanted));
      case 'lt':
        return any((has, wanted) => numberOf(has) < Number(wanted));
      case 'lte':
        return any((has, wanted) => numberOf(has) <= Number(wanted));
    }
  }

  /** Ids of the countable events of a range, newest first. */
  eventIds(from: number, to: number): string[] {
    return this.countable(from, to)
      .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
      .map(({ id }) => id);
  }

  /** Start, end, countable events and page views of the visits with a countable event in a range, newest first. */
  visits(from: number, to: number): readonly (readonly [number, number, number, number])[] {
    const visits = new Set(this.countable(from, to).flatMap((one) => this.visitOf.get(one) ?? []));
    return [...visits]
      .map(({ events }) => {
        const times = events.map(({ at }) => at);
        const counted = events.filter(({ kind }) => kind === 'page_view' || kind === 'custom');
        const views = events.filter(({ kind }) => kind === 'page_view');
        return [Math.min(...times), Math.max(...times), counted.length, views.length] as const;
      })
      .sort((a, b) => b[0] - a[0] || b[1] - a[1] || b[2] - a[2] || b[3] - a[3]);
  }

  /** Every event once, in order. */
  everything(): readonly IncomingEvent[] {
    return this.events;
  }

  /** Countable events of a range, in order. */
  countable(from: number, to: number): IncomingEvent[] {
    return this.events.filter(
      ({ at, kind }) => at >= from && at < to && (kind === 'page_view' || kind === 'custom'),
    );
  }

  /** What these events count together. */
  count(events: readonly IncomingEvent[]): Omit<ReferenceRow, 'bucket' | 'value'> {
    const visits = new Set<Visit>();
    const visitors = new Set<string>();
    const users = new Set<string>();
    for (const event of events) {
      const visit = this.visitOf.get(event);
      if (visit) visits.add(visit);
      const person = this.personOf(event);
      if (person) visitors.add(person);
      const stranger = this.cookielessOf(event);
      if (person === null && stranger !== null) visitors.add(stranger);
      if (person?.startsWith('user ')) users.add(person);
    }
    const all = [...visits];
    const viewed = all.filter((visit) => viewsOf(visit).length > 0);
    return {
      events: events.length,
      pageViews: events.filter(({ kind }) => kind === 'page_view').length,
      visits: all.length,
      visitors: visitors.size,
      users: users.size,
      viewedVisits: viewed.length,
      bounces: viewed.filter((visit) => this.isBounce(visit)).length,
      durationMs: all.reduce((sum, { events: [...own] }) => sum + spanOf(own), 0),
    };
  }

  /** `user <id>` or `anonymous <id>`; null for the cookieless. */
  personOf(event: IncomingEvent): string | null {
    const name = this.nameOf(event);
    return name === null ? null : this.aliases.whoIs(name);
  }

  private nameOf(event: IncomingEvent): string | null {
    if (event.userId !== null) return `user ${event.userId}`;
    const visit = this.visitOf.get(event);
    const user = visit?.events.find((one) => one.userId !== null && !one.signedOut)?.userId;
    if (user && !event.signedOut) return `user ${user}`;
    if (event.anonymousId === null) return null;
    return `anonymous ${event.anonymousId}`;
  }

  /** The group an event names; else the one its person was put into last, or else first. */
  groupOf(event: IncomingEvent): string | null {
    if (event.groupId !== null) return event.groupId;
    const calls = this.calls.get(this.memberOf(event) ?? '') ?? [];
    const last = calls.findLast(({ at }) => at <= event.at) ?? calls[0];
    return last?.groupId ?? null;
  }

  /** The person, or else the visit. */
  private memberOf(event: IncomingEvent): string | null {
    const visit = this.visitOf.get(event);
    return this.personOf(event) ?? (visit ? `visit of ${visit.events[0]?.id}` : null);
  }

  private noteGroups(): void {
    for (const event of this.events) {
      const member = this.memberOf(event);
      if (event.name !== '$group' || event.groupId === null || member === null) continue;
      this.calls.set(member, [...(this.calls.get(member) ?? []), event]);
    }
  }

  /** The name of a cookieless visitor for the day on which the visit began; null without a visit. */
  cookielessOf(event: IncomingEvent): string | null {
    const visit = this.visitOf.get(event);
    return visit?.visitor ? `cookieless ${visit.visitor} ${this.dayOf(visit)}` : null;
  }

  /** The visit of an event; undefined for what a program sent. */
  visit(event: IncomingEvent): Visit | undefined {
    return this.visitOf.get(event);
  }

  private isBounce(visit: Visit): boolean {
    const engaged = visit.events.reduce((sum, { engagedMs }) => sum + engagedMs, 0);
    const acted = visit.events.some((one) => one.kind === 'custom' && one.interactive);
    const { bounceSeconds } = this.project;
    return (
      viewsOf(visit).length === 1 &&
      !acted &&
      (bounceSeconds === 0 || engaged < bounceSeconds * 1000)
    );
  }

  private dayOf(visit: Visit): string {
    const first = visit.events[0]?.at ?? 0;
    const day =
      this.days.get(first) ??
      DateTime.fromMillis(first, { zone: this.project.timezone }).toISODate() ??
      '';
    this.days.set(first, day);
    return day;
  }

  /** What a dimension reads of an event; null when there is nothing. */
  valueOf(event: IncomingEvent, dimension: FilterDimension): string | null {
    if (dimension.startsWith('property:')) return propertyOf(event, dimension.slice(9));
    return this.builtInOf(event, dimension as Dimension);
  }

  private builtInOf(event: IncomingEvent, dimension: Dimension): string | null {
    const visit = this.visitOf.get(event);
    const facts = visit?.events[0]?.facts;
    switch (dimension) {
      case 'page':
        return event.path;
      case 'hostname':
        return event.hostname;
      case 'event':
        return event.name;
      case 'user':
        return this.personOf(event)?.replace(/^\w+ /, '') ?? null;
      case 'group':
        return this.groupOf(event);
      case 'entry_page':
        return (visit && viewsOf(visit)[0]?.path) ?? null;
      case 'exit_page':
        return (visit && viewsOf(visit).at(-1)?.path) ?? null;
      case 'source':
        return facts ? (facts.source ?? 'Direct') : null;
      case 'utm_source':
        return facts?.utmSource ?? null;
      case 'utm_medium':
        return facts?.utmMedium ?? null;
      case 'utm_campaign':
        return facts?.utmCampaign ?? null;
      case 'utm_term':
        return facts?.utmTerm ?? null;
      case 'utm_content':
        return facts?.utmContent ?? null;
      case 'referrer':
      case 'channel':
      case 'country':
      case 'region':
      case 'city':
      case 'browser':
      case 'os':
      case 'device':
      case 'language':
      case 'screen':
        return facts?.[dimension] ?? null;
    }
  }

  /** Same visitor with gaps under the timeout, or the client's own session id; at most 24 hours. */
  private cutVisits(): void {
    const timeout = this.project.sessionTimeoutMinutes * 60_000;
    const groups = new Map<string, IncomingEvent[]>();
    for (const event of this.events) {
      const key = event.clientSession ?? (event.visitor === null ? null : this.machineOf(event));
      if (key === null) continue;
      const group = groups.get(key) ?? [];
      group.push(event);
      groups.set(key, group);
    }
    for (const events of groups.values()) {
      const own = events[0]?.clientSession !== null;
      const visits = own
        ? [events]
        : runsOf(events, timeout).flatMap((run) => linked(run, timeout));
      for (const visit of visits) this.cutByLength(visit);
    }
  }

  private cutByLength(events: readonly IncomingEvent[]): void {
    let current: IncomingEvent[] = [];
    for (const event of events) {
      if (event.at - (current[0]?.at ?? event.at) > 24 * 3_600_000) current = [];
      current.push(event);
      this.note(current);
    }
  }

  /** The oldest id that ids of this event's visitor lead back to: events of different ones never share a visit. */
  private machineOf(event: IncomingEvent): string {
    let id = event.visitor ?? '';
    for (
      let next = this.predecessors.get(id);
      next !== undefined;
      next = this.predecessors.get(id)
    ) {
      id = next;
    }
    return id;
  }

  private note(events: IncomingEvent[]): void {
    const ids = new Set(events.flatMap(({ visitor }) => (visitor === null ? [] : [visitor])));
    // A visit over midnight keeps the id it began with: the one that has no predecessor among the others.
    const later = new Set(
      events
        .filter(({ previousVisitor }) => previousVisitor !== null && ids.has(previousVisitor))
        .map(({ visitor }) => visitor),
    );
    const oldest = later.size > 0 ? [...ids].find((id) => !later.has(id)) : undefined;
    const visit: Visit = { events, visitor: oldest ?? events[0]?.visitor ?? null };
    for (const event of events) this.visitOf.set(event, visit);
  }
}

/** Yesterday's id is looked up for events of yesterday and today only, as seen from the day of their receipt. */
function withoutStaleTies(event: IncomingEvent, zone: string): IncomingEvent {
  // Yesterday began longer ago than that.
  if (event.receivedAt - event.at < SHORTEST_DAY_MS) return event;
  const received = DateTime.fromMillis(event.receivedAt, { zone }).startOf('day');
  const stale = event.at < received.minus({ days: 1 }).startOf('day').toMillis();
  return stale ? { ...event, previousVisitor: null } : event;
}

/** Page views in order; of two at the same instant, the smaller path counts as the earlier. */
export function viewsOf(visit: Visit): IncomingEvent[] {
  return visit.events
    .filter(({ kind }) => kind === 'page_view')
    .sort((a, b) => a.at - b.at || ((a.path ?? '') < (b.path ?? '') ? -1 : 1));
}

export function spanOf(events: readonly IncomingEvent[]): number {
  const times = events.map(({ at }) => at);
  return Math.max(...times) - Math.min(...times);
}

/** A property as text, in which lists and objects are JSON. */
function propertyOf(event: IncomingEvent, name: string): string | null {
  const own = event.properties && Object.hasOwn(event.properties, name);
  const value = own ? event.properties?.[name] : null;
  if (value === null || value === undefined) return null;
  // The store writes a space after each colon of an object.
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('":', '": ');
}

/** The number a text says; NaN, which compares with nothing, when it says none. */
export function numberOf(text: string): number {
  return /^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$/.test(text) ? Number(text) : NaN;
}

function globOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`);
}
