import type pg from 'pg';
import { startOfDay } from '../calendar.js';
import { addToSession, openSession, type NumberedEvent, type Session } from '../session.js';
import { byTime, LONGEST_VISIT_MS, sessionise } from '../sessionise.js';
import {
  eventsOfSessions,
  findClientSessions,
  findVisits,
  takeSessionIds,
  type ClientReach,
  type StoredEvent,
  type VisitorReach,
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
  for (const group of await groupEvents(client, events, rules)) {
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

/** Events that may share a visit, and the visits near them. */
interface Group {
  readonly rules: VisitRules;
  /** From this gap on, two events belong to two visits. */
  readonly timeoutMs: number;
  readonly events: NumberedEvent[];
  readonly sessions: Session[];
}

/** A session id of the client's bridges any gap, and only the longest visit ends it. */
const NO_TIMEOUT = LONGEST_VISIT_MS + 1;

/** One group a visitor (their id of today and of yesterday are one), and one a session id of a client's. */
async function groupEvents(
  client: pg.ClientBase,
  events: readonly NumberedEvent[],
  rules: ReadonlyMap<number, VisitRules>,
): Promise<Group[]> {
  const names = new Aliases();
  const placed = events.filter((one) => one.clientSession !== null || one.visitor !== null);
  for (const event of placed) {
    const name = groupName(event);
    names.add(name);
    if (event.clientSession === null && event.previousVisitor !== null) {
      names.join(name, groupName({ ...event, visitor: event.previousVisitor }));
    }
  }
  const groups = new Map<string, Group>();
  for (const event of placed) {
    const rule = rules.get(event.projectNo);
    if (!rule) continue;
    const root = names.find(groupName(event));
    const timeoutMs = event.clientSession === null ? rule.sessionTimeoutMs : NO_TIMEOUT;
    const group = groups.get(root) ?? { rules: rule, timeoutMs, events: [], sessions: [] };
    group.events.push(event);
    groups.set(root, group);
  }
  const all = [...groups.values()];
  for (const session of await findNear(client, all, LONGEST_VISIT_MS)) {
    const root = [session.visitor, session.previousVisitor]
      .map((visitor) => groupName({ ...session, visitor }))
      .find((name) => names.has(name));
    if (root) groups.get(names.find(root))?.sessions.push(session);
  }
  for (const group of all) group.events.sort(byTime);
  return all;
}

function groupName({
  projectNo,
  clientSession,
  visitor,
}: Pick<NumberedEvent, 'projectNo' | 'clientSession' | 'visitor'>): string {
  return clientSession === null
    ? `${projectNo} visitor ${visitor}`
    : `${projectNo} client ${clientSession}`;
}

/** Visits that begin at most `margin` (and a timeout) before or after the events of these groups. */
async function findNear(
  client: pg.ClientBase,
  groups: readonly Group[],
  margin: number,
): Promise<Session[]> {
  const wanted = groups.flatMap((group) => reaches(group, margin));
  return [
    ...(await findVisits(client, wanted.filter(isOfVisitor))),
    ...(await findClientSessions(client, wanted.filter(isOfClient))),
  ];
}

function reaches(group: Group, margin: number): (VisitorReach | ClientReach)[] {
  const times = group.events.map(({ at }) => at);
  const from = Math.min(...times) - margin - group.timeoutMs;
  const to = Math.max(...times) + margin + group.timeoutMs;
  const wanted = new Map<string, VisitorReach | ClientReach>();
  for (const { projectNo, clientSession, visitor, previousVisitor } of group.events) {
    if (clientSession !== null) {
      wanted.set(clientSession, { projectNo, clientSession, from, to });
      continue;
    }
    for (const id of [visitor, previousVisitor]) {
      if (id !== null) wanted.set(id, { projectNo, visitor: id, from, to });
    }
  }
  return [...wanted.values()];
}

function isOfVisitor(reach: VisitorReach | ClientReach): reach is VisitorReach {
  return 'visitor' in reach;
}

function isOfClient(reach: VisitorReach | ClientReach): reach is ClientReach {
  return 'clientSession' in reach;
}

/**
 * The usual way: each event joins the one visit it is close to, or opens one. False, and nothing done, when an event
 * would join two visits or make one too long: then only a fresh cut of all their events is right.
 */
function placeInOrder(group: Group, placement: Placement, ids: SessionIds): boolean {
  const timeout = group.timeoutMs;
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
  const old = await findNear(client, [group], RECUT_MS);
  const stored = await eventsOfSessions(client, old);
  const all: (NumberedEvent | StoredEvent)[] = [...stored, ...group.events];
  const unused = new Map(old.map((session) => [session.id, session]));
  const visits = sessionise(all.sort(byTime), group.timeoutMs);
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

function open(event: NumberedEvent, ids: SessionIds, rules: VisitRules, id = ids.next()): Session {
  const session = openSession(id, event);
  if (!mayFollowYesterday(event, rules)) session.previousVisitor = null;
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
