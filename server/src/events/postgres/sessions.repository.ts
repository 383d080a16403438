import type pg from 'pg';
import type { EventKind, VisitFacts } from '../event.js';
import { visitorUnit, type NumberedEvent, type Session } from '../session.js';
import { hexOf, insertRows, timestamp, uuidOf, type Column } from './bulk.js';
import { kinds } from './kinds.js';

/** The span, epoch milliseconds, in which a visit has to begin to matter. */
interface Reach {
  readonly projectNo: number;
  readonly from: number;
  readonly to: number;
}

export interface VisitorReach extends Reach {
  readonly visitor: string;
}

export interface ClientReach extends Reach {
  readonly clientSession: string;
}

interface SessionRecord {
  id: string;
  started_at: Date;
  last_at: Date;
  entry_at: Date | null;
  exit_at: Date | null;
  person_at: Date | null;
  visitor: string | null;
  previous_visitor: string | null;
  next_visitor: string | null;
  first_event: string;
  project_no: number;
  person_no: number | null;
  page_views: number;
  events: number;
  interactions: number;
  engaged_ms: number;
  client_session: string | null;
  entry_page: string | null;
  exit_page: string | null;
  referrer: string | null;
  source: string | null;
  channel: string;
  utm_source: string | null;
  utm_medium: string | null;
  utm_campaign: string | null;
  utm_term: string | null;
  utm_content: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  browser: string | null;
  os: string | null;
  device: VisitFacts['device'];
  language: string | null;
  screen: string | null;
}

/** Visits without a session id of the client's that could hold, or touch, events of these visitors. */
export async function findVisits(
  client: pg.ClientBase,
  reaches: readonly VisitorReach[],
): Promise<Session[]> {
  if (reaches.length === 0) return [];
  const { rows } = await client.query<SessionRecord>(
    `WITH reach AS MATERIALIZED (
       SELECT * FROM unnest($1::int[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
         AS r (project_no, visitor, since, until))
     SELECT s.* FROM reach r JOIN sessions s
       ON s.project_no = r.project_no AND s.visitor = r.visitor
         AND s.started_at BETWEEN r.since AND r.until
     WHERE s.client_session IS NULL
     UNION
     SELECT s.* FROM reach r JOIN sessions s
       ON s.project_no = r.project_no AND s.previous_visitor = r.visitor
         AND s.started_at BETWEEN r.since AND r.until
     WHERE s.client_session IS NULL AND s.previous_visitor IS NOT NULL
     UNION
     SELECT s.* FROM reach r JOIN sessions s
       ON s.project_no = r.project_no AND s.next_visitor = r.visitor
         AND s.started_at BETWEEN r.since AND r.until
     WHERE s.client_session IS NULL AND s.next_visitor IS NOT NULL`,
    [
      reaches.map(({ projectNo }) => projectNo),
      reaches.map(({ visitor }) => uuidOf(visitor)),
      reaches.map(({ from }) => timestamp(from)),
      reaches.map(({ to }) => timestamp(to)),
    ],
  );
  return rows.map(toSession);
}

/** Visits under session ids that clients sent. */
export async function findClientSessions(
  client: pg.ClientBase,
  reaches: readonly ClientReach[],
): Promise<Session[]> {
  if (reaches.length === 0) return [];
  const { rows } = await client.query<SessionRecord>(
    `SELECT s.* FROM unnest($1::int[], $2::text[], $3::timestamptz[], $4::timestamptz[])
       AS r (project_no, client_session, since, until)
     JOIN sessions s USING (project_no, client_session)
     WHERE s.started_at BETWEEN r.since AND r.until`,
    [
      reaches.map(({ projectNo }) => projectNo),
      reaches.map(({ clientSession }) => clientSession),
      reaches.map(({ from }) => timestamp(from)),
      reaches.map(({ to }) => timestamp(to)),
    ],
  );
  return rows.map(toSession);
}

