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
const REACH_MS = 3 * LONGEST_VISIT_MS;

/** Events that may share a visit, and the visits near them. */
export interface Group {
  readonly rules: VisitRules;
  /** From this gap on, two events belong to two visits. */
  readonly timeoutMs: number;
  readonly events: NumberedEvent[];
  readonly sessions: Session[];
}

/** A session id of the client's bridges any gap, and only the longest visit ends it. */
const NO_TIMEOUT = LONGEST_VISIT_MS + 1;

/**
 * One group a visitor, and one a session id of a client's. All ids by which a visitor is known (of today, of yesterday,
 * and those that a stored visit ties together) are one group, so that no visit belongs to two.
 */
export async function groupEvents(
  client: pg.ClientBase,
  events: readonly NumberedEvent[],
  rules: ReadonlyMap<number, VisitRules>,
): Promise<Group[]> {
  const placed = events.filter((one) => one.clientSession !== null || one.visitor !== null);
  const sessions = await findNear(client, placed, rules);
  const names = new Aliases();
  for (const one of [...placed, ...sessions]) {
    for (const other of namesOf(one)) names.join(groupName(one), other);
  }
  const groups = new Map<string, Group>();
  for (const event of [...placed].sort(byTime)) {
    const rule = rules.get(event.projectNo);
    if (!rule) continue;
    const root = names.find(groupName(event));
    const timeoutMs = event.clientSession === null ? rule.sessionTimeoutMs : NO_TIMEOUT;
    const group = groups.get(root) ?? { rules: rule, timeoutMs, events: [], sessions: [] };
    group.events.push(event);
    groups.set(root, group);
  }
  for (const session of sessions)
    groups.get(names.find(groupName(session)))?.sessions.push(session);
  return [...groups.values()];
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

/** The other names of what has a name. */
function namesOf(one: Identified & { readonly nextVisitor?: string | null }): string[] {
  if (one.clientSession !== null) return [groupName(one)];
  return [one.visitor, one.previousVisitor, one.nextVisitor ?? null].flatMap((visitor) =>
    visitor === null ? [] : [groupName({ ...one, visitor })],
  );
}

/** The visits that these events could belong to, tie together or cut anew. */
async function findNear(
  client: pg.ClientBase,
  events: readonly NumberedEvent[],
  rules: ReadonlyMap<number, VisitRules>,
): Promise<Session[]> {
  const wanted = [...reachesOf(events).values()].filter(({ projectNo }) => rules.has(projectNo));
  return [
    ...(await findVisits(client, wanted.filter(isOfVisitor))),
    ...(await findClientSessions(client, wanted.filter(isOfClient))),
  ];
}

type VisitorName = Omit<VisitorReach, 'from' | 'to'>;
type ClientName = Omit<ClientReach, 'from' | 'to'>;

function reachesOf(events: readonly NumberedEvent[]): Map<string, VisitorReach | ClientReach> {
  const wanted = new Map<string, VisitorReach | ClientReach>();
  const want = (name: string, at: number, whose: VisitorName | ClientName): void => {
    const known = wanted.get(name);
    const from = Math.min(known?.from ?? Infinity, at - REACH_MS);
    const to = Math.max(known?.to ?? -Infinity, at + REACH_MS);
    wanted.set(name, { ...whose, from, to });
  };
  for (const event of events) {
    const { projectNo, clientSession } = event;
    if (clientSession !== null) {
      want(groupName(event), event.at, { projectNo, clientSession });
      continue;
    }
    for (const visitor of [event.visitor, event.previousVisitor]) {
      if (visitor === null) continue;
      want(groupName({ ...event, visitor }), event.at, { projectNo, visitor });
    }
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
