import { type ChildProcess, spawn } from 'node:child_process';
import { access, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inheritedVariables } from '../config/environment.js';
import { SteadyClient } from '../database/steady-client.js';
import { codeOf } from '../http/error-facts.js';
import { type Binaries, findBinaries } from './binaries.js';
import { type DataFolder, clusterOf, giveTo, keptSecret, openDataFolder } from './data-folder.js';
import { type OperatingUser, operatingUser } from './operating-user.js';
import { keepRunning } from './keep-running.js';
import { endPostgres, findPostmaster, stopOrphan, withoutLeftovers } from './postmaster.js';

/** A PostgreSQL of our own; one that ends by itself is started again on the same port and data. */
export interface EmbeddedDatabase {
  readonly url: string;
  /** Of the one that runs now. */
  readonly pid: number;
  /** Where the data really lies. */
  readonly cluster: string;
  /** Settled and ended when it resolves; harmless when called twice. */
  stop(): Promise<void>;
}

const NAME = 'analytics';
const START_MS = 30_000;
const STARTING_UP = '57P03';
const LARGEST_LOG = 10 * 1024 * 1024;

// For a small server: little memory, every acknowledged transaction on disk.
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '16MB',
  maintenance_work_mem: '96MB',
  effective_cache_size: '512MB',
  synchronous_commit: 'on',
  wal_compression: 'on',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  // A table that was filled at once is counted soon: until then plans are made as for an empty one.
  autovacuum_naptime: '15s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
};

/**
 * Starts PostgreSQL on the data under `root`, making it the first time; an orphan of a killed server is ended before.
 * `settings` are PostgreSQL's own and win over ours.
 */
export async function startEmbedded(
  root: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedDatabase> {
  const user = await operatingUser(await clusterOf(root));
  const folder = await openDataFolder(root, user);
  const binaries = await findBinaries(user, folder.home);
  const password = await keptSecret(root, 'database-password');
  if (!(await exists(path.join(folder.cluster, 'PG_VERSION')))) {
    await initialise(folder, binaries, user, password);
  }
  const port = await freePort();
  const url = databaseUrl(password, port);
  const server = await keepRunning('Database', async () => {
    await stopOrphan(folder.cluster);
    await withoutLeftovers(folder.cluster);
    const child = await launch(folder, binaries, user, {
      ...SETTINGS,
      ...settings,
      port: `${port}`,
    });
    try {
      await answering(child, url, folder.log);
      await createDatabase(url);
      return child;
    } catch (error) {
      if (child.pid) await endPostgres(child.pid);
      throw error;
    }
  });
  return {
    url,
    cluster: folder.cluster,
    get pid() {
      return server.pid;
    },
    stop: () => server.stop(endPostgres),
  };
}

/** The URL of the embedded database that is running on this data folder, or null. */
export async function runningDatabaseUrl(root: string): Promise<string | null> {
  const running = await findPostmaster(await clusterOf(root));
  return running && databaseUrl(await keptSecret(root, 'database-password'), running.port);
}

async function initialise(
  folder: DataFolder,
  binaries: Binaries,
  user: OperatingUser | null,
  password: string,
): Promise<void> {
  // Made aside and renamed, so that a start that was cut off leaves nothing half made.
  const unfinished = `${folder.cluster}.new`;
  const passwordFile = `${folder.cluster}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await giveTo(user, unfinished);
  await giveTo(user, passwordFile);
  try {
    await finished(
      spawn(
        binaries.initdb,
        [
          `--pgdata=${unfinished}`,
          `--username=${NAME}`,
          `--pwfile=${passwordFile}`,
          '--auth=scram-sha-256',
          '--encoding=UTF8',
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
          '--locale=C',
          '--data-checksums',
        ],
        { ...user, cwd: '/', env: plainEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] },
      ),
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, folder.cluster);
}

async function launch(
  folder: DataFolder,
  binaries: Binaries,
  user: OperatingUser | null,
  settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const size = await stat(folder.log).then(
    (found) => found.size,
    () => 0,
  );
  const log = await open(folder.log, size > LARGEST_LOG ? 'w' : 'a', 0o600);
  try {
    return spawn(
      binaries.postgres,
      [
        '-D',
        folder.cluster,
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      {
        ...user,
        cwd: '/',
        env: plainEnvironment(),
        // A group of its own: Ctrl-C in the terminal goes to the server, which ends first.
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      },
    );
  } finally {
    await log.close();
  }
}

/** Resolves when PostgreSQL takes connections; rejects with the end of its log when it gave up. */
async function answering(child: ChildProcess, url: string, log: string): Promise<void> {
  let over = false;
  child.once('exit', () => (over = true));
  child.once('error', () => (over = true));
  child.unref();
  const maintenance = maintenanceUrl(url);
  let end = performance.now() + START_MS;
  while (performance.now() < end && !over) {
    const client = new SteadyClient({
      connectionString: maintenance,
      connectionTimeoutMillis: 2_000,
    });
    const refusal = await client.connect().then(
      () => null,
      (error: unknown) => codeOf(error),
    );
    await client.end().catch(() => undefined);
    if (refusal === null) return;
    // After a crash it first repeats what it had logged, which on a slow disk may take minutes.
    if (refusal === STARTING_UP) end = performance.now() + START_MS;
    await pause(25);
  }
  const text = await readFile(log, 'utf8').catch(() => '');
  const lines = text.trim().split('\n').slice(-8).join('\n');
  throw new Error(`The embedded PostgreSQL did not start. The end of ${log}:\n${lines}`);
}

async function createDatabase(url: string): Promise<void> {
  const client = new SteadyClient({ connectionString: maintenanceUrl(url) });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`);
  } finally {
    await client.end();
  }
}

function databaseUrl(password: string, port: number): string {
  return `postgresql://${NAME}:${password}@127.0.0.1:${port}/${NAME}`;
}

function maintenanceUrl(url: string): string {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  return maintenance.href;
}

async function finished(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The embedded database could not be made: ${said.trim()}`));
    });
  });
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TZ } = inheritedVariables();
  return { PATH, TZ, LC_ALL: 'C' };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
