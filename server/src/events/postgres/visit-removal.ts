import type pg from 'pg';
import type { Session } from '../session.js';
import { NO_TIMEOUT, REACH_MS } from './groups.js';
import { areTied, tiesOfSession } from './handover.js';
import type { Placement } from './placed.js';
import type { ProjectRules } from './project-lock.js';
import { cut } from './recut.js';
import {
  eventsOfSessions,
  moveEvents,
  removeEvents,
  type StoredEvent,
} from './session-events.repository.js';
import { SessionIds } from './session-ids.js';
import {
  findClientSessions,
  findSessions,
  findVisits,
  removeSessions,
  saveSessions,
} from './sessions.repository.js';
import { loadFacts } from './visit-facts.repository.js';

/**
 * Makes visits what they are without the events that have just been taken out of them: cut anew, or removed. What has no
 * countable event any more goes with the last one, engagement and sign-ins too: nobody could ever see or remove it.
 * Gives the visits as they were, whose days have to be counted anew.
 */
export async function mendVisits(
  client: pg.ClientBase,
  projectNo: number,
  sessionIds: readonly string[],
  rules: ProjectRules,
): Promise<Session[]> {
  const touched = await findSessions(client, projectNo, sessionIds);
  const groups = neighbourhoods(touched, await findAround(client, touched), rules);
  const sessions = groups.flat();
  await loadFacts(client, sessions);
  const events = await eventsOfSessions(client, sessions);
  const placement = await cutAnew(client, groups, events, rules);
  const silent = new Set([...placement.changed].filter((session) => session.events === 0));
  await removeEvents(client, projectNo, eventsOf(silent, events, placement));
  await removeSessions(
    client,
    [...placement.removed, ...silent].map(({ id }) => id),
  );
  await moveEvents(client, placement.moves);
  const kept = placement.changed.difference(silent);
  await saveSessions(client, kept, placement.stored, new Map([[projectNo, rules]]));
  return sessions;
}

async function cutAnew(
  client: pg.ClientBase,
  groups: readonly Session[][],
  events: readonly StoredEvent[],
  rules: ProjectRules,
): Promise<Placement> {
  const bySession = Map.groupBy(events, ({ sessionId }) => sessionId);
  const placement: Placement = {
    stored: new Map(groups.flat().map((session) => [session.id, session])),
    sessionOf: new Map(),
    changed: new Set(),
    removed: [],
    moves: [],
  };
  const ids = await SessionIds.take(client, 0);
  for (const sessions of groups) {
    const [first] = sessions;
    if (!first) continue;
    const stored = sessions.flatMap(({ id }) => bySession.get(id) ?? []);
    const timeoutMs = timeoutOf(first, rules);
    await cut(client, { rules, timeoutMs, events: [], sessions }, stored, placement, ids);
  }
  return placement;
}

/** The stored events that belong to these visits now. */
function eventsOf(
  sessions: ReadonlySet<Session>,
  events: readonly StoredEvent[],
  { moves }: Placement,
): StoredEvent[] {
  const ids = new Set([...sessions].map(({ id }) => id));
  const movedTo = new Map(moves.map(({ event, sessionId }) => [event, sessionId]));
  return events.filter((event) => ids.has(movedTo.get(event) ?? event.sessionId));
}

/** The visits of the same visitors so near that they may be cut elsewhere now. */
async function findAround(client: pg.ClientBase, touched: readonly Session[]): Promise<Session[]> {
  const byVisitor = new Map<
    string,
    { projectNo: number; visitor: string; from: number; to: number }
  >();
  const byClient = new Map<
    string,
    { projectNo: number; clientSession: string; from: number; to: number }
  >();
  for (const session of touched) {
    const { projectNo, clientSession } = session;
    const [from, to] = [session.startedAt - REACH_MS, session.lastAt + REACH_MS];
    if (clientSession !== null) {
      widen(byClient, clientSession, { projectNo, clientSession, from, to });
      continue;
    }
    for (const visitor of [session.visitor, session.previousVisitor, session.nextVisitor]) {
      if (visitor !== null) widen(byVisitor, visitor, { projectNo, visitor, from, to });
    }
  }
  return [
    ...(await findVisits(client, [...byVisitor.values()])),
    ...(await findClientSessions(client, [...byClient.values()])),
  ];
}

function widen<Reach extends { from: number; to: number }>(
  reaches: Map<string, Reach>,
  name: string,
  reach: Reach,
): void {
  const known = reaches.get(name);
  if (!known) reaches.set(name, reach);
  else {
    known.from = Math.min(known.from, reach.from);
    known.to = Math.max(known.to, reach.to);
  }
}

/** Each touched visit with all that touch it, and those that touch these: what one longest visit was cut into. */
function neighbourhoods(
  touched: readonly Session[],
  around: readonly Session[],
  rules: ProjectRules,
): Session[][] {
  const all = [
    ...new Map([...around, ...touched].map((session) => [session.id, session])).values(),
  ];
  const byName = new Map<string, Session[]>();
  for (const session of all) {
    for (const name of namesOf(session)) byName.set(name, [...(byName.get(name) ?? []), session]);
  }
  const taken = new Set<Session>();
  const groups: Session[][] = [];
  for (const start of touched) {
    if (taken.has(start)) continue;
    taken.add(start);
    const group = [start];
    for (const one of group) {
      for (const other of namesOf(one).flatMap((name) => byName.get(name) ?? [])) {
        if (taken.has(other) || !touch(one, other, rules)) continue;
        taken.add(other);
        group.push(other);
      }
    }
    groups.push(group);
  }
  return groups;
}

function namesOf(session: Session): string[] {
  const { clientSession, visitor, previousVisitor, nextVisitor } = session;
  if (clientSession !== null) return [`client ${clientSession}`];
  return [visitor, previousVisitor, nextVisitor].filter((name) => name !== null);
}

function touch(one: Session, other: Session, rules: ProjectRules): boolean {
  const timeout = timeoutOf(one, rules);
  const isNear = other.startedAt < one.lastAt + timeout && one.startedAt < other.lastAt + timeout;
  return (
    isNear && (one.clientSession !== null || areTied(tiesOfSession(one), tiesOfSession(other)))
  );
}

function timeoutOf(session: Session, { sessionTimeoutMs }: ProjectRules): number {
  return session.clientSession === null ? sessionTimeoutMs : NO_TIMEOUT;
}