/** Fresh ids for visits. */
export async function takeSessionIds(client: pg.ClientBase, count: number): Promise<string[]> {
  if (count === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    `SELECT nextval('sessions_id_seq') AS id FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ id }) => id);
}

type Zones = ReadonlyMap<number, { readonly timezone: string }>;

/** Writes visits as they are now. The caller holds their projects' lock and has read them under it. */
export async function saveSessions(
  client: pg.ClientBase,
  sessions: readonly Session[],
  zones: Zones,
): Promise<void> {
  const columns = sessionColumns(zones);
  const updates = columns
    .filter(({ name }) => name !== 'id')
    .map(({ name }) => `${name} = excluded.${name}`)
    .join(', ');
  await insertRows(
    client,
    'sessions',
    columns,
    sessions,
    `ON CONFLICT (id) DO UPDATE SET ${updates}`,
  );
}

export async function removeSessions(client: pg.ClientBase, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await client.query('DELETE FROM sessions WHERE id = ANY($1::bigint[])', [ids]);
}

/** A stored event as far as visits care; it carries the facts of the visit it belongs to now. */
export interface StoredEvent extends NumberedEvent {
  readonly sessionId: string;
}

/** All events of visits of one project. */
export async function eventsOfSessions(
  client: pg.ClientBase,
  sessions: readonly Session[],
): Promise<StoredEvent[]> {
  const first = sessions[0];
  if (!first) return [];
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const { rows } = await client.query<{
    event_id: string;
    at: Date;
    session_id: string;
    person_no: number | null;
    engaged_ms: number | null;
    kind: number;
    signed_out: boolean;
    interactive: boolean;
    path: string | null;
  }>(
    `SELECT event_id, at, session_id, person_no, engaged_ms, kind, signed_out, interactive, path
     FROM events WHERE project_no = $1 AND at BETWEEN $2 AND $3 AND session_id = ANY($4::bigint[])`,
    [
      first.projectNo,
      timestamp(Math.min(...sessions.map(({ startedAt }) => startedAt))),
      timestamp(Math.max(...sessions.map(({ lastAt }) => lastAt))),
      [...byId.keys()],
    ],
  );
  return rows.flatMap((row) => {
    const session = byId.get(row.session_id);
    return session ? [storedEvent(row, session)] : [];
  });
}

function storedEvent(
  row: {
    event_id: string;
    at: Date;
    session_id: string;
    person_no: number | null;
    engaged_ms: number | null;
    kind: number;
    signed_out: boolean;
    interactive: boolean;
    path: string | null;
  },
  session: Session,
): StoredEvent {
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
    personNo: row.person_no,
    signedOut: row.signed_out,
    traits: null,
    interactive: row.interactive,
    engagedMs: row.engaged_ms ?? 0,
    hostname: null,
    path: row.path,
    insecure: false,
    properties: null,
    facts: session.facts,
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

function toSession(row: SessionRecord): Session {
  return {
    id: row.id,
    projectNo: row.project_no,
    visitor: row.visitor === null ? null : hexOf(row.visitor),
    previousVisitor: row.previous_visitor === null ? null : hexOf(row.previous_visitor),
    nextVisitor: row.next_visitor === null ? null : hexOf(row.next_visitor),
    clientSession: row.client_session,
    personNo: row.person_no,
    personAt: row.person_at?.getTime() ?? null,
    startedAt: row.started_at.getTime(),
    lastAt: row.last_at.getTime(),
    firstEvent: row.first_event,
    entryAt: row.entry_at?.getTime() ?? null,
    entryPage: row.entry_page,
    exitAt: row.exit_at?.getTime() ?? null,
    exitPage: row.exit_page,
    pageViews: row.page_views,
    events: row.events,
    interactions: row.interactions,
    engagedMs: row.engaged_ms,
    facts: {
      referrer: row.referrer,
      source: row.source,
      channel: row.channel,
      utmSource: row.utm_source,
      utmMedium: row.utm_medium,
      utmCampaign: row.utm_campaign,
      utmTerm: row.utm_term,
      utmContent: row.utm_content,
      country: row.country,
      region: row.region,
      city: row.city,
      browser: row.browser,
      os: row.os,
      device: row.device,
      language: row.language,
      screen: row.screen,
    },
  };
}

const LARGEST_INT = 2_147_483_647;

function sessionColumns(zones: Zones): readonly Column<Session>[] {
  const time = (at: number | null): string | null => (at === null ? null : timestamp(at));
  const text = (name: string, of: (session: Session) => string | null): Column<Session> => ({
    name,
    type: 'text',
    of,
  });
  const int = (name: string, of: (session: Session) => number | null): Column<Session> => ({
    name,
    type: 'int',
    of,
  });
  const instant = (name: string, of: (session: Session) => number | null): Column<Session> => ({
    name,
    type: 'timestamptz',
    of: (session) => time(of(session)),
  });
  const uuid = (name: string, of: (session: Session) => string | null): Column<Session> => ({
    name,
    type: 'uuid',
    of: (session) => {
      const hex = of(session);
      return hex === null ? null : uuidOf(hex);
    },
  });
  return [
    { name: 'id', type: 'bigint', of: ({ id }) => id },
    instant('started_at', (session) => session.startedAt),
    instant('last_at', (session) => session.lastAt),
    instant('entry_at', (session) => session.entryAt),
    instant('exit_at', (session) => session.exitAt),
    instant('person_at', (session) => session.personAt),
    {
      name: 'unit',
      type: 'bigint',
      of: (session) => visitorUnit(session, zones.get(session.projectNo)?.timezone ?? 'UTC'),
    },
    uuid('visitor', (session) => session.visitor),
    uuid('previous_visitor', (session) => session.previousVisitor),
    uuid('next_visitor', (session) => session.nextVisitor),
    { name: 'first_event', type: 'uuid', of: ({ firstEvent }) => firstEvent },
    int('project_no', (session) => session.projectNo),
    int('person_no', (session) => session.personNo),
    int('page_views', (session) => session.pageViews),
    int('events', (session) => session.events),
    int('interactions', (session) => session.interactions),
    int('engaged_ms', (session) => Math.min(session.engagedMs, LARGEST_INT)),
    text('client_session', (session) => session.clientSession),
    text('entry_page', (session) => session.entryPage),
    text('exit_page', (session) => session.exitPage),
    text('referrer', ({ facts }) => facts.referrer),
    text('source', ({ facts }) => facts.source),
    text('channel', ({ facts }) => facts.channel),
    text('utm_source', ({ facts }) => facts.utmSource),
    text('utm_medium', ({ facts }) => facts.utmMedium),
    text('utm_campaign', ({ facts }) => facts.utmCampaign),
    text('utm_term', ({ facts }) => facts.utmTerm),
    text('utm_content', ({ facts }) => facts.utmContent),
    text('country', ({ facts }) => facts.country),
    text('region', ({ facts }) => facts.region),
    text('city', ({ facts }) => facts.city),
    text('browser', ({ facts }) => facts.browser),
    text('os', ({ facts }) => facts.os),
    text('device', ({ facts }) => facts.device),
    text('language', ({ facts }) => facts.language),
    text('screen', ({ facts }) => facts.screen),
  ];
}
