import { setTimeout as pause } from 'node:timers/promises';
import type { Project } from '../projects/project.js';
import { LiveVisits } from './seed/live-visits.js';
import { Random } from './seed/random.js';
import type { Terminal } from './terminal.js';

const TICK_MS = 1_000;
const READY_WITHIN_MS = 60_000;

export interface LiveDemo {
  /** Where the server answers, without a trailing slash. */
  readonly url: string;
  /** A secret key: only such a key may speak for visitors elsewhere. */
  readonly key: string;
  readonly project: Project;
  /** Events a second, about. */
  readonly rate: number;
  readonly users: number;
}

/** Sends visits to the running server as they happen, over its own door, until interrupted. */
export async function sendLiveTraffic(demo: LiveDemo, terminal: Terminal): Promise<void> {
  const visits = new LiveVisits(
    new Random(`live-${Date.now()}`),
    demo.project,
    demo.rate,
    demo.users,
    Date.now(),
  );
  let sent = 0;
  let away = false;
  while (!terminal.interrupted.aborted) {
    const events = visits.due(Date.now());
    if (events.length > 0) {
      const answer = await post(demo, events);
      if (answer.accepted !== null) sent += answer.accepted;
      if (answer.problem !== null && !away) terminal.print(`Not taken: ${answer.problem}`);
      away = answer.problem !== null;
      terminal.progress(`Live traffic: ${sent} events sent (Ctrl-C stops it)`);
      await rest(answer.pauseMs, terminal);
    }
    await rest(TICK_MS, terminal);
  }
  terminal.print(`Live traffic stopped after ${sent} events.`);
}

/** Resolves when the server takes events; false when it does not within a minute. */
export async function serverIsReady(url: string, terminal: Terminal): Promise<boolean> {
  const end = performance.now() + READY_WITHIN_MS;
  while (performance.now() < end && !terminal.interrupted.aborted) {
    if (await isReady(url)) return true;
    await rest(500, terminal);
  }
  return false;
}

/** Whether the server takes events now. */
export async function isReady(url: string): Promise<boolean> {
  const asked = fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
  const answer = await asked.catch(() => null);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}

async function post(
  { url, key }: LiveDemo,
  events: readonly unknown[],
): Promise<{ accepted: number | null; problem: string | null; pauseMs: number }> {
  try {
    const answer = await fetch(`${url}/api/v1/events/ingest`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body: JSON.stringify({ sent_at: new Date().toISOString(), events }),
      signal: AbortSignal.timeout(10_000),
    });
    const body = (await answer.json()) as { accepted?: number; detail?: string };
    const pauseMs = Number(answer.headers.get('retry-after') ?? 0) * 1_000;
    if (answer.ok) return { accepted: body.accepted ?? 0, problem: null, pauseMs };
    return { accepted: null, problem: body.detail ?? `status ${answer.status}`, pauseMs };
  } catch {
    return { accepted: null, problem: `the server at ${url} does not answer`, pauseMs: 2_000 };
  }
}

async function rest(milliseconds: number, { interrupted }: Terminal): Promise<void> {
  if (milliseconds <= 0) return;
  await pause(milliseconds, undefined, { signal: interrupted }).catch(() => undefined);
}
