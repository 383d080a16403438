import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LiveVisits } from '../../dist/server/cli/seed/live-visits.js';
import { Random } from '../../dist/server/cli/seed/random.js';

const SERVER = path.resolve(import.meta.dirname, '../../dist/server');
const READY_WITHIN_MS = 30_000;
const EVENTS_A_SECOND = 6;

export const owner = {
  email: 'olive@example.com',
  password: 'correct horse battery',
  full_name: 'Olive Marsh',
};

/** A server of its own with an empty embedded database, gone with everything it stored after `close`. */
export async function openStage() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'analytics-screenshots-'));
  const port = await freePort();
  const variables = {
    PATH: process.env.PATH,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: path.join(folder, 'data'),
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '0',
  };
  const url = `http://127.0.0.1:${port}`;
  const run = (words) =>
    spawn(process.execPath, [path.join(SERVER, words[0]), ...words.slice(1)], {
      cwd: folder,
      env: variables,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const server = run(['main.js']);
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await ready(url);
  return {
    url,
    /** Fills a project with the same traffic every time, ending now. */
    seed: (projectId, events) =>
      succeed(
        run([
          ...['cli.js', 'seed', '--project', projectId, '--seed', 'screenshots'],
          ...['--events', String(events), '--days', '30', '--users', '300'],
        ]),
      ),
    close: async () => {
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The API as this account sees it: `ask('POST /projects', body)`. */
export async function signInTo(url) {
  const { access_token: token } = await ask(url, 'POST /auth/login', owner);
  return (route, body) => ask(url, route, body, { authorization: `Bearer ${token}` });
}

export async function ask(url, route, body, headers = {}) {
  const [method, address] = route.split(' ');
  const answer = await fetch(`${url}/api/v1${address}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Sends visits as they happen with a secret key, until `stop`. */
export function sendVisits(url, key, project) {
  const visits = new LiveVisits(
    new Random('screenshots'),
    project,
    EVENTS_A_SECOND,
    300,
    Date.now(),
  );
  const timer = setInterval(async () => {
    const events = visits.due(Date.now());
    const body = { sent_at: new Date().toISOString(), events };
    // A machine that is busy may refuse some; the pictures need only most of them.
    if (events.length) {
      await ask(url, 'POST /events/ingest', body, { 'x-api-key': key }).catch(() => null);
    }
  }, 500);
  return { stop: () => clearInterval(timer) };
}

async function ready(url) {
  const end = performance.now() + READY_WITHIN_MS;
  while (performance.now() < end) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('The server did not become ready.');
}

async function succeed(child) {
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`A command ended with ${code}.`);
}

async function freePort() {
  const probe = net.createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
