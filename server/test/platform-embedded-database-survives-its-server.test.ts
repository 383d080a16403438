import { chmod, mkdtemp, readFile, readlink, rm, stat } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { findPostmaster } from '../src/platform/embedded/postmaster.js';
import { goneWithin, isAlive } from '../src/platform/embedded/processes.js';
import { eventually } from './support/patience.js';
import { freePort } from './support/ports.js';
import { type ServerProcess, spawnServer, startProcess } from './support/process.js';

/** How long a start took, but for the time in which the process could have gone on and others had the processor. */
async function timed(start: () => Promise<ServerProcess>, into: number[]): Promise<ServerProcess> {
  const before = performance.now();
  const server = await start();
  const took = performance.now() - before;
  into.push(took - (await waitedForProcessor(server.pid)));
  return server;
}

/** Milliseconds, as Linux counts them; 0 where it does not. */
async function waitedForProcessor(pid: number): Promise<number> {
  const counts = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0 0 0');
  return Number(counts.split(' ')[1]) / 1e6;
}

describe('the embedded database', () => {
  let folder: string;
  let dataDir: string;
  const started: ServerProcess[] = [];

  const start = async (variables: Record<string, string> = {}): Promise<ServerProcess> => {
    const server = await startProcess({ DATA_DIR: dataDir, ...variables });
    started.push(server);
    return server;
  };
  const database = () => findPostmaster(path.join(dataDir, 'postgres'));
  const makeFolder = async (): Promise<void> => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'analytics-embedded-'));
    await chmod(folder, 0o755);
    dataDir = path.join(folder, 'data');
  };
  const removeFolder = async (): Promise<void> => {
    for (const server of started.splice(0)) await server.stop('SIGTERM');
    const orphan = await database().catch(() => null);
    if (orphan) process.kill(orphan.pid, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true });
  };

  describe('in a folder of its own', () => {
    beforeEach(makeFolder);
    afterEach(removeFolder);

    test('is made at the first start and found again at the second, each soon', async () => {
      // The machine may have other things to do: one of three tries has to be soon.
      const firsts: number[] = [];
      const seconds: number[] = [];
      for (let attempt = 0; attempt < 3; attempt += 1) {
        dataDir = path.join(folder, `data-${attempt}`);
        const first = await timed(start, firsts);
        const account = await register(first.url);
        await first.stop();
        const second = await timed(start, seconds);
        expect((await signIn(second.url, account)).status).toBe(200);
        await second.stop();
        if (Math.min(...firsts) < 15_000 && Math.min(...seconds) < 5_000) break;
      }
      expect(Math.min(...firsts)).toBeLessThan(15_000);
      expect(Math.min(...seconds)).toBeLessThan(5_000);
    });

    const asRoot = process.getuid?.() === 0 ? test : test.skip;
    asRoot('works for root where nobody else may enter, and comes back to its data', async () => {
      await chmod(folder, 0o700);
      const first = await start();
      const account = await register(first.url);
      const elsewhere = await readlink(path.join(dataDir, 'postgres'));
      try {
        expect(first.output()).toContain(elsewhere);
        await first.stop('SIGKILL');
        const second = await start();
        expect((await signIn(second.url, account)).status).toBe(200);
        await second.stop();
      } finally {
        await rm(path.dirname(elsewhere), { recursive: true, force: true });
      }
    });

    test('a busy PORT that was asked for ends the start with advice', async () => {
      const taken = net.createServer();
      const port = await freePort();
      await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
      const server = await spawnServer({ DATA_DIR: dataDir, PORT: String(port) });
      expect(await server.exited).toBe(1);
      expect(server.output()).toContain(`Port ${port} is busy`);
      expect(server.output()).toContain(`PORT=${port + 1}`);
      taken.close();
    });
  });

  // One folder goes through all of it, in this order.
  describe('through all that can happen to it', () => {
    let server: ServerProcess;
    let account: Account;

    beforeAll(async () => {
      await makeFolder();
      server = await start();
      account = await register(server.url);
    });
    afterAll(removeFolder);

    const expectAccount = async (): Promise<void> => {
      expect((await signIn(server.url, account)).status).toBe(200);
    };

    test('keeps its secrets where only their owner reads them, and out of what it prints', async () => {
      for (const name of ['secret-key', 'database-password']) {
        const file = path.join(dataDir, name);
        expect((await stat(file)).mode & 0o777).toBe(0o600);
        expect(server.output()).not.toContain((await readFile(file, 'utf8')).trim());
      }
    });

    test('a second server on the same folder says where the first one is, and ends', async () => {
      const second = await spawnServer({ DATA_DIR: dataDir });
      expect(await second.exited).toBe(1);
      expect(second.output()).toMatch(/Already running at .* \(process \d+\)/);
      expect(second.output()).not.toMatch(/\n\s+at /);
      expect(await readiness(server)).toBe(200);
    });

    test('killed alone it is started again, as often as that happens, and nothing else needs to be', async () => {
      for (const _again of [1, 2]) {
        process.kill((await database())?.pid ?? 0, 'SIGKILL');
        await eventually(async () => (await readiness(server)) === 503, 5_000);
        await eventually(async () => (await readiness(server)) === 200, 15_000);
        await expectAccount();
      }
    });

    test('a start after kill -9 ends the orphan and finds everything', async () => {
      const orphan = (await database())?.pid ?? 0;
      await server.stop('SIGKILL');
      expect(isAlive(orphan)).toBe(true);
      server = await start();
      await expectAccount();
      expect(await goneWithin(orphan, 0)).toBe(true);
    });

    test('a start after both were killed finds everything', async () => {
      const running = (await database())?.pid ?? 0;
      await server.stop('SIGKILL');
      process.kill(running, 'SIGKILL');
      server = await start();
      await expectAccount();
    });

    test('stops with its server, leaving no process', async () => {
      const running = (await database())?.pid ?? 0;
      expect(await server.stop('SIGTERM')).toBe(0);
      expect(await goneWithin(running, 0)).toBe(true);
      expect(await database()).toBeNull();
      expect(server.output()).not.toMatch(/"level":(40|50|60)/);
    });
  });
});

/** The status of /readyz; throws with what the server printed when it answers nothing any more. */
async function readiness(server: ServerProcess): Promise<number> {
  try {
    return (await fetch(`${server.url}/readyz`)).status;
  } catch (error) {
    throw new Error(`It is gone:\n${server.output().slice(-4_000)}`, { cause: error });
  }
}

interface Account {
  readonly email: string;
  readonly password: string;
}

async function register(url: string): Promise<Account> {
  const account = { email: 'owner@example.com', password: 'correct horse battery' };
  const answer = await post(`${url}/api/v1/auth/register`, account);
  expect(answer.status).toBe(201);
  return account;
}

async function signIn(url: string, account: Account): Promise<Response> {
  return post(`${url}/api/v1/auth/login`, account);
}

async function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
