import { DateTime } from 'luxon';
import type { IncomingEvent } from '../../src/events/event.js';
import type { Dimension, ProjectScope } from '../../src/events/tally.js';

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

interface Visit {
  readonly events: IncomingEvent[];
  readonly visitor: string | null;
}

export class Reference {
  private readonly events: readonly IncomingEvent[];
  private readonly visitOf = new Map<IncomingEvent, Visit>();
  private readonly aliases = new Map<string, string>();

  constructor(
    sent: readonly IncomingEvent[],
    private readonly project: ProjectScope,
  ) {
    const once = new Map<string, IncomingEvent>();
    for (const event of sent) if (!once.has(event.id)) once.set(event.id, event);
    this.events = [...once.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    for (const event of this.events) {
      if (event.userId !== null && event.anonymousId !== null) {
        this.aliases.set(event.anonymousId, event.userId);
      }
    }
    this.cutVisits();
  }

  /** One row for each bucket and value; `buckets` are starts, or null for one bucket. */
  answer(
    from: number,
    to: number,
    dimension: Dimension | null,
    buckets: readonly number[] | null,
  ): ReferenceRow[] {
    const cells = new Map<string, { bucket: number; value: string; events: IncomingEvent[] }>();
    for (const event of this.events) {
      if (event.at < from || event.at >= to) continue;
      if (event.kind !== 'page_view' && event.kind !== 'custom') continue;
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

  private count(events: readonly IncomingEvent[]): Omit<ReferenceRow, 'bucket' | 'value'> {
    const visits = new Set<Visit>();
    const visitors = new Set<string>();
    const users = new Set<string>();
    for (const event of events) {
      const visit = this.visitOf.get(event);
      if (visit) visits.add(visit);
      const person = this.personOf(event);
      if (person) visitors.add(person);
      else if (visit?.visitor) visitors.add(`cookieless ${visit.visitor} ${this.dayOf(visit)}`);
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

  private personOf(event: IncomingEvent): string | null {
    if (event.userId !== null) return `user ${event.userId}`;
    const visit = this.visitOf.get(event);
    const user = visit?.events.find((one) => one.userId !== null && !one.signedOut)?.userId;
    if (user && !event.signedOut) return `user ${user}`;
    if (event.anonymousId === null) return null;
    const alias = this.aliases.get(event.anonymousId);
    return alias ? `user ${alias}` : `anonymous ${event.anonymousId}`;
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
    return DateTime.fromMillis(first, { zone: this.project.timezone }).toISODate() ?? '';
  }

  private valueOf(event: IncomingEvent, dimension: Dimension): string | null {
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
      default:
        return facts?.[dimension] ?? null;
    }
  }

  /** Same visitor (today's id or yesterday's) with gaps under the timeout, or the client's own id; at most 24 hours. */
  private cutVisits(): void {
    const groups = new Map<string, IncomingEvent[]>();
    const predecessor = new Map<string, string>();
    for (const { visitor, previousVisitor } of this.events) {
      if (visitor && previousVisitor) predecessor.set(visitor, previousVisitor);
    }
    const oldest = (visitor: string): string => {
      let id = visitor;
      for (let next = predecessor.get(id); next !== undefined; next = predecessor.get(id))
        id = next;
      return id;
    };
    for (const event of this.events) {
      const own = event.clientSession !== null ? `client ${event.clientSession}` : null;
      const key = own ?? (event.visitor === null ? null : oldest(event.visitor));
      if (key !== null) groups.set(key, [...(groups.get(key) ?? []), event]);
    }
    for (const [key, events] of groups) {
      let current: IncomingEvent[] = [];
      for (const event of events) {
        const [first, last] = [current[0], current.at(-1)];
        const goesOn =
          first !== undefined &&
          last !== undefined &&
          event.at - first.at <= 24 * 3_600_000 &&
          (key.startsWith('client ') ||
            event.at - last.at < this.project.sessionTimeoutMinutes * 60_000);
        if (!goesOn) current = [];
        current.push(event);
        this.note(current);
      }
    }
  }

  private note(events: IncomingEvent[]): void {
    const ids = new Set(events.flatMap(({ visitor }) => (visitor === null ? [] : [visitor])));
    // A visit over midnight keeps the id it began with: the one that another names as its predecessor.
    const older = events.find(
      ({ previousVisitor }) => previousVisitor !== null && ids.has(previousVisitor),
    )?.previousVisitor;
    const visit: Visit = { events, visitor: older ?? events[0]?.visitor ?? null };
    for (const event of events) this.visitOf.set(event, visit);
  }
}

/** Page views in order; of two at the same instant, the smaller path counts as the earlier. */
function viewsOf(visit: Visit): IncomingEvent[] {
  return visit.events
    .filter(({ kind }) => kind === 'page_view')
    .sort((a, b) => a.at - b.at || ((a.path ?? '') < (b.path ?? '') ? -1 : 1));
}

function spanOf(events: readonly IncomingEvent[]): number {
  const times = events.map(({ at }) => at);
  return Math.max(...times) - Math.min(...times);
}
