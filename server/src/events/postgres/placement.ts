import type pg from 'pg';
import { startOfDay } from '../calendar.js';
import { addToSession, openSession, type NumberedEvent, type Session } from '../session.js';
import { byTime, LONGEST_VISIT_MS, sessionise } from '../sessionise.js';
import {
  eventsOfSessions,
  findClientSessions,
  findVisits,
  takeSessionIds,
  type Reach,
  type StoredEvent,
} from './sessions.repository.js';

/** How a project's visits are cut. */
export interface VisitRules {
  readonly timezone: string;
  readonly sessionTimeoutMs: number;
}

/** Where the events of a batch belong, and what that changes. */
export interface Placement {
  /** Visit of a new event; events that open no visit are not in it. */
  readonly sessionOf: Map<NumberedEvent, Session>;
  readonly changed: Set<Session>;
  /** Visits that were joined to others. */
  readonly removed: Session[];
  readonly moves: { readonly event: StoredEvent; readonly sessionId: string }[];
}

/** Visits that a late event may re-cut lie within this distance of it. */
const RECUT_MS = 3 * LONGEST_VISIT_MS;
/** A client's clock may be this far ahead, so a visit may begin a little before the midnight it was received after. */
const CLOCK_SLACK_MS = 10 * 60 * 1000;

/**
 * Finds or opens the visit of each event. The caller holds the projects' lock, so nobody else places events of the same
 * visitors meanwhile.
 */
export async function placeEvents(
  client: pg.ClientBase,
  events: readonly NumberedEvent[],
  rules: ReadonlyMap<number, VisitRules>,
): Promise<Placement> {
  const ids = await SessionIds.take(client, events.length);
  const placement: Placement = {
    sessionOf: new Map(),
    changed: new Set(),
    removed: [],
    moves: [],
  };
  await placeByClientSession(client, events, placement, ids, rules);
  for (const group of await groupByVisitor(client, events, rules)) {
    if (placeInOrder(group, placement, ids)) continue;
    await recut(client, group, placement, ids);
  }
  return placement;
}

/** Session ids, fetched for the whole batch at once; what is left over is a gap in the sequence. */
class SessionIds {
  private constructor(private readonly ids: string[]) {}

  static async take(client: pg.ClientBase, events: number): Promise<SessionIds> {
    return new SessionIds(await takeSessionIds(client, events));
  }

  async fetch(client: pg.ClientBase, count: number): Promise<void> {
    this.ids.push(...(await takeSessionIds(client, count)));
  }

  giveBack(sessions: readonly Session[]): void {
    this.ids.push(...sessions.map(({ id }) => id));
  }

  next(): string {
    const id = this.ids.pop();
    if (id === undefined) throw new Error('More visits were opened than ids fetched.');
    return id;
  }
}

async function placeByClientSession(
  client: pg.ClientBase,
  events: readonly NumberedEvent[],
  placement: Placement,
  ids: SessionIds,
  rules: ReadonlyMap<number, VisitRules>,
): Promise<void> {
  const wanted = new Map<string, { projectNo: number; clientSession: string }>();
  for (const { projectNo, clientSession } of events) {
    if (clientSession !== null)
      wanted.set(`${projectNo} ${clientSession}`, { projectNo, clientSession });
  }
  const found = await findClientSessions(client, [...wanted.values()]);
  const sessions = new Map(found.map((one) => [`${one.projectNo} ${one.clientSession}`, one]));
  for (const event of events) {
    if (event.clientSession === null) continue;
    const name = `${event.projectNo} ${event.clientSession}`;
    const known = sessions.get(name);
    if (known) addToSession(known, event);
    const session = known ?? open(event, ids, rules.get(event.projectNo));
    sessions.set(name, session);
    note(placement, event, session);
  }
}

interface Group {
  readonly rules: VisitRules;
  readonly events: NumberedEvent[];
  readonly sessions: Session[];
}

/** One group a person: their id of today and of yesterday, and the visits near their events. */
async function groupByVisitor(
  client: pg.ClientBase,
  events: readonly NumberedEvent[],
  rules: ReadonlyMap<number, VisitRules>,
): Promise<Group[]> {
  const ids = new Aliases();
  const placed = events.filter((one) => one.clientSession === null && one.visitor !== null);
  for (const event of placed) {
    const name = visitorName(event.projectNo, event.visitor ?? '');
    ids.add(name);
    if (event.previousVisitor !== null) {
      ids.join(name, visitorName(event.projectNo, event.previousVisitor));
    }
  }
  const groups = new Map<string, Group>();
  for (const event of placed) {
    const rule = rules.get(event.projectNo);
    if (!rule) continue;
    const root = ids.find(visitorName(event.projectNo, event.visitor ?? ''));
    const group = groups.get(root) ?? { rules: rule, events: [], sessions: [] };
    group.events.push(event);
    groups.set(root, group);
  }
  const sessions = await findVisits(
    client,
    [...groups.values()].flatMap((group) => reaches(group, LONGEST_VISIT_MS)),
  );
  for (const session of sessions) {
    const names = [session.visitor, session.previousVisitor].flatMap((visitor) =>
      visitor === null ? [] : [visitorName(session.projectNo, visitor)],
    );
    const known = names.find((name) => ids.has(name));
    if (known) groups.get(ids.find(known))?.sessions.push(session);
  }
  for (const group of groups.values()) group.events.sort(byTime);
  return [...groups.values()];
}

function visitorName(projectNo: number, visitor: string): string {
  return `${projectNo} ${visitor}`;
}

