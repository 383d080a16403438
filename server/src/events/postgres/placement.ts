import type pg from 'pg';
import type { NumberedEvent, Session } from '../session.js';
import { LONGEST_VISIT_MS } from '../sessionise.js';
import { groupEvents, type Group } from './groups.js';
import { areTied, tiesOfEvent, tiesOfSession, type VisitRules } from './handover.js';
import { join, note, open, type Placement } from './placed.js';
import { recut } from './recut.js';
import { SessionIds } from './session-ids.js';

/**
 * Finds or opens the visit of each event. The caller holds the projects' lock, so nobody else places events of the same
 * visitors meanwhile.
 */
export async function placeEvents(
  client: pg.ClientBase,
  events: readonly NumberedEvent[],
  rules: ReadonlyMap<number, VisitRules>,
): Promise<Placement> {
  const groups = await groupEvents(client, events, rules);
  const stored = groups.flatMap(({ sessions }) => sessions);
  const ids = await SessionIds.take(client, events.length);
  const placement: Placement = {
    stored: new Map(stored.map((session) => [session.id, session])),
    sessionOf: new Map(),
    changed: new Set(),
    removed: [],
    moves: [],
  };
  for (const group of groups) {
    if (placeInOrder(group, placement, ids)) continue;
    await recut(client, group, placement, ids);
  }
  return placement;
}

/**
 * The usual way: each event joins the one visit it is close to, or opens one. False, and nothing done, when an event
 * would join two visits or make one too long: then only a fresh cut of all their events is right.
 */
function placeInOrder(group: Group, placement: Placement, ids: SessionIds): boolean {
  const sessions = group.sessions.map((session) => ({ ...session }));
  const placed: [NumberedEvent, Session][] = [];
  const opened: Session[] = [];
  for (const event of group.events) {
    const found = findVisit(sessions, event, group.timeoutMs);
    if (found === 'unclear') {
      ids.giveBack(opened);
      return false;
    }
    const session = found ?? open(event, ids.next(), group.rules);
    if (found) join(session, event, group.rules, false);
    else {
      sessions.push(session);
      opened.push(session);
    }
    placed.push([event, session]);
  }
  for (const [event, session] of placed) note(placement, event, session);
  return true;
}

/** The visit an event belongs to; null when it opens one; unclear when others would have to change. */
function findVisit(
  sessions: readonly Session[],
  event: NumberedEvent,
  timeout: number,
): Session | null | 'unclear' {
  const own = sessions.filter((session) => isSameVisitor(session, event));
  const near = own.filter(
    ({ startedAt, lastAt }) => event.at > startedAt - timeout && event.at < lastAt + timeout,
  );
  // Several near ones are apart only because together they were too long: then it belongs to the last, or after it.
  const latest = near.reduce<Session | null>(
    (best, one) => (best === null || one.startedAt > best.startedAt ? one : best),
    null,
  );
  if (latest === null) return null;
  const isNewest = own.every(({ lastAt }) => lastAt <= event.at);
  if (near.some((one) => one !== latest && !(isNewest && areOneVisitor(one, latest))))
    return 'unclear';
  if (touchesAnother(sessions, latest, event, timeout)) return 'unclear';
  const span = Math.max(latest.lastAt, event.at) - Math.min(latest.startedAt, event.at);
  if (span <= LONGEST_VISIT_MS) return latest;
  return isNewest ? null : 'unclear';
}

/** Whether the event brings its visit so close to another one of the visitor that the two are one. */
function touchesAnother(
  sessions: readonly Session[],
  session: Session,
  event: NumberedEvent,
  timeout: number,
): boolean {
  const start = Math.min(session.startedAt, event.at);
  const last = Math.max(session.lastAt, event.at);
  return sessions.some((other) => {
    if (other === session || !(areOneVisitor(other, session) || isSameVisitor(other, event))) {
      return false;
    }
    const touched =
      other.startedAt < session.lastAt + timeout && session.startedAt < other.lastAt + timeout;
    const touches = other.startedAt < last + timeout && start < other.lastAt + timeout;
    return touches && !(touched && areOneVisitor(other, session));
  });
}

function isSameVisitor(session: Session, event: NumberedEvent): boolean {
  return session.clientSession !== null || areTied(tiesOfSession(session), tiesOfEvent(event));
}

function areOneVisitor(one: Session, other: Session): boolean {
  return one.clientSession !== null || areTied(tiesOfSession(one), tiesOfSession(other));
}
