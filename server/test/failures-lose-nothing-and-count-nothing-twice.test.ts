import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../src/cli/seed/random.js';
import {
  type EmbeddedDatabase,
  runningDatabaseUrl,
  startEmbedded,
} from '../src/platform/embedded/embedded-database.js';
import { findPostmaster } from '../src/platform/embedded/postmaster.js';
import { booksOf, expectStoredOnce, expectVerified } from './support/accounting.js';
import { makeProject } from './support/door.js';
import { eventually } from './support/patience.js';
import { type ServerProcess, startProcess } from './support/process.js';
import { startRedis, type TestRedis } from './support/redis.js';
import { type StubbornLoad, startStubbornLoad } from './support/stubborn-load.js';
import type { TestApp } from './support/app.js';

// FAILURE_ROUNDS makes it longer; FAILURE_SEED repeats a run.
const ROUNDS = Number(process.env['FAILURE_ROUNDS'] ?? 20);
const seed = process.env['FAILURE_SEED'] ?? String(Date.now());
const SECRET_KEY = 'a secret that only this test knows, and nobody else';
const LONGEST_BREATH_MS = 900;

/** Somebody who can be killed, and what brings them back. */
type Victim = () => Promise<void>;

/** Kills one of the victims at a random moment under load, round after round; the load goes on all the time. */
async function killAtRandom(
  victims: Readonly<Record<string, Victim>>,
  rounds: number,
  isReady: () => Promise<boolean>,
): Promise<void> {
  const random = new Random(`${seed} ${Object.keys(victims).join()}`);
  const names = Object.keys(victims);
  for (let round = 0; round < rounds; round += 1) {
    await pause(random.below(LONGEST_BREATH_MS));
    // Each once before any of them again.
    const name = names[(round + random.below(2)) % names.length] ?? '';
    await victims[name]?.();
    await eventually(isReady, 30_000).catch((error: unknown) => {
      throw new Error(`After the end of ${name} in round ${round}`, { cause: error });
    });
  }
}

/** Kills the PostgreSQL that runs, and waits until there is another one in its place. */
async function killPostgres(running: () => Promise<number | undefined>): Promise<void> {
  const killed = await running();
  if (killed === undefined) throw new Error('No PostgreSQL runs.');
  process.kill(killed, 'SIGKILL');
  await eventually(async () => ![killed, undefined].includes(await running()), 30_000);
}

const ready = (server: { url: string }): Promise<boolean> =>
  fetch(`${server.url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

describe(`killed at random moments (FAILURE_SEED=${seed})`, () => {
  let folder: string;
  let load: StubbornLoad | undefined;
  const servers = new Set<ServerProcess>();

  const start = async (variables: Record<string, string>): Promise<ServerProcess> => {
    const server = await startProcess({
      RATE_LIMIT_PER_MINUTE: '0',
      LOG_LEVEL: 'warn',
      ...variables,
    });
    servers.add(server);
    return server;
  };
  const restart = async (
    server: ServerProcess,
    variables: Record<string, string>,
  ): Promise<ServerProcess> => {
    await server.stop('SIGKILL');
    servers.delete(server);
    return start({ ...variables, PORT: String(server.port) });
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'analytics-failures-'));
    await chmod(folder, 0o755);
  });
  afterEach(async () => {
    load?.abandon();
    await Promise.all([...servers].map((server) => server.stop()));
    servers.clear();
    await rm(folder, { recursive: true, force: true });
  });

  it('the one process and its database keep what they acknowledged, each event once', async () => {
    const dataDir = path.join(folder, 'data');
    const cluster = path.join(dataDir, 'postgres');
    const variables = { DATA_DIR: dataDir };
    let server = await start(variables);
    const project = await makeProject(server as unknown as TestApp);
    load = startStubbornLoad(() => server.url, project.secretKey, seed);

    await killAtRandom(
      {
        process: async () => {
          server = await restart(server, variables);
        },
        database: async () => {
          await killPostgres(async () => (await findPostmaster(cluster))?.pid);
        },
      },
      Math.ceil(ROUNDS * 0.4),
      () => ready(server),
    );

    await load.stop();
    expect(load.strange).toEqual([]);
    const books = booksOf((await runningDatabaseUrl(dataDir)) ?? '');
    await expectStoredOnce(books, load.acknowledged, 40_000);
    await expectVerified(books, variables);
  }, 900_000);

  it('api, worker, PostgreSQL and Redis keep what they acknowledged, each event once', async () => {
    const redis: TestRedis = await startRedis();
    const database: EmbeddedDatabase = await startEmbedded(path.join(folder, 'postgresql'));
    try {
      const common = { DATABASE_URL: database.url, REDIS_URL: redis.url, SECRET_KEY };
      // Migrations run in the role that does everything.
      const first = await start({ ...common, ROLE: 'all' });
      const project = await makeProject(first as unknown as TestApp);
      await first.stop();
      servers.delete(first);
      let api = await start({ ...common, ROLE: 'api' });
      let worker = await start({ ...common, ROLE: 'worker' });
      load = startStubbornLoad(() => api.url, project.secretKey, seed);

      await killAtRandom(
        {
          worker: async () => {
            worker = await restart(worker, { ...common, ROLE: 'worker' });
          },
          PostgreSQL: async () => {
            await killPostgres(() => Promise.resolve(database.pid));
          },
          api: async () => {
            api = await restart(api, { ...common, ROLE: 'api' });
          },
          Redis: async () => {
            await redis.kill();
            await redis.restart();
          },
        },
        Math.floor(ROUNDS * 0.6),
        async () => (await ready(api)) && (await ready(worker)),
      );

      await load.stop();
      expect(load.strange).toEqual([]);
      const books = booksOf(database.url);
      await expectStoredOnce(books, load.acknowledged, 40_000);
      await expectVerified(books, common);
    } finally {
      await Promise.all([...servers].map((server) => server.stop()));
      servers.clear();
      await redis.stop();
      await database.stop();
    }
  }, 900_000);
});
