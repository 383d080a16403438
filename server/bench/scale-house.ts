import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Cost } from './cost.ts';
import { type Load, loadDoor } from './load.ts';
import { signIn } from './questions.ts';
import { makeData, markDays, type Scale } from './scale-data.ts';
import { Store, sumOf } from './store.ts';
import { type Made, makeProject, type Server, startServer } from './subjects.ts';
import { say, whole } from './table.ts';

const EMBEDDED = path.resolve(
  import.meta.dirname,
  '../../dist/server/platform/embedded/embedded-database.js',
);
const DAYS = 30;
const USERS_PER_EVENT = 1 / 100;
const COUNTED_WITHIN_MS = 30 * 60_000;
const INGEST_WARM_UP_SECONDS = 2;
const INGEST_SECONDS = 5;

/** How fast events came in, and what one of them cost. */
export interface Ingested {
  /** Stored, from the first batch to the last event. */
  readonly eventsPerSecond: number;
  /** Microseconds of the processors, of the server and its database. */
  readonly cost: readonly [server: number, database: number];
}

/** Bytes of an event, the heaviest tables as a text. */
interface Weighed {
  readonly ours: number;
  readonly events: number;
  readonly text: string;
}

/** What is known of data that was made. */
type Note = Made & { readonly weight?: Weighed };

/** A server on a database that holds very many events, all of its days counted. */
export interface House {
  readonly url: string;
  readonly made: Made;
  readonly ask: (question: string | { route: string; body: object }) => Promise<number>;
  /** Milliseconds of a statement about the events of the last days. */
  readonly plain: (sql: string) => Promise<number>;
  /** Of the data when it was first opened: what comes in beside it later has another weight, most of all its ids. */
  readonly weight: Weighed;
  /** What the one process takes and stores beside all that, of another project. */
  readonly ingest: () => Promise<Ingested>;
  close(): Promise<void>;
}

/** Opens one with so many events. `SCALE_FOLDER` names where data is kept and found again; else it goes with the house. */
export async function openHouse(events: number): Promise<House> {
  const kept = process.env['SCALE_FOLDER'];
  const folder = kept
    ? path.join(kept, String(events))
    : await mkdtemp(path.join(os.tmpdir(), 'analytics-scale-'));
  await mkdir(folder, { recursive: true });
  // The database's own user has to get in.
  await chmod(folder, 0o755);
  const { startEmbedded } = (await import(EMBEDDED)) as {
    startEmbedded: (root: string) => Promise<{ url: string; stop: () => Promise<void> }>;
  };
  const database = await startEmbedded(folder);
  const leave = async (): Promise<void> => {
    await database.stop();
    if (!kept) await rm(folder, { recursive: true, force: true });
  };
  try {
    const server = await startServer({ DATABASE_URL: database.url });
    try {
      return await furnished(server, path.join(folder, 'made.json'), events, leave);
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    await leave();
    throw error;
  }
}

async function furnished(
  server: Server,
  note: string,
  events: number,
  leave: () => Promise<void>,
): Promise<House> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const store = new Store(server.databaseUrl);
  const disconnect = async (): Promise<void> => {
    await store.close();
    await client.end();
  };
  const { made, no, weight, token } = await (async () => {
    const known = await readFile(note, 'utf8').catch(() => null);
    const found =
      known === null
        ? await fill(server, client, store, note, events)
        : (JSON.parse(known) as Note);
    const number = await store.projectNo(found.project_id);
    await counted(client, number);
    await client.query('VACUUM ANALYZE');
    const weighed = found.weight ?? (await weigh(store, number));
    await writeFile(note, JSON.stringify({ ...found, weight: weighed } satisfies Note));
    const signedIn = await signIn(server.url, found.email, found.password);
    return { made: found, no: number, weight: weighed, token: signedIn };
  })().catch(async (error: unknown) => {
    await disconnect();
    throw error;
  });
  const root = `${server.url}/api/v1/analytics/${made.project_id}`;
  return {
    url: server.url,
    made,
    ask: (question) => ask(root, token, question),
    plain: async (sql) => {
      const begun = performance.now();
      const now = Date.now();
      await client.query(sql, [no, new Date(now - DAYS * 86_400_000), new Date(now)]);
      return performance.now() - begun;
    },
    weight,
    ingest: () => ingest(server, store),
    close: async () => {
      await disconnect();
      await server.stop();
      await leave();
    },
  };
}

async function weigh(store: Store, projectNo: number): Promise<Weighed> {
  const events = await store.events(projectNo);
  const each = (bytes: number): string => (bytes / events).toFixed(0);
  const weights = await store.weights();
  const text = weights
    .map(({ table, rows, indexes }) => `${table} ${each(rows)} + ${each(indexes)}`)
    .slice(0, 5)
    .join(', ');
  return { ours: sumOf(weights) / events, events, text };
}

async function ingest(server: Server, store: Store): Promise<Ingested> {
  const { key, project_id: projectId } = makeProject(server, 'Growth');
  const no = await store.projectNo(projectId);
  const load = (seconds: number): Promise<Load> =>
    loadDoor({ url: server.url, key, connections: 64, batch: 50, seconds });
  const warm = await load(INGEST_WARM_UP_SECONDS);
  await store.drained(no, warm.accepted);
  const cost = new Cost(server.pid, await store.pid());
  const begun = performance.now();
  const { accepted } = await load(INGEST_SECONDS);
  await store.drained(no, warm.accepted + accepted);
  const seconds = (performance.now() - begun) / 1_000;
  return { eventsPerSecond: accepted / seconds, cost: cost.each(accepted) };
}

async function fill(
  server: Server,
  client: pg.Client,
  store: Store,
  note: string,
  events: number,
): Promise<Note> {
  say(`Making ${whole(events)} events of ${DAYS} days …`);
  const words = ['--name', 'Scale', '--events', '0', '--zone', 'UTC', '--json'];
  const made = JSON.parse(server.cli('demo', ...words)) as Made;
  const scale: Scale = {
    projectNo: await store.projectNo(made.project_id),
    visits: Math.round(events / 5),
    users: Math.round(events * USERS_PER_EVENT),
    days: DAYS,
    until: new Date(),
  };
  await makeData(server.databaseUrl, scale);
  await client.query('VACUUM ANALYZE');
  await markDays(client, scale);
  await writeFile(note, JSON.stringify(made));
  return made;
}

/** Waits until the server's own job has counted all days but the last, which visits may still go on in. */
async function counted(client: pg.Client, projectNo: number): Promise<void> {
  const latest = performance.now() + COUNTED_WITHIN_MS;
  say('Counting the days …');
  while (performance.now() < latest) {
    const { rows } = await client.query<{ left: string }>(
      `SELECT count(*) AS left FROM dirty_days WHERE project_no = $1
         AND day < (SELECT max(day) FROM dirty_days WHERE project_no = $1)`,
      [projectNo],
    );
    if (Number(rows[0]?.left) === 0) return;
    await pause(500);
  }
  throw new Error('The days were not counted in time.');
}

/** Milliseconds until the whole answer is there. */
async function ask(
  root: string,
  token: string,
  question: string | { route: string; body: object },
): Promise<number> {
  const begun = performance.now();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer =
    typeof question === 'string'
      ? await fetch(`${root}/${question}`, { headers })
      : await fetch(`${root}/${question.route}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(question.body),
        });
  const text = await answer.text();
  const took = performance.now() - begun;
  // What takes too long is a figure, too; anything else is a mistake.
  if (!answer.ok && answer.status !== 503) throw new Error(`${answer.status} ${text}`);
  return answer.ok ? took : Number.POSITIVE_INFINITY;
}
