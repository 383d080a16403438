import type pg from 'pg';
import { openSession, type NumberedEvent } from '../session.js';
import { byTime, sessionise } from '../sessionise.js';
import type { Group } from './groups.js';
import { areTied, tiesOfEvent, tiesOfSession, type Ties } from './handover.js';
import { join, note, open, type Placement } from './placed.js';
import { eventsOfSessions, type StoredEvent } from './session-events.repository.js';
import type { SessionIds } from './session-ids.js';
import { loadFacts } from './visit-facts.repository.js';

type AnyEvent = NumberedEvent | StoredEvent;

/** Events that are known to belong together before they are cut by time. */
interface Cluster {
  readonly events: AnyEvent[];
  readonly known: Set<string>;
  readonly before: Set<string>;
  from: number;
  to: number;
}

/**
 * The rare way: cuts all events of the visits around anew, stored and new ones together. A visit that has no event any
 * more is removed.
 */
export async function recut(
  client: pg.ClientBase,
  group: Group,
  placement: Placement,
  ids: SessionIds,
): Promise<void> {
  await loadFacts(client, group.sessions);
  await cut(client, group, await eventsOfSessions(client, group.sessions), placement, ids);
}

/** The same with the stored events of the visits, and the visits' facts, at hand. */
export async function cut(
  client: pg.ClientBase,
  group: Group,
  stored: readonly StoredEvent[],
  placement: Placement,
  ids: SessionIds,
): Promise<void> {
  const unused = new Map(group.sessions.map((session) => [session.id, session]));
  const visits = clustersOf(group, stored).flatMap(({ events }) =>
    sessionise(events.sort(byTime), group.timeoutMs),
  );
  await ids.fetch(client, Math.max(0, visits.length - group.sessions.length));
  for (const visit of visits) {
    const keeper = visit.find((event) => isStored(event) && unused.has(event.sessionId));
    const id = keeper && isStored(keeper) ? keeper.sessionId : ids.next();
    unused.delete(id);
    const [first, ...rest] = visit;
    if (!first) continue;
    const session = isStored(first) ? openSession(id, first) : open(first, id, group.rules);
    for (const event of rest) join(session, event, group.rules, isStored(event));
    placement.changed.add(session);
    for (const event of visit) {
      if (!isStored(event)) note(placement, event, session);
      else if (event.sessionId !== id) placement.moves.push({ event, sessionId: id });
    }
  }
  placement.removed.push(...unused.values());
}

/** Brings together what comes closer than the timeout and is one visitor, until nothing more comes together. */
function clustersOf(group: Group, stored: readonly StoredEvent[]): Cluster[] {
  const bySession = Map.groupBy(stored, ({ sessionId }) => sessionId);
  const clusters = [
    ...group.sessions.flatMap((session) => {
      const events = bySession.get(session.id);
      return events ? [clusterOf(events, tiesOfSession(session))] : [];
    }),
    ...group.events.map((event) => clusterOf([event], tiesOfEvent(event))),
  ];
  const own = (group.events[0] ?? group.sessions[0])?.clientSession !== null;
  for (let index = 0; index < clusters.length;) {
    const one = clusters[index];
    const partner = clusters.findIndex(
      (other, position) =>
        position > index &&
        one !== undefined &&
        other.from < one.to + group.timeoutMs &&
        one.from < other.to + group.timeoutMs &&
        (own || areTied(one, other)),
    );
    const [other] = partner < 0 ? [] : clusters.splice(partner, 1);
    if (!one || !other) {
      index += 1;
      continue;
    }
    absorb(one, other);
    // What has grown may now reach those that were passed.
    index = 0;
  }
  return clusters;
}

function clusterOf(events: readonly AnyEvent[], ties: Ties): Cluster {
  let [from, to] = [Infinity, -Infinity];
  for (const { at } of events) {
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  return {
    events: [...events],
    known: new Set(ties.known),
    before: new Set(ties.before),
    from,
    to,
  };
}

function absorb(one: Cluster, other: Cluster): void {
  one.events.push(...other.events);
  other.known.forEach((id) => one.known.add(id));
  other.before.forEach((id) => one.before.add(id));
  one.from = Math.min(one.from, other.from);
  one.to = Math.max(one.to, other.to);
}

function isStored(event: AnyEvent): event is StoredEvent {
  return 'sessionId' in event;
}
