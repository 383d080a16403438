import { loadDoor } from '../load.ts';
import { inProportion, speedOf } from '../speed.ts';
import { Store } from '../store.ts';
import {
  makeProject,
  type Server,
  startBareRoute,
  startDatabase,
  startRedis,
  startServer,
} from '../subjects.ts';
import { atLeast, ms, type Part, ratio, type Row, say, whole } from '../table.ts';

const BATCH = 50;
const CONNECTIONS = 64;
const SECONDS = 5;
const WARM_UP_SECONDS = 2;
const LIMITS = { Redis: 60_000, PostgreSQL: 40_000 } as const;
const DRAIN_LIMIT = 35_000;
const SHARE_OF_COPY = 0.3;
const WARM_UP_SHARE = 0.25;

/** How fast a queue takes what nobody stores yet, and how fast one process then stores it. */
export const queues: Part = {
  about:
    'batches of 50 over 64 connections into the queue, and one process that empties it afterwards',
  run: async () => [...(await measure('PostgreSQL')), ...(await measure('Redis'))],
};

interface Filled {
  readonly row: Row;
  readonly accepted: number;
  /** Of the machine, beside a quiet one. */
  readonly speed: number;
}

async function measure(kind: keyof typeof LIMITS): Promise<Row[]> {
  const redis = kind === 'Redis' ? await startRedis() : null;
  if (kind === 'Redis' && !redis) {
    say('No redis-server is installed: not measured.');
    return [];
  }
  const database = await startDatabase();
  const where = { DATABASE_URL: database.url, ...(redis && { REDIS_URL: redis.url }) };
  const store = new Store(database.url);
  try {
    const first = await startServer(where);
    const { key, project_id: projectId } = makeProject(first, kind);
    await first.stop();
    const taken = await fill(kind, { ...where, ROLE: 'api' }, key);
    const no = await store.projectNo(projectId);
    return [taken.row, await drain(kind, where, store, no, taken)];
  } finally {
    await store.close();
    await redis?.stop();
    await database.stop();
  }
}

async function fill(
  kind: keyof typeof LIMITS,
  variables: Readonly<Record<string, string>>,
  key: string,
): Promise<Filled> {
  const bare = await startBareRoute();
  const api = await startServer(variables);
  try {
    const load = (url: string, seconds: number) =>
      loadDoor({ url, key, connections: CONNECTIONS, batch: BATCH, seconds });
    await load(bare.url, WARM_UP_SECONDS);
    const answered = await load(bare.url, SECONDS);
    const warm = await load(api.url, WARM_UP_SECONDS);
    const taken = await load(api.url, SECONDS);
    const speed = speedOf(answered.requestsPerSecond, BATCH);
    const again = taken.again > 0 ? `, ${whole(taken.again)} sent again` : '';
    const row = {
      what: `taken into the queue in ${kind}, ROLE=api`,
      measured: `${whole(taken.eventsPerSecond)} events/s, p50 ${ms(taken.p50)}, p99 ${ms(taken.p99)}${again}`,
      baseline: `${whole(answered.eventsPerSecond)} events/s: bare Fastify route, equal validation`,
      ratio: ratio(taken.eventsPerSecond, answered.eventsPerSecond),
      limit: atLeast(
        taken.eventsPerSecond,
        LIMITS[kind] * speed,
        inProportion(`${whole(LIMITS[kind])} events/s`, speed),
      ),
    };
    return { row, accepted: warm.accepted + taken.accepted, speed };
  } finally {
    await api.stop();
    await bare.stop();
  }
}

async function drain(
  kind: keyof typeof LIMITS,
  variables: Readonly<Record<string, string>>,
  store: Store,
  no: number,
  { accepted, speed }: Filled,
): Promise<Row> {
  say(`${kind}: ${whole(accepted)} events wait; storing …`);
  let server: Server | null = null;
  try {
    server = await startServer(variables);
    // The first part warms it up.
    const early = await store.drained(no, accepted * WARM_UP_SHARE);
    const begun = { at: performance.now(), events: early };
    const events = await store.drained(no, accepted);
    const seconds = (performance.now() - begun.at) / 1_000;
    const rate = (events - begun.events) / seconds;
    const copy = await store.copyOfAll(no);
    const plain = copy.events / copy.seconds;
    const share = rate / plain;
    return {
      what: `stored from the queue in ${kind}, ROLE=all`,
      measured: `${whole(rate)} events/s (${whole(events)} of ${whole(accepted)})`,
      baseline: `${whole(plain)} events/s: plain COPY of the same rows into the same tables`,
      ratio: share.toFixed(2),
      limit: {
        text: `≥ ${inProportion(`${whole(DRAIN_LIMIT)} events/s`, speed)}, ≥ ${SHARE_OF_COPY}, all`,
        met: rate >= DRAIN_LIMIT * speed && share >= SHARE_OF_COPY && events === accepted,
      },
    };
  } finally {
    await server?.stop();
  }
}
