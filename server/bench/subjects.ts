import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = path.resolve(import.meta.dirname, '../..');
const BUILT = path.join(ROOT, 'dist/server');
const START_MS = 60_000;
const STOP_MS = 30_000;
// Linux counts the time of processes in hundredths of a second.
const TICKS_A_SECOND = 100;

/** The built server on a database of its own that goes when it stops. */
export interface Server {
  readonly url: string;
  readonly databaseUrl: string;
  /** Of the server itself; its database is another process. */
  readonly pid: number;
  /** What a command of the product printed. */
  readonly cli: (...words: string[]) => string;
  stop(): Promise<void>;
}

/** An account and a project with a write key, as `cli demo --json` prints them. */
export interface Made {
  readonly email: string;
  readonly password: string;
  readonly project_id: string;
  readonly key: string;
}

interface Stoppable {
  readonly url: string;
  stop(): Promise<void>;
}

/** How `npm start` has Node use memory. */
const MEMORY = (
  JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  }
).scripts.start
  .split(' ')
  .filter((word) => word.startsWith('--'));

/** Starts the product: embedded, or as `variables` (DATABASE_URL, REDIS_URL, ROLE) say. `flags` are for Node. */
export async function startServer(
  variables: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<Server> {
  const folder = await temporaryFolder();
  const dataDir = path.join(folder, 'data');
  const port = await freePort();
  const spawned = {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      RATE_LIMIT_PER_MINUTE: '0',
      LOG_LEVEL: 'error',
      // The load names an address for each visitor, as a proxy in front would.
      TRUST_PROXY: '1',
      SECRET_KEY: variables['DATABASE_URL'] ? 'a-secret-for-measuring-only-0123456789' : '',
      ...variables,
    },
  };
  const child = spawn(process.execPath, [...MEMORY, ...flags, path.join(BUILT, 'main.js')], {
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
    const databaseUrl = variables['DATABASE_URL'] ?? (await embeddedUrl(dataDir));
    return { url, databaseUrl, pid: child.pid ?? 0, cli: (...words) => run(words, spawned), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An empty project on the server, with a key to write. */
export function makeProject(server: Server, name: string): Made {
  const words = ['--name', name, '--events', '0', '--zone', 'UTC', '--json'];
  return JSON.parse(server.cli('demo', ...words)) as Made;
}

/** A PostgreSQL as the product embeds it, for servers that share one. */
export async function startDatabase(): Promise<Stoppable> {
  const folder = await temporaryFolder();
  const { startEmbedded } = await embedding();
  const database = await startEmbedded(folder);
  return {
    url: database.url,
    stop: async () => {
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A Redis that keeps what it acknowledges, as far as `appendfsync everysec` does; null where none is installed. */
export async function startRedis(): Promise<Stoppable | null> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return null;
  const folder = await temporaryFolder();
  const port = await freePort();
  const kept = ['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
  const child = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', ...kept], {
    stdio: 'ignore',
  });
  await listening(port);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The bare route that the door is compared with. */
export async function startBareRoute(): Promise<Stoppable & { readonly pid: number }> {
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, 'bare.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
    child.once('exit', () => reject(new Error('The bare route did not start.')));
  });
  return { url, pid: child.pid ?? 0, stop: () => end(child) };
}

/** Seconds of processor time a process has used; NaN where the system does not tell. */
export function processorSeconds(pid: number): number {
  return processes().find((one) => one.pid === pid)?.own ?? Number.NaN;
}

/** The same of a process and all it started, those that have ended included. */
export function familySeconds(pid: number): number {
  const all = processes();
  const below = (parent: number): number =>
    all
      .filter((one) => one.parent === parent)
      .reduce((sum, one) => sum + one.own + one.ended + below(one.pid), 0);
  const head = all.find((one) => one.pid === pid);
  return head ? head.own + head.ended + below(pid) : Number.NaN;
}

/** Who started a process; NaN where the system does not tell. */
export function parentOf(pid: number): number {
  return processes().find((one) => one.pid === pid)?.parent ?? Number.NaN;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Seconds of the processor. */
  readonly own: number;
  /** Those of processes it started and that have ended. */
  readonly ended: number;
}

function processes(): Process[] {
  // Only Linux has this folder.
  if (!existsSync('/proc/self/stat')) return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const fields = told(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    if (fields.length < 15) return [];
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields
      .slice(11, 15)
      .map((ticks) => Number(ticks) / TICKS_A_SECOND);
    const [own, ended] = [user + system, endedUser + endedSystem];
    return [{ pid: Number(pid), parent: Number(fields[1]), own, ended }];
  });
}

/** Megabytes of memory a process holds; NaN where the system does not tell. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(told(`/proc/${pid}/status`))?.[1] ?? Number.NaN) / 1_024;
}

function told(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Only Linux has these files.
    return '';
  }
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

interface Embedding {
  readonly runningDatabaseUrl: (root: string) => Promise<string | null>;
  readonly startEmbedded: (root: string) => Promise<Stoppable>;
}

async function embedding(): Promise<Embedding> {
  return (await import(path.join(BUILT, 'platform/embedded/embedded-database.js'))) as Embedding;
}

async function embeddedUrl(dataDir: string): Promise<string> {
  const url = await (await embedding()).runningDatabaseUrl(dataDir);
  if (url === null) throw new Error('The embedded database is not there.');
  return url;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'analytics-bench-'));
  // The database's own user has to get in.
  await chmod(folder, 0o755);
  return folder;
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

async function listening(port: number): Promise<void> {
  const latest = performance.now() + START_MS;
  while (performance.now() < latest) {
    const connected = await new Promise<boolean>((resolve) => {
      const probe = net.connect(port, '127.0.0.1', () => resolve(true));
      probe.once('error', () => resolve(false));
      probe.once('connect', () => probe.end());
    });
    if (connected) return;
    await pause(50);
  }
  throw new Error(`Nothing listens on port ${port}.`);
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