function reaches(group: Group, margin: number): Reach[] {
  const times = group.events.map(({ at }) => at);
  const span = {
    from: Math.min(...times) - margin - group.rules.sessionTimeoutMs,
    to: Math.max(...times) + margin + group.rules.sessionTimeoutMs,
  };
  const visitors = new Map<string, Reach>();
  for (const { projectNo, visitor, previousVisitor } of group.events) {
    for (const id of [visitor, previousVisitor]) {
      if (id !== null) visitors.set(id, { projectNo, visitor: id, ...span });
    }
  }
  return [...visitors.values()];
}

/**
 * The usual way: each event joins the one visit it is close to, or opens one. False, and nothing done, when an event
 * would join two visits or make one too long: then only a fresh cut of all their events is right.
 */
function placeInOrder(group: Group, placement: Placement, ids: SessionIds): boolean {
  const timeout = group.rules.sessionTimeoutMs;
  const sessions = group.sessions.map((session) => ({ ...session }));
  const placed: [NumberedEvent, Session][] = [];
  const opened: Session[] = [];
  const giveUp = (): false => {
    ids.giveBack(opened);
    return false;
  };
  for (const event of group.events) {
    const near = sessions.filter(
      ({ startedAt, lastAt }) => event.at > startedAt - timeout && event.at < lastAt + timeout,
    );
    let session: Session | undefined;
    if (sessions.every(({ lastAt }) => lastAt <= event.at)) {
      const latest = sessions.reduce<Session | undefined>(
        (best, one) => (best === undefined || one.startedAt > best.startedAt ? one : best),
        undefined,
      );
      const fits = latest !== undefined && event.at - latest.startedAt <= LONGEST_VISIT_MS;
      session = fits && near.includes(latest) ? latest : undefined;
    } else {
      if (near.length > 1) return giveUp();
      session = near[0];
      if (session && spanWith(session, event) > LONGEST_VISIT_MS) return giveUp();
      if (session && touchesAnother(sessions, session, event, timeout)) {
        return giveUp();
      }
    }
    if (session) addToSession(session, event);
    else {
      session = open(event, ids, group.rules);
      sessions.push(session);
      opened.push(session);
    }
    placed.push([event, session]);
  }
  for (const [event, session] of placed) note(placement, event, session);
  return true;
}

function spanWith(session: Session, event: NumberedEvent): number {
  return Math.max(session.lastAt, event.at) - Math.min(session.startedAt, event.at);
}

/** Whether the visit, with the event in it, would come so close to another one that the two are one. */
function touchesAnother(
  sessions: readonly Session[],
  session: Session,
  event: NumberedEvent,
  timeout: number,
): boolean {
  const start = Math.min(session.startedAt, event.at);
  const last = Math.max(session.lastAt, event.at);
  return sessions.some(
    (other) =>
      other !== session && other.startedAt < last + timeout && start < other.lastAt + timeout,
  );
}

/** The rare way: cuts all events of the visits around anew, stored and new ones together. */
async function recut(
  client: pg.ClientBase,
  group: Group,
  placement: Placement,
  ids: SessionIds,
): Promise<void> {
  const old = await findVisits(client, reaches(group, RECUT_MS));
  const stored = await eventsOfSessions(client, old);
  const all: (NumberedEvent | StoredEvent)[] = [...stored, ...group.events];
  const unused = new Map(old.map((session) => [session.id, session]));
  const visits = sessionise(all.sort(byTime), group.rules.sessionTimeoutMs);
  await ids.fetch(client, Math.max(0, visits.length - old.length));
  for (const visit of visits) {
    const keeper = visit.find((event) => isStored(event) && unused.has(event.sessionId));
    const id = keeper && isStored(keeper) ? keeper.sessionId : ids.next();
    unused.delete(id);
    const [first, ...rest] = visit;
    if (!first) continue;
    const session = isStored(first) ? openSession(id, first) : open(first, ids, group.rules, id);
    for (const event of rest) addToSession(session, event);
    placement.changed.add(session);
    for (const event of visit) {
      if (!isStored(event)) note(placement, event, session);
      else if (event.sessionId !== id) placement.moves.push({ event, sessionId: id });
    }
  }
  placement.removed.push(...unused.values());
}

function isStored(event: NumberedEvent | StoredEvent): event is StoredEvent {
  return 'sessionId' in event;
}

function open(
  event: NumberedEvent,
  ids: SessionIds,
  rules: VisitRules | undefined,
  id = ids.next(),
): Session {
  const session = openSession(id, event);
  if (rules && !mayFollowYesterday(event, rules)) session.previousVisitor = null;
  return session;
}

/** Only a visit that begins soon after midnight may turn out to continue one that is stored after it. */
function mayFollowYesterday(event: NumberedEvent, rules: VisitRules): boolean {
  const midnight = startOfDay(rules.timezone, event.receivedAt);
  return event.at < midnight + rules.sessionTimeoutMs + CLOCK_SLACK_MS;
}

function note(placement: Placement, event: NumberedEvent, session: Session): void {
  placement.sessionOf.set(event, session);
  placement.changed.add(session);
}

/** Names that turned out to mean the same (disjoint sets with path halving). */
class Aliases {
  private readonly parents = new Map<string, string>();

  has(name: string): boolean {
    return this.parents.has(name);
  }

  add(name: string): void {
    if (!this.parents.has(name)) this.parents.set(name, name);
  }

  join(a: string, b: string): void {
    this.add(b);
    this.parents.set(this.find(a), this.find(b));
  }

  find(name: string): string {
    let at = name;
    for (;;) {
      const parent = this.parents.get(at) ?? at;
      if (parent === at) return at;
      const grand = this.parents.get(parent) ?? parent;
      this.parents.set(at, grand);
      at = grand;
    }
  }
}
