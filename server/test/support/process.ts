import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './ports.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const MAIN = path.join(ROOT, 'dist/server/main.js');
// As `make start` has it: what was compiled once is not compiled at each start.
const COMPILED = path.join(ROOT, 'node_modules/.cache/compiled');

/** The built server as a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Everything it has printed so far. */
  output(): string;
  /** Resolves with the exit code (null when a signal ended it). */
  readonly exited: Promise<number | null>;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Spawns the built server with exactly these variables (and a free PORT unless one is given). */
export async function spawnServer(variables: Record<string, string>): Promise<ServerProcess> {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: npm run build:server first.`);
  const port = Number(variables['PORT'] ?? (await freePort()));
  const child = spawn(process.execPath, [MAIN], {
    cwd: variables['DATA_DIR'] ? path.dirname(variables['DATA_DIR']) : ROOT,
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: String(port),
      NODE_COMPILE_CACHE: COMPILED,
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return wrap(child, port);
}

/** As `spawnServer`, and waits until it is ready to work; throws with its output when it ends instead. */
export async function startProcess(variables: Record<string, string>): Promise<ServerProcess> {
  const server = await spawnServer(variables);
  let over = false;
  void server.exited.then(() => (over = true));
  const end = performance.now() + 90_000;
  while (performance.now() < end && !over) {
    if (await isReady(server.url)) return server;
    await pause(50);
  }
  await server.stop('SIGKILL');
  throw new Error(`The server did not become ready:\n${server.output()}`);
}

function wrap(child: ChildProcess, port: number): ServerProcess {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}
