import type pg from 'pg';
import type { IncomingEvent } from '../event.js';
import { byTime } from '../sessionise.js';
import type { NumberedEvent } from '../session.js';
import { joinIds, type JoinedIds } from './aliases.repository.js';
import { insertRows, plainArray, type Column } from './bulk.js';

/** One id of a batch, with what the batch says about it. */
interface Sighting {
  readonly projectNo: number;
  readonly known: boolean;
  readonly key: string;
  first: number;
  last: number;
  /** Events that tell traits. */
  readonly words: IncomingEvent[];
  traits: Record<string, unknown> | null;
  /** When the last of them was told, and the first. */
  traitsAt: number | null;
  traitsSince: number | null;
}

export interface People {
  readonly numbered: NumberedEvent[];
  /** Ids that have just turned out to be somebody else's, and when they were seen. */
  readonly merged: readonly JoinedIds[];
  /** Those of whom something older was said than what is known: what is true of them is read from their events. */
  readonly toRecall: readonly { projectNo: number; no: number }[];
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
    const numbered = batch.map((event) => numberedAs(event, null));
    return { numbered, merged: [], toRecall: [] };
  }
  const { numbers, toRecall } = await findOrNumber(client, [...sightings.values()]);
  const numberOf = (projectNo: number, known: boolean, key: string | null): number | null =>
    key === null ? null : (numbers.get(nameOf(projectNo, known, key)) ?? null);
  const numbered = batch.map((event) =>
    numberedAs(
      event,
      numberOf(event.projectNo, true, event.userId) ??
        numberOf(event.projectNo, false, event.anonymousId),
    ),
  );
  return { numbered, merged: await joinIds(client, batch, numberOf), toRecall };
}

/** The event itself: copies of all would take as long as half of the rest that is done for them here. */
function numberedAs(event: IncomingEvent, personNo: number | null): NumberedEvent {
  return Object.assign(event, { personNo });
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
        words: [],
        traits: null,
        traitsAt: null,
        traitsSince: null,
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
    if (event.previousId && event.userId !== null) {
      see(event, true, event.previousId);
      see(event, false, event.previousId);
    }
    if (person && event.traits) person.words.push(event);
  }
  for (const person of sightings.values()) learn(person);
  return sightings;
}

/** The later word wins, trait by trait. */
function learn(person: Sighting): void {
  const words = person.words.sort(byTime);
  if (words.length === 0) return;
  person.traits = Object.fromEntries(words.flatMap(({ traits }) => Object.entries(traits ?? {})));
  person.traitsAt = words.at(-1)?.at ?? null;
  person.traitsSince = words[0]?.at ?? null;
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
  readonly traitsAt: number | null;
}

// The last sighting is kept to the minute: it orders nothing and must not cost a write per event.
const SIGHTING_MS = 60_000;

async function findOrNumber(
  client: pg.ClientBase,
  sightings: readonly Sighting[],
): Promise<{ numbers: Map<string, number>; toRecall: People['toRecall'] }> {
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
  const late = news.filter((one) => isLate(one, kept.get(name(one))));
  for (const one of late) one.traits = null;
  await insertRows(
    client,
    'people',
    sightingColumns,
    news,
    `ON CONFLICT (project_no, no) DO UPDATE SET
       first_seen = least(people.first_seen, excluded.first_seen),
       last_seen = greatest(people.last_seen, excluded.last_seen),
       traits = CASE WHEN excluded.traits IS NULL THEN people.traits
         ELSE coalesce(people.traits, '{}') || excluded.traits END,
       traits_at = greatest(people.traits_at, excluded.traits_at)`,
  );
  return { numbers, toRecall: late };
}

/** Something of what was told is no newer than what is known: the order of words is that of their events. */
function isLate(one: Sighting, kept: Kept | undefined): boolean {
  if (one.traitsSince === null || kept === undefined || kept.traitsAt === null) return false;
  return one.traitsSince <= kept.traitsAt;
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
    traitsAt: number | null;
  }>(
    `SELECT p.project_no, p.no, p.known, p.key,
       date_part('epoch', p.first_seen) * 1000 AS first,
       date_part('epoch', p.last_seen) * 1000 AS last,
       date_part('epoch', p.traits_at) * 1000 AS "traitsAt"
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
