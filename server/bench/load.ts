import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { BROWSER, sampleEvent } from './sample-event.ts';

/** What requests over some seconds came to. */
export interface Load {
  readonly requestsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly accepted: number;
  readonly p50: number;
  readonly p99: number;
  /** Requests that were not answered with 202 and were sent again, as the tracker does. */
  readonly again: number;
}

export interface LoadRequest {
  readonly url: string;
  readonly key: string;
  readonly connections: number;
  /** Events of one request. */
  readonly batch: number;
  readonly seconds: number;
}

const MOST_TRIES = 20;
const PAUSE_MS = 1_000;

// Loads after each other must not go on with the visits of the one before.
let numbered = 0;

/** Keeps every connection busy for `seconds`: the next request leaves when the one before is answered. */
export async function loadDoor(request: LoadRequest): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: request.connections });
  const latencies: number[] = [];
  let accepted = 0;
  let again = 0;
  const started = performance.now();
  const end = started + request.seconds * 1_000;
  const connection = async (): Promise<void> => {
    while (performance.now() < end) {
      const body = bodyOf(request.batch);
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const sent = performance.now();
        const answer = await post(agent, request, body);
        latencies.push(performance.now() - sent);
        accepted += answer.accepted;
        if (answer.status === 202) break;
        again += 1;
        await pause(PAUSE_MS);
      }
    }
  };
  await Promise.all(Array.from({ length: request.connections }, connection));
  const seconds = (performance.now() - started) / 1_000;
  agent.destroy();
  return {
    requestsPerSecond: (latencies.length - again) / seconds,
    eventsPerSecond: accepted / seconds,
    accepted,
    again,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function bodyOf(batch: number): string {
  const events = Array.from({ length: batch }, () => sampleEvent(numbered++));
  return JSON.stringify({ sent_at: new Date().toISOString(), events });
}

function post(
  agent: http.Agent,
  { url, key }: LoadRequest,
  body: string,
): Promise<{ status: number; accepted: number }> {
  return new Promise((resolve) => {
    const lost = (): void => resolve({ status: 0, accepted: 0 });
    const request = http.request(
      `${url}/api/v1/events/ingest`,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': BROWSER,
          'x-api-key': key,
        },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('error', lost);
        answer.on('end', () => {
          const { accepted = 0 } = JSON.parse(text) as { accepted?: number };
          resolve({ status: answer.statusCode ?? 0, accepted });
        });
      },
    );
    request.on('error', lost);
    request.end(body);
  });
}
