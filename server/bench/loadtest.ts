/**
 * Sends bounded load to a running server on this machine and says how it did: `make loadtest`, or
 * `node server/bench/loadtest.ts --rate 500 --seconds 30`. Events go to the project «Load test» of the demo account.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { BROWSER, sampleEvent } from './sample-event.ts';

const MOST_EVENTS_A_SECOND = 100_000;
const MOST_SECONDS = 600;
const MOST_WAITING = 256;

interface Load {
  readonly url: string;
  readonly key: string;
  /** Events a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Events of one request. */
  readonly batch: number;
}

/** What has come back so far. */
interface Results {
  accepted: number;
  /** Requests that had to be left out because too many were waiting for an answer. */
  leftOut: number;
  readonly statuses: Map<string, number>;
  readonly latencies: number[];
}

const load = readLoad();
const results = await send(load);
report(load, results);
process.exit(results.statuses.size === 1 && results.statuses.has('202') ? 0 : 1);

async function send({ url, key, rate, seconds, batch }: Load): Promise<Results> {
  const results: Results = { accepted: 0, leftOut: 0, statuses: new Map(), latencies: [] };
  const waiting = new Set<Promise<void>>();
  const started = performance.now();
  const requests = Math.ceil((rate * seconds) / batch);
  let told = 0;
  for (let sent = 0; sent < requests; sent += 1) {
    // Requests leave on their own time, not when the one before is answered: a slow server gets no rest.
    const due = started + (sent * batch * 1_000) / rate;
    const early = due - performance.now();
    if (early > 1) await pause(early);
    if (waiting.size >= MOST_WAITING) {
      results.leftOut += 1;
      continue;
    }
    const request = post(url, key, batch, sent, results).finally(() => waiting.delete(request));
    waiting.add(request);
    const second = Math.floor((performance.now() - started) / 1_000);
    if (second <= told) continue;
    told = second;
    process.stdout.write(
      `${String(second).padStart(4)} s · ${results.accepted} accepted · ${waiting.size} waiting\n`,
    );
  }
  await Promise.all(waiting);
  return results;
}

async function post(
  url: string,
  key: string,
  batch: number,
  number: number,
  results: Results,
): Promise<void> {
  const started = performance.now();
  const events = Array.from({ length: batch }, (_, index) => sampleEvent(number * batch + index));
  let status = 'no answer';
  try {
    const answer = await fetch(`${url}/api/v1/events/ingest`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key, 'user-agent': BROWSER },
      body: JSON.stringify({ sent_at: new Date().toISOString(), events }),
      signal: AbortSignal.timeout(30_000),
    });
    const body = (await answer.json()) as { accepted?: number };
    status = String(answer.status);
    results.accepted += body.accepted ?? 0;
  } catch {
    // The server is away or slow: that is a result too.
  }
  results.latencies.push(performance.now() - started);
  results.statuses.set(status, (results.statuses.get(status) ?? 0) + 1);
}

function report({ rate, seconds, batch }: Load, results: Results): void {
  const sorted = results.latencies.sort((one, other) => one - other);
  const at = (share: number): string => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return `${value.toFixed(1)} ms`;
  };
  const statuses = [...results.statuses].map(([status, count]) => `${count} × ${status}`);
  const lines = [
    '',
    `Asked for   ${rate} events/s for ${seconds} s, ${batch} a request`,
    `Accepted    ${results.accepted} events, ${Math.round(results.accepted / seconds)}/s`,
    `Answers     ${statuses.join(', ') || 'none'}`,
    `Latency     p50 ${at(0.5)} · p95 ${at(0.95)} · p99 ${at(0.99)}`,
    ...(results.leftOut > 0 ? [`Left out    ${results.leftOut} requests: too many waited`] : []),
    '',
  ];
  process.stdout.write(lines.join('\n'));
}

function readLoad(): Load {
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
  return { url: url.origin, key: values.key ?? made?.key ?? '', rate, seconds, batch };
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
