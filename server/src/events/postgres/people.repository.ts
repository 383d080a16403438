import type pg from 'pg';
import type { IncomingEvent } from '../event.js';
import type { NumberedEvent } from '../session.js';
import { insertRows, plainArray, type Column } from './bulk.js';

/** One id of a batch, with what the batch says about it. */
interface Sighting {
  readonly projectNo: number;
  readonly known: boolean;
  readonly key: string;
  first: number;
  last: number;
  traits: Record<string, unknown> | null;
  traitsAt: number | null;
}

export interface People {
  readonly numbered: NumberedEvent[];
  /** Anonymous ids that have just turned out to be a user, and when they were first seen. */
  readonly merged: readonly { projectNo: number; since: number; until: number }[];
}

/**
 * Numbers the people of a batch, per project: known users upwards from 1, anonymous ids that clients keep downwards
 * from -1. Numbers are small and dense because sets of them are what distinct counts over days are made of.
 * The caller holds the projects' lock.
 */
export async function numberPeople(
  client: pg.ClientBase,
  batch: readonly IncomingEvent[],
): Promise<People> {
  const sightings = sight(batch);
  if (sightings.size === 0) {
    return { numbered: batch.map((event) => ({ ...event, personNo: null })), merged: [] };
  }
  const numbers = await findOrNumber(client, [...sightings.values()]);
  const numberOf = (event: IncomingEvent, known: boolean): number | null => {
    const key = known ? event.userId : event.anonymousId;
    return key === null ? null : (numbers.get(nameOf(event.projectNo, known, key)) ?? null);
  };
  const numbered = batch.map((event) => ({
    ...event,
    personNo: numberOf(event, true) ?? numberOf(event, false),
  }));
  const merged = await mergeAnonymous(client, batch, numberOf);
  return { numbered, merged };
}

function nameOf(projectNo: number, known: boolean, key: string): string {
  return `${projectNo} ${known ? 'u' : 'a'} ${key}`;
}

function sight(batch: readonly IncomingEvent[]): Map<string, Sighting> {
  const sightings = new Map<string, Sighting>();
  const see = (event: IncomingEvent, known: boolean, key: string): Sighting => {
    const name = nameOf(event.projectNo, known, key);
    let sighting = sightings.get(name);
    if (!sighting) {
      sighting = {
        projectNo: event.projectNo,
        known,
        key,
        first: event.at,
        last: event.at,
        traits: null,
        traitsAt: null,
      };
      sightings.set(name, sighting);
    }
    sighting.first = Math.min(sighting.first, event.at);
    sighting.last = Math.max(sighting.last, event.at);
    return sighting;
  };
  for (const event of batch) {
    const anonymous = event.anonymousId === null ? null : see(event, false, event.anonymousId);
    const user = event.userId === null ? null : see(event, true, event.userId);
    const person = user ?? anonymous;
    if (person && event.traits) learn(person, event.traits, event.at);
  }
  return sightings;
}

/** The later word wins, trait by trait. */
function learn(person: Sighting, traits: Readonly<Record<string, unknown>>, at: number): void {
  const newer = person.traitsAt === null || at >= person.traitsAt;
  person.traits = newer ? { ...person.traits, ...traits } : { ...traits, ...person.traits };
  person.traitsAt = Math.max(person.traitsAt ?? at, at);
}

const sightingColumns: readonly Column<Sighting & { no: number }>[] = [
  { name: 'project_no', type: 'int', of: (row) => row.projectNo },
  { name: 'no', type: 'int', of: (row) => row.no },
  { name: 'key', type: 'text', of: (row) => row.key },
  { name: 'traits', type: 'jsonb', of: (row) => (row.traits ? JSON.stringify(row.traits) : null) },
  {
    name: 'traits_at',
    type: 'timestamptz',
    of: (row) => row.traitsAt,
  },
  { name: 'first_seen', type: 'timestamptz', of: (row) => row.first },
  { name: 'last_seen', type: 'timestamptz', of: (row) => row.last },
];

/** What is kept of somebody, as far as a sighting may change it. */
interface Kept {
  readonly no: number;
  readonly first: number;
  readonly last: number;
}

// The last sighting is kept to the minute: it orders nothing and must not cost a write per event.
const SIGHTING_MS = 60_000;

