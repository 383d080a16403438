import type pg from 'pg';
import type { VisitFacts } from '../event.js';
import type { Session } from '../session.js';
import { plainArray, type Column } from './bulk.js';

/** The column of `sessions` that keeps a fact. */
const columns = {
  referrer: 'referrer',
  source: 'source',
  channel: 'channel',
  utmSource: 'utm_source',
  utmMedium: 'utm_medium',
  utmCampaign: 'utm_campaign',
  utmTerm: 'utm_term',
  utmContent: 'utm_content',
  country: 'country',
  region: 'region',
  city: 'city',
  browser: 'browser',
  os: 'os',
  device: 'device',
  language: 'language',
  screen: 'screen',
} as const satisfies Record<keyof VisitFacts, string>;

const facts = Object.keys(columns) as (keyof VisitFacts)[];

/** How the facts of a visit are written. */
export const factColumns: readonly Column<Session>[] = facts.map((fact) => ({
  name: columns[fact],
  type: 'text',
  of: (session) => session.facts?.[fact] ?? null,
}));

/** Reads the facts of visits that were read without them. */
export async function loadFacts(
  client: pg.ClientBase,
  sessions: readonly Session[],
): Promise<void> {
  const lacking = new Map(
    sessions.filter((session) => session.facts === null).map((session) => [session.id, session]),
  );
  if (lacking.size === 0) return;
  const selected = facts.map((fact) => `${columns[fact]} AS "${fact}"`).join(', ');
  const { rows } = await client.query<VisitFacts & { id: string }>(
    `SELECT id, ${selected} FROM sessions WHERE id = ANY($1::bigint[])`,
    [plainArray([...lacking.keys()])],
  );
  for (const { id, ...found } of rows) {
    const session = lacking.get(id);
    if (session) session.facts = found;
  }
}
