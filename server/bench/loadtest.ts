/**
 * Sends bounded load to a running server on this machine and says how it did: `make loadtest`, or
 * `node server/bench/loadtest.ts --rate 500 --seconds 30`. Events go to the project «Load test» of the demo account.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Load, loadDoor, type LoadRequest } from './load.ts';
import { ms, say, whole } from './table.ts';

const MOST_EVENTS_A_SECOND = 100_000;
const MOST_SECONDS = 600;
const CONNECTIONS = 64;

const request = readRequest();
const load = await loadDoor(request);
report(load);
process.exit(load.again === 0 && load.accepted > 0 ? 0 : 1);

function report(load: Load): void {
  say('');
  say(
    `Asked for   ${whole(request.rate)} events/s for ${request.seconds} s, ${request.batch} a request`,
  );
  say(`Accepted    ${whole(load.accepted)} events, ${whole(load.eventsPerSecond)}/s`);
  say(`Latency     p50 ${ms(load.p50)} · p95 ${ms(load.p95)} · p99 ${ms(load.p99)}`);
  if (load.again > 0) say(`Sent again  ${whole(load.again)} requests that were refused for now`);
  if (load.late > 0) say(`Late        ${whole(load.late)} requests: all connections were busy`);
}

function readRequest(): LoadRequest & { readonly rate: number } {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      key: { type: 'string' },
      rate: { type: 'string', default: '500' },
      seconds: { type: 'string', default: '20' },
      batch: { type: 'string', default: '10' },
    },
  });
  const rate = bounded('rate', values.rate, MOST_EVENTS_A_SECOND);
  const seconds = bounded('seconds', values.seconds, MOST_SECONDS);
  const batch = bounded('batch', values.batch, 1_000);
  const made = values.key && values.url ? null : loadTestProject();
  const url = new URL(values.url ?? made?.url ?? '');
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) {
    stop(`Load goes to this machine only, not to ${url.hostname}.`);
  }
  const key = values.key ?? made?.key ?? '';
  const progress: LoadRequest['progress'] = (second, accepted) =>
    say(`${String(second).padStart(4)} s · ${whole(accepted)} accepted`);
  return { url: url.origin, key, connections: CONNECTIONS, rate, seconds, batch, progress };
}

/** A project of its own, so that no numbers of others are touched. */
function loadTestProject(): { url: string; key: string } {
  const cli = path.resolve(import.meta.dirname, '../../dist/server/cli.js');
  const words = ['demo', '--name', 'Load test', '--events', '0', '--zone', 'UTC', '--json'];
  const made = spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8' });
  if (made.status !== 0) stop(made.stderr || made.stdout);
  return JSON.parse(made.stdout) as { url: string; key: string };
}

function bounded(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  return stop(`--${name} must be a whole number from 1 to ${most}.`);
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
