import type { VisitFacts } from '../event.js';
import { visitorUnit, type Session } from '../session.js';
import { hexOf, timestamp, uuidOf, type Column } from './bulk.js';

/** A row of `sessions`. */
export interface SessionRecord {
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

/** How a visit is written; the zone of its project decides its unit. */
export function sessionColumns(zones: Zones): readonly Column<Session>[] {
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
