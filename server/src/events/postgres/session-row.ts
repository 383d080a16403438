import { visitorUnit, type Session } from '../session.js';
import { hexOf, uuidOf, type Column } from './bulk.js';

/** A row of `sessions`, as {@link sessionSelection} selects it. Instants are epoch milliseconds. */
export interface SessionRecord {
  id: string;
  started_at: number;
  last_at: number;
  entry_at: number | null;
  exit_at: number | null;
  person_at: number | null;
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
  mixed: boolean;
  client_session: string | null;
  entry_page: string | null;
  exit_page: string | null;
  referrer: string | null;
  source: string | null;
}

/** What to select of `sessions s` for a {@link SessionRecord}; numbers are read many times faster than dates. */
export const sessionSelection = [
  's.id',
  ...['started_at', 'last_at', 'entry_at', 'exit_at', 'person_at'].map(
    (name) => `round(date_part('epoch', s.${name}) * 1000) AS ${name}`,
  ),
  ...['visitor', 'previous_visitor', 'next_visitor', 'first_event', 'project_no', 'person_no'],
  ...['page_views', 'events', 'interactions', 'engaged_ms', 'mixed', 'client_session'],
  ...['entry_page', 'exit_page', 'referrer', 'source'],
]
  .map((name) => (name.includes('.') ? name : `s.${name}`))
  .join(', ');

/** The zone of each project, by its number. */
export type Zones = ReadonlyMap<number, { readonly timezone: string }>;

/** A row as the visit it is. */
export function toSession(row: SessionRecord): Session {
  return {
    id: row.id,
    projectNo: row.project_no,
    visitor: row.visitor === null ? null : hexOf(row.visitor),
    previousVisitor: row.previous_visitor === null ? null : hexOf(row.previous_visitor),
    nextVisitor: row.next_visitor === null ? null : hexOf(row.next_visitor),
    clientSession: row.client_session,
    personNo: row.person_no,
    personAt: row.person_at,
    startedAt: row.started_at,
    lastAt: row.last_at,
    firstEvent: row.first_event,
    entryAt: row.entry_at,
    entryPage: row.entry_page,
    exitAt: row.exit_at,
    exitPage: row.exit_page,
    pageViews: row.page_views,
    events: row.events,
    interactions: row.interactions,
    engagedMs: row.engaged_ms,
    mixed: row.mixed,
    facts: null,
    cameFrom: { referrer: row.referrer, source: row.source },
  };
}

const LARGEST_INT = 2_147_483_647;

/** Columns of a visit, the id first. */
export type SessionColumns = readonly [id: Column<Session>, ...rest: Column<Session>[]];

function text(name: string, of: (session: Session) => string | null): Column<Session> {
  return { name, type: 'text', of };
}

/** How a visit is written, but for its facts; the zone of its project decides its unit. */
export function sessionColumns(zones: Zones): SessionColumns {
  const int = (name: string, of: (session: Session) => number | null): Column<Session> => ({
    name,
    type: 'int',
    of,
  });
  const instant = (name: string, of: (session: Session) => number | null): Column<Session> => ({
    name,
    type: 'timestamptz',
    of,
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
    { name: 'mixed', type: 'boolean', of: ({ mixed }) => mixed },
    text('client_session', (session) => session.clientSession),
    text('entry_page', (session) => session.entryPage),
    text('exit_page', (session) => session.exitPage),
  ];
}

/** Columns of a visit that grow with each event at its end. */
export const growthColumns: SessionColumns = (() => {
  const [id, ...rest] = sessionColumns(new Map());
  const growing = ['last_at', 'exit_at', 'exit_page', 'page_views', 'events', 'interactions'];
  return [id, ...rest.filter(({ name }) => [...growing, 'engaged_ms'].includes(name))];
})();

/** Whether only {@link growthColumns} have changed since a visit was stored: the usual case, and a much smaller write. */
export function hasOnlyGrown(session: Session, stored: Session): boolean {
  return (
    session.firstEvent === stored.firstEvent &&
    session.startedAt === stored.startedAt &&
    session.entryAt === stored.entryAt &&
    session.entryPage === stored.entryPage &&
    session.personNo === stored.personNo &&
    session.personAt === stored.personAt &&
    session.mixed === stored.mixed &&
    session.visitor === stored.visitor &&
    session.previousVisitor === stored.previousVisitor &&
    session.nextVisitor === stored.nextVisitor
  );
}