async function findOrNumber(
  client: pg.ClientBase,
  sightings: readonly Sighting[],
): Promise<Map<string, number>> {
  const kept = await find(client, sightings);
  const name = (one: Sighting): string => nameOf(one.projectNo, one.known, one.key);
  const numbers = new Map([...kept].map(([key, { no }]) => [key, no]));
  await number(
    client,
    sightings.filter((one) => !kept.has(name(one))),
    numbers,
  );
  const news = sightings
    .filter((one) => isNews(one, kept.get(name(one))))
    .map((one) => ({ ...one, no: numbers.get(name(one)) ?? 0 }));
  await insertRows(
    client,
    'people',
    sightingColumns,
    news,
    `ON CONFLICT (project_no, no) DO UPDATE SET
       first_seen = least(people.first_seen, excluded.first_seen),
       last_seen = greatest(people.last_seen, excluded.last_seen),
       traits = CASE
         WHEN excluded.traits IS NULL THEN people.traits
         WHEN people.traits IS NULL THEN excluded.traits
         WHEN excluded.traits_at >= people.traits_at THEN people.traits || excluded.traits
         ELSE excluded.traits || people.traits END,
       traits_at = greatest(people.traits_at, excluded.traits_at)`,
  );
  return numbers;
}

function isNews(one: Sighting, kept: Kept | undefined): boolean {
  if (!kept || one.traits !== null) return true;
  return one.first < kept.first || one.last >= kept.last + SIGHTING_MS;
}

async function find(
  client: pg.ClientBase,
  sightings: readonly Sighting[],
): Promise<Map<string, Kept>> {
  const { rows } = await client.query<{
    project_no: number;
    no: number;
    known: boolean;
    key: string;
    first: number;
    last: number;
  }>(
    `SELECT p.project_no, p.no, p.known, p.key,
       date_part('epoch', p.first_seen) * 1000 AS first,
       date_part('epoch', p.last_seen) * 1000 AS last
     FROM unnest($1::int[], $2::boolean[], $3::text[]) AS s (project_no, known, key)
     JOIN people p USING (project_no, known, key)`,
    [
      plainArray(sightings.map(({ projectNo }) => projectNo)),
      plainArray(sightings.map(({ known }) => known)),
      sightings.map(({ key }) => key),
    ],
  );
  return new Map(rows.map((row) => [nameOf(row.project_no, row.known, row.key), row]));
}

async function number(
  client: pg.ClientBase,
  fresh: readonly Sighting[],
  numbers: Map<string, number>,
): Promise<void> {
  if (fresh.length === 0) return;
  const projects = [...new Set(fresh.map(({ projectNo }) => projectNo))];
  const { rows } = await client.query<{ project_no: number; top: number; bottom: number }>(
    `SELECT project_no,
       coalesce((SELECT max(no) FROM people p WHERE p.project_no = q.project_no AND no > 0), 0) AS top,
       coalesce((SELECT min(no) FROM people p WHERE p.project_no = q.project_no AND no < 0), 0) AS bottom
     FROM unnest($1::int[]) AS q (project_no)`,
    [projects],
  );
  const ends = new Map(rows.map((row) => [row.project_no, row]));
  for (const one of fresh) {
    const end = ends.get(one.projectNo);
    if (!end) continue;
    const no = one.known ? ++end.top : --end.bottom;
    numbers.set(nameOf(one.projectNo, one.known, one.key), no);
  }
}

/** An event that names both an anonymous id and a user makes all that the anonymous id did the user's. */
async function mergeAnonymous(
  client: pg.ClientBase,
  batch: readonly IncomingEvent[],
  numberOf: (event: IncomingEvent, known: boolean) => number | null,
): Promise<People['merged']> {
  const pairs = new Map<string, { projectNo: number; anonymous: number; user: number }>();
  for (const event of batch) {
    const anonymous = numberOf(event, false);
    const user = numberOf(event, true);
    if (anonymous === null || user === null) continue;
    const name = `${event.projectNo} ${anonymous}`;
    if (!pairs.has(name)) pairs.set(name, { projectNo: event.projectNo, anonymous, user });
  }
  if (pairs.size === 0) return [];
  const { rows } = await client.query<{ project_no: number; since: Date; until: Date }>(
    `WITH added AS (
       INSERT INTO people_aliases (project_no, anonymous_no, user_no)
       SELECT * FROM unnest($1::int[], $2::int[], $3::int[])
       ON CONFLICT DO NOTHING RETURNING project_no, anonymous_no)
     SELECT p.project_no, p.first_seen AS since, p.last_seen + interval '1 minute' AS until
     FROM added JOIN people p ON p.project_no = added.project_no AND p.no = added.anonymous_no`,
    [
      [...pairs.values()].map(({ projectNo }) => projectNo),
      [...pairs.values()].map(({ anonymous }) => anonymous),
      [...pairs.values()].map(({ user }) => user),
    ],
  );
  return rows.map((row) => ({
    projectNo: row.project_no,
    since: row.since.getTime(),
    until: row.until.getTime(),
  }));
}
