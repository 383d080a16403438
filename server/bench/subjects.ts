import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const BUILT = path.resolve(import.meta.dirname, '../../dist/server');
const START_MS = 60_000;
const STOP_MS = 30_000;

/** The built server on a database of its own that goes when it stops. */
export interface Server {
  readonly url: string;
  readonly databaseUrl: string;
  /** What a command of the product printed. */
  readonly cli: (...words: string[]) => string;
  stop(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'analytics-bench-'));
  // The database's own user has to get in.
  await chmod(folder, 0o755);
  const dataDir = path.join(folder, 'data');
  const port = await freePort();
  const variables = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    RATE_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'error',
  };
  const spawned = { cwd: folder, env: variables };
  const child = spawn(process.execPath, [path.join(BUILT, 'main.js')], {
    ...spawned,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await ready(child, `${url}/readyz`);
    return {
      url,
      databaseUrl: await databaseUrlOf(dataDir),
      cli: (...words) => run(words, spawned),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The bare route that the door is compared with. */
export async function startBareRoute(): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, 'bare.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
    child.once('exit', () => reject(new Error('The bare route did not start.')));
  });
  return { url, stop: () => end(child) };
}

function run(words: string[], options: { cwd: string; env: NodeJS.ProcessEnv }): string {
  const ran = spawnSync(process.execPath, [path.join(BUILT, 'cli.js'), ...words], {
    ...options,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  if (ran.status !== 0) throw new Error(`${words.join(' ')}: ${ran.stderr || ran.stdout}`);
  return ran.stdout;
}

async function databaseUrlOf(dataDir: string): Promise<string> {
  const module = path.join(BUILT, 'platform/embedded/embedded-database.js');
  const { runningDatabaseUrl } = (await import(module)) as {
    runningDatabaseUrl: (root: string) => Promise<string | null>;
  };
  const url = await runningDatabaseUrl(dataDir);
  if (url === null) throw new Error('The embedded database is not there.');
  return url;
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  const latest = performance.now() + START_MS;
  while (performance.now() < latest && child.exitCode === null) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('The server did not become ready.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exited;
  clearTimeout(hard);
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
