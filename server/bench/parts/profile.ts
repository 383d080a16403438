import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Cost, costText } from '../cost.ts';
import { profileClock, sharesOf } from '../cpu-profile.ts';
import { loadDoor } from '../load.ts';
import { Store } from '../store.ts';
import { makeProject, startBareRoute, startServer } from '../subjects.ts';
import { type Part, ratio, type Row, whole } from '../table.ts';

const CONNECTIONS = 64;
const WARM_UP_SECONDS = 4;
const SECONDS = 12;
const LOOK_MS = 10;

/** Where the time of single events goes: what stands between them and a bare route. */
export const profile: Part = {
  about: `where the processors' time of a single event goes, of the one process and its database`,
  run: async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'analytics-profile-'));
    try {
      const server = await startServer({}, ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
      const store = new Store(server.databaseUrl);
      const measured = await (async () => {
        const { key } = makeProject(server, 'Profile');
        const load = (seconds: number) =>
          loadDoor({ url: server.url, key, connections: CONNECTIONS, batch: 1, seconds });
        await load(WARM_UP_SECONDS);
        const cost = new Cost(server.pid, await store.pid());
        const from = profileClock();
        const [result, database] = await Promise.all([
          load(SECONDS),
          statementsOf(server.databaseUrl, SECONDS * 1_000),
        ]);
        return { from, to: profileClock(), cost: cost.each(result.accepted), result, database };
      })().finally(async () => {
        await store.close();
        // It leaves its profile when it ends.
        await server.stop();
      });
      const bare = await bareRoute();
      const { cost, result, database } = measured;
      const [ofServer, ofDatabase] = cost;
      const shares = await sharesOf(folder, measured.from, measured.to, roomOf);
      return [
        {
          what: 'single events, with the profiler at work',
          measured: `${whole(result.requestsPerSecond)} requests/s, ${costText(cost)} a request`,
          baseline: `${whole(bare.requestsPerSecond)} requests/s, ${costText(bare.cost)} a request: bare Fastify route, equal validation, no profiler`,
          ratio: ratio(result.requestsPerSecond, bare.requestsPerSecond),
        },
        ...rowsOf('server', shares, ofServer),
        ...rowsOf('database', database, ofDatabase),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Measured {
  readonly requestsPerSecond: number;
  readonly cost: readonly [server: number, database: number];
}

async function bareRoute(): Promise<Measured> {
  const bare = await startBareRoute();
  try {
    const load = (seconds: number) =>
      loadDoor({ url: bare.url, key: '', connections: CONNECTIONS, batch: 1, seconds });
    await load(WARM_UP_SECONDS);
    const cost = new Cost(bare.pid);
    const { accepted, requestsPerSecond } = await load(WARM_UP_SECONDS);
    return { requestsPerSecond, cost: cost.each(accepted) };
  } finally {
    await bare.stop();
  }
}

function rowsOf(whose: string, shares: ReadonlyMap<string, number>, all: number): Row[] {
  return [...shares]
    .sort(([, a], [, b]) => b - a)
    .map(([name, share]) => ({
      what: `${whose}: ${name}`,
      measured: `${(share * all).toFixed(1)} µs`,
      baseline: `${all.toFixed(0)} µs: all of the ${whose}'s`,
      ratio: share.toFixed(2),
    }));
}

/** What each folder of the product is for, of a single event; the first that is named in a path counts. */
const rooms: readonly (readonly [part: string, name: string])[] = [
  ['dist/server/platform/queue/', 'the queue'],
  ['/bullmq/', 'the queue'],
  ['/ingest/packed-events', 'packing jobs and unpacking them'],
  ['/ingest/ingest.queue', 'packing jobs and unpacking them'],
  ['dist/server/ingest/', 'the door: reading, checking and enriching'],
  ['dist/server/projects/', 'the door: keys and projects'],
  ['dist/server/platform/http/', 'HTTP, Fastify and our own around it'],
  ['dist/server/realtime/', 'the live feed'],
  ['dist/server/events/', 'storing and counting'],
  ['/pg-copy-streams/', 'storing and counting'],
  ['/prom-client/', 'figures for /metrics'],
  ['/pg/', 'driver of PostgreSQL, of the queue and the store'],
  ['/pg-', 'driver of PostgreSQL, of the queue and the store'],
  ['/fastify/', 'HTTP, Fastify and our own around it'],
  ['/find-my-way/', 'HTTP, Fastify and our own around it'],
  ['/@fastify/', 'HTTP, Fastify and our own around it'],
  ['node:_http', 'HTTP, Fastify and our own around it'],
  ['node:net', 'sockets'],
  ['node:internal/stream_base_commons', 'sockets'],
];

function roomOf({ functionName, url }: { functionName: string; url: string }): string | null {
  if (functionName === '(garbage collector)') return 'collecting garbage';
  if (functionName === '(program)') return 'Node itself, below JavaScript';
  return rooms.find(([part]) => url.includes(part))?.[1] ?? null;
}

/** What PostgreSQL was computing, by looking again and again: shares of all its work. */
async function statementsOf(url: string, lasting: number): Promise<ReadonlyMap<string, number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const seen = new Map<string, number>();
  let all = 0;
  const end = performance.now() + lasting;
  while (performance.now() < end) {
    const { rows } = await client.query<{ query: string; backend: string }>(
      `SELECT query, backend_type AS backend FROM pg_stat_activity
       WHERE pid <> pg_backend_pid() AND wait_event IS NULL
         AND (state = 'active' OR backend_type <> 'client backend')`,
    );
    for (const { query, backend } of rows) {
      const name = backend === 'client backend' ? workOf(query) : 'processes of its own';
      seen.set(name, (seen.get(name) ?? 0) + 1);
      all += 1;
    }
    await pause(LOOK_MS);
  }
  await client.end();
  return new Map([...seen].map(([name, times]) => [name, times / all]));
}

function workOf(query: string): string {
  // Statements of BullMQ begin with a comment.
  if (query.startsWith('--')) return 'the queue';
  if (query.includes('pg_notify')) return 'the live feed';
  if (/^\s*(BEGIN|COMMIT|START|SET)/i.test(query)) return 'beginning and ending transactions';
  if (/\bfacts\b|rollup|dirty_days/i.test(query)) return 'counting';
  return 'storing';
}
