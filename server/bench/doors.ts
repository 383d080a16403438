/**
 * What the foreign doors cost: the same 1,000 events in one request, through our own door and through those of Segment
 * and PostHog, in turns on the same server; a ratio is the median of requests that stood side by side.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const EVENTS = 1_000;
const WARM_UP = 10;
const ROUNDS = 60;
const MOST_TRIES = 60;
const PAUSE_MS = 1_000;
/** Most that a foreign door may cost, as a multiple of our own. */
export const MOST = 1.5;

/** What one way in costs. */
export interface DoorCost {
  readonly door: string;
  /** Milliseconds from the request to its answer, the median. */
  readonly ms: number;
  /** Of the costs of our own door, the median of pairs. */
  readonly ratio: number;
  readonly bytes: number;
}

interface Way {
  readonly door: string;
  readonly path: string;
  readonly status: number;
  readonly body: (key: string, events: readonly Sample[]) => object;
}

type Sample = Readonly<Record<string, unknown>>;

const ways: readonly Way[] = [
  {
    door: 'our own',
    path: '/api/v1/events/ingest',
    status: 202,
    body: (key, events) => ({ key, sent_at: new Date().toISOString(), events }),
  },
  {
    door: 'Segment',
    path: '/v1/batch',
    status: 200,
    body: (writeKey, events) => ({
      writeKey,
      sentAt: new Date().toISOString(),
      batch: events.map((event) => ({
        type: event['event'] === 'page_view' ? 'page' : 'track',
        event: event['event'],
        messageId: event['event_id'],
        properties: event['properties'],
        context: {
          sessionId: event['session_id'],
          page: { url: event['page_url'], referrer: event['referrer'] },
          library: { name: 'bench', version: '1' },
        },
      })),
    }),
  },
  {
    door: 'PostHog',
    path: '/batch/',
    status: 200,
    body: (api_key, events) => ({
      api_key,
      sent_at: new Date().toISOString(),
      batch: events.map((event) => ({
        event: event['event'] === 'page_view' ? '$pageview' : event['event'],
        uuid: event['event_id'],
        properties: {
          ...(event['properties'] as object),
          $session_id: event['session_id'],
          $current_url: event['page_url'],
          $referrer: event['referrer'],
          $lib: 'bench',
        },
      })),
    }),
  },
];

/** Measures on a server at `url` with a write key; takes about half a minute. */
export async function measureDoors(url: string, key: string): Promise<DoorCost[]> {
  const times = ways.map((): number[] => []);
  const sizes = ways.map(() => 0);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const events = Array.from({ length: EVENTS }, (_, index) => sampleEvent(index));
    for (const [index, way] of ways.entries()) {
      // The same events under ids of their own, so that each way has all of the work.
      const fresh = events.map((event) => ({ ...event, event_id: randomUUID() }));
      const body = JSON.stringify(way.body(key, fresh));
      const ms = await timed(`${url}${way.path}`, body, way.status);
      sizes[index] = body.length;
      if (round >= 0) times[index]?.push(ms);
    }
  }
  const own = times[0] ?? [];
  return ways.map(({ door }, index) => ({
    door,
    ms: median(times[index] ?? []),
    ratio: median((times[index] ?? []).map((ms, round) => ms / (own[round] ?? ms))),
    bytes: sizes[index] ?? 0,
  }));
}

/** Visits of eight events, each fifth one custom. */
function sampleEvent(number: number): Sample {
  return {
    event: number % 5 === 4 ? 'add_to_cart' : 'page_view',
    session_id: `load-${Math.floor(number / 8)}`,
    page_url: `https://load.example.com/products/${number % 40}`,
    referrer: number % 8 === 0 ? 'https://www.google.com/' : '',
    properties: { number, price: number % 100 },
  };
}

/** Milliseconds of the request; one that is told to come again does, and its waiting does not count. */
async function timed(url: string, body: string, status: number): Promise<number> {
  const headers = { 'content-type': 'text/plain', 'user-agent': BROWSER };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const started = performance.now();
    const answer = await fetch(url, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    const ms = performance.now() - started;
    if (answer.status === status) return ms;
    if (answer.status !== 503) throw new Error(`${url} answered ${answer.status}`);
    await pause(PAUSE_MS);
  }
  throw new Error(`${url} is busy for ever`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
