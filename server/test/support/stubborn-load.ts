import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../src/cli/seed/random.js';

const SENDERS = 4;
const BATCH = 6;
const BETWEEN_MS = 25;
const AGAIN_MS = 60;
const DAY_MS = 86_400_000;
const VISITORS = 300;
// The server may be gone in the middle of an answer, with or without a word.
const PATIENCE_MS = 4_000;

/** Clients that send until they are told to stop, and send again what was not acknowledged, as every SDK does. */
export interface StubbornLoad {
  /** Ids of the events that a 202 was given for. */
  readonly acknowledged: ReadonlySet<string>;
  /** Answers that no client should ever get; must stay empty. */
  readonly strange: readonly string[];
  /** Resolves when the last batch begun is acknowledged as well. */
  stop(): Promise<void>;
  /** Sends no more, acknowledged or not: for when there is nobody left who could acknowledge it. */
  abandon(): void;
}

/** Sends to `url()` with a secret key: views of many visitors over the last three days, so that rollups are made. */
export function startStubbornLoad(url: () => string, key: string, seed: string): StubbornLoad {
  const acknowledged = new Set<string>();
  const strange: string[] = [];
  let stopping = false;
  let abandoned = false;
  const random = new Random(seed);

  const knock = async (events: readonly object[]): Promise<boolean> => {
    try {
      const answer = await fetch(`${url()}/api/v1/events/ingest`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': key },
        body: JSON.stringify({ events }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await answer.text();
      if (answer.status < 500 && answer.status !== 202) strange.push(`${answer.status} ${text}`);
      return answer.status === 202;
    } catch {
      return false;
    }
  };
  const send = async (): Promise<void> => {
    while (!stopping) {
      const events = Array.from({ length: BATCH }, () => aView(random));
      while (!(await knock(events))) {
        if (abandoned) return;
        await pause(AGAIN_MS);
      }
      for (const { event_id: id } of events) acknowledged.add(id);
      await pause(BETWEEN_MS);
    }
  };
  const senders = Array.from({ length: SENDERS }, send);
  return {
    acknowledged,
    strange,
    stop: async () => {
      stopping = true;
      await Promise.all(senders);
    },
    abandon: () => {
      stopping = true;
      abandoned = true;
    },
  };
}

function aView(random: Random) {
  return {
    event: 'page_view',
    event_id: randomUUID(),
    page_url: `https://shop.example/${random.below(20)}`,
    anonymous_id: `visitor-${random.below(VISITORS)}`,
    timestamp: Date.now() - DAY_MS - random.below(3 * DAY_MS),
  };
}
