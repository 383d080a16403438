import type pg from 'pg';
import { noFacts, type EventKind } from '../event.js';
import type { NumberedEvent, Session } from '../session.js';
import { plainArray, timestamp } from './bulk.js';
import { kinds } from './kinds.js';

/** A stored event as far as visits care; it carries the facts of the visit it belongs to now. */
export interface StoredEvent extends NumberedEvent {
  readonly sessionId: string;
}

interface EventRecord {
  event_id: string;
  at: Date;
  session_id: string;
  person_no: number | null;
  engaged_ms: number | null;
  kind: number;
  signed_out: boolean;
  interactive: boolean;
  path: string | null;
}

/** All events of visits of one project. */
export async function eventsOfSessions(
  client: pg.ClientBase,
  sessions: readonly Session[],
): Promise<StoredEvent[]> {
  const first = sessions[0];
  if (!first) return [];
  const byId = new Map(sessions.map((session) => [session.id, session]));
  // Only the time of these visits is read, each moment once: they may be many at once, or far apart.
  const spans = spansOf(sessions);
  const { rows } = await client.query<EventRecord>(
    `SELECT e.* FROM unnest($2::timestamptz[], $3::timestamptz[]) AS span (since, until)
     CROSS JOIN LATERAL (
       SELECT event_id, at, session_id, person_no, engaged_ms, kind, signed_out, interactive, path
       FROM full_events WHERE project_no = $1 AND at BETWEEN span.since AND span.until
         AND session_id = ANY($4::bigint[])
       OFFSET 0) e`,
    [
      first.projectNo,
      spans.map(({ from }) => timestamp(from)),
      spans.map(({ to }) => timestamp(to)),
      plainArray([...byId.keys()]),
    ],
  );
  return rows.flatMap((row) => {
    const session = byId.get(row.session_id);
    return session ? [storedEvent(row, session)] : [];
  });
}

function spansOf(sessions: readonly Session[]): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const { startedAt, lastAt } of sessions.toSorted((a, b) => a.startedAt - b.startedAt)) {
    const before = spans.at(-1);
    if (before && startedAt <= before.to) before.to = Math.max(before.to, lastAt);
    else spans.push({ from: startedAt, to: lastAt });
  }
  return spans;
}

function storedEvent(row: EventRecord, session: Session): StoredEvent {
  return {
    id: row.event_id,
    sessionId: row.session_id,
    projectNo: session.projectNo,
    kind: kinds[row.kind] as EventKind,
    name: '',
    at: row.at.getTime(),
    receivedAt: row.at.getTime(),
    visitor: session.visitor,
    previousVisitor: session.previousVisitor,
    clientSession: session.clientSession,
    userId: null,
    anonymousId: null,
    previousId: null,
    groupId: null,
    personNo: row.person_no,
    signedOut: row.signed_out,
    traits: null,
    interactive: row.interactive,
    engagedMs: row.engaged_ms ?? 0,
    hostname: null,
    path: row.path,
    insecure: false,
    properties: null,
    facts: session.facts ?? noFacts,
  };
}

/** Moves stored events to the visits they turned out to belong to. */
export async function moveEvents(
  client: pg.ClientBase,
  moves: readonly { readonly event: StoredEvent; readonly sessionId: string }[],
): Promise<void> {
  if (moves.length === 0) return;
  await client.query(
    `UPDATE events e SET session_id = m.session_id
     FROM unnest($1::int[], $2::timestamptz[], $3::uuid[], $4::bigint[])
       AS m (project_no, at, event_id, session_id)
     WHERE e.project_no = m.project_no AND e.at = m.at AND e.event_id = m.event_id`,
    [
      moves.map(({ event }) => event.projectNo),
      moves.map(({ event }) => timestamp(event.at)),
      moves.map(({ event }) => event.id),
      moves.map(({ sessionId }) => sessionId),
    ],
  );
}

/** Removes events of a project; gives the visits that had them, null for what was of none, and when they were. */
export async function removeEvents(
  client: pg.ClientBase,
  projectNo: number,
  events: readonly { readonly id: string; readonly at: number }[],
): Promise<{ sessionId: string | null; at: number }[]> {
  if (events.length === 0) return [];
  const { rows } = await client.query<{ session_id: string | null; at: Date }>(
    `DELETE FROM events e USING unnest($2::timestamptz[], $3::uuid[]) AS r (at, event_id)
     WHERE e.project_no = $1 AND e.at = r.at AND e.event_id = r.event_id
     RETURNING e.session_id, e.at`,
    [projectNo, events.map(({ at }) => timestamp(at)), plainArray(events.map(({ id }) => id))],
  );
  return rows.map((row) => ({ sessionId: row.session_id, at: row.at.getTime() }));
}
