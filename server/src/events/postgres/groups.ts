import type pg from 'pg';
import type { NumberedEvent, Session } from '../session.js';
import { byTime, LONGEST_VISIT_MS } from '../sessionise.js';
import type { VisitRules } from './handover.js';
import {
  findClientSessions,
  findVisits,
  type ClientReach,
  type VisitorReach,
} from './sessions.repository.js';

/** Visits that an event may join, tie together or have cut anew lie within this distance of it. */
export const REACH_MS = 3 * LONGEST_VISIT_MS;

/** Events that may share a visit, and the visits near them. */
export interface Group {
  readonly rules: VisitRules;
  /** From this gap on, two events belong to two visits. */
  readonly timeoutMs: number;
  readonly events: NumberedEvent[];
  readonly sessions: Session[];
}

/** A session id of the client's bridges any gap, and only the longest visit ends it. */
export const NO_TIMEOUT = LONGEST_VISIT_MS + 1;

/**
 * One group a visitor, and one a session id of a client's. All ids by which a visitor is known (of today, of yesterday,
 * and those that a stored visit ties together) are one group, so that no visit belongs to two.
 */
export async function groupEvents(
  client: pg.ClientBase,
  events: readonly NumberedEvent[],
  rules: ReadonlyMap<number, VisitRules>,
): Promise<Group[]> {
  const named = events
    .filter((one) => one.clientSession !== null || one.visitor !== null)
    .sort(byTime)
    .map((event) => ({ event, name: groupName(event) }));
  const sessions = await findNear(client, named, rules);
  const names = new Aliases();
  for (const { event, name } of named) joinNames(names, name, event);
  for (const session of sessions) joinNames(names, groupName(session), session);
  const groups = new Map<string, Group>();
  for (const { event, name } of named) {
    const rule = rules.get(event.projectNo);
    if (!rule) continue;
    const root = names.find(name);
    let group = groups.get(root);
    if (!group) {
      const timeoutMs = event.clientSession === null ? rule.sessionTimeoutMs : NO_TIMEOUT;
      groups.set(root, (group = { rules: rule, timeoutMs, events: [], sessions: [] }));
    }
    group.events.push(event);
  }
  for (const session of sessions)
    groups.get(names.find(groupName(session)))?.sessions.push(session);
  return [...groups.values()];
}

interface Named {
  readonly event: NumberedEvent;
  readonly name: string;
}

type Identified = Pick<
  NumberedEvent,
  'projectNo' | 'clientSession' | 'visitor' | 'previousVisitor'
>;

function groupName({
  projectNo,
  clientSession,
  visitor,
}: Omit<Identified, 'previousVisitor'>): string {
  return clientSession === null
    ? `${projectNo} visitor ${visitor}`
    : `${projectNo} client ${clientSession}`;
}

/** Makes all names of what has a name mean the same. */
function joinNames(
  names: Aliases,
  name: string,
  one: Identified & { readonly nextVisitor?: string | null },
): void {
  if (one.clientSession !== null) return;
  const { projectNo } = one;
  for (const visitor of [one.previousVisitor, one.nextVisitor ?? null]) {
    if (visitor !== null) names.join(name, groupName({ projectNo, clientSession: null, visitor }));
  }
}

/** The visits that these events could belong to, tie together or cut anew. */
async function findNear(
  client: pg.ClientBase,
  events: readonly Named[],
  rules: ReadonlyMap<number, VisitRules>,
): Promise<Session[]> {
  const wanted = [...reachesOf(events).values()].filter(({ projectNo }) => rules.has(projectNo));
  const found = [
    ...(await findVisits(client, wanted.filter(isOfVisitor))),
    ...(await findClientSessions(client, wanted.filter(isOfClient))),
  ];
  // One that is known by several ids was found under each.
  return [...new Map(found.map((session) => [session.id, session])).values()];
}

function reachesOf(events: readonly Named[]): Map<string, VisitorReach | ClientReach> {
  const wanted = new Map<string, VisitorReach | ClientReach>();
  const isWanted = (name: string, at: number): boolean => {
    const known = wanted.get(name);
    if (!known) return false;
    known.from = Math.min(known.from, at - REACH_MS);
    known.to = Math.max(known.to, at + REACH_MS);
    return true;
  };
  for (const { event, name } of events) {
    const { projectNo, clientSession, visitor, previousVisitor, at } = event;
    const span = { from: at - REACH_MS, to: at + REACH_MS };
    if (!isWanted(name, at)) {
      if (clientSession !== null) wanted.set(name, { projectNo, clientSession, ...span });
      else if (visitor !== null) wanted.set(name, { projectNo, visitor, ...span });
    }
    if (clientSession !== null || previousVisitor === null) continue;
    const before = groupName({ projectNo, clientSession, visitor: previousVisitor });
    if (!isWanted(before, at)) wanted.set(before, { projectNo, visitor: previousVisitor, ...span });
  }
  return wanted;
}

function isOfVisitor(reach: VisitorReach | ClientReach): reach is VisitorReach {
  return 'visitor' in reach;
}

function isOfClient(reach: VisitorReach | ClientReach): reach is ClientReach {
  return 'clientSession' in reach;
}

/** Names that turned out to mean the same (disjoint sets with path halving). */
class Aliases {
  private readonly parents = new Map<string, string>();

  join(a: string, b: string): void {
    const [one, other] = [this.find(a), this.find(b)];
    if (one !== other) this.parents.set(one, other);
  }

  find(name: string): string {
    let at = name;
    for (;;) {
      const parent = this.parents.get(at);
      if (parent === undefined) return at;
      const grand = this.parents.get(parent);
      if (grand === undefined) return parent;
      this.parents.set(at, grand);
      at = grand;
    }
  }
}
