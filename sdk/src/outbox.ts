import { backoff } from './backoff.js';
import { post } from './post.js';
import type { Settings } from './settings.js';
import { recall, remember } from './storage.js';

const SOON_MS = 200;
const MOST_KEPT = 200;
const MOST_AT_ONCE = 50;
const MOST_CHARACTERS = 20_000;

/** Events, already written as JSON, that wait for the server to take them. */
export interface Outbox {
  add(event: string): void;
  /** Sends what is not under way; when leaving, all of it and at once. */
  flush(leaving?: boolean): Promise<void>;
  /** Takes over what another page of this tab has left behind. */
  takeOver(): void;
  clear(): void;
}

/**
 * Keeps events in memory and in the tab's session storage until the server has taken or refused
 * them, so that a page that goes away with a request under way loses nothing: the next page sends
 * again, and the event ids make the server count once.
 */
export function createOutbox({ apiUrl, project, ignoreGpc }: Settings): Outbox {
  const key = `tracker:${project}`;
  let events: string[] = [];
  let flying: string[] = [];
  let timer: ReturnType<typeof setTimeout> | 0 = 0;
  let failures = 0;
  let most = MOST_AT_ONCE;
  let heldUntil = 0;

  function keep(kept: string[]): void {
    events = kept.slice(-MOST_KEPT);
    remember('sessionStorage', key, events.join('\n'));
  }

  function wait(delay: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = 0;
      void flush();
    }, delay);
  }

  function takeOver(): void {
    const kept = recall('sessionStorage', key, events.join('\n'));
    events = kept ? kept.split('\n') : [];
    flying = [];
    if (events[0]) wait(SOON_MS);
  }

  async function flush(leaving?: boolean): Promise<void> {
    let size = 0;
    const batch = without(events, flying).filter(
      (event, i) => i < most && ((size += event.length) < MOST_CHARACTERS || !i),
    );
    if (!batch[0] || (flying[0] && !leaving)) return;
    clearTimeout(timer);
    timer = 0;
    if (Date.now() < heldUntil) return wait(heldUntil - Date.now());
    flying = flying.concat(batch);
    const sending = post(
      `${apiUrl}/api/v1/events/ingest`,
      // The server sees the browser's signal too, and heeds it unless it is told.
      `{"key":"${project}","ignore_gpc":${!!ignoreGpc},"sent_at":"${new Date().toISOString()}","events":[${batch.join()}]}`,
      leaving,
    );
    if (leaving) void flush(true);
    const [status, told] = await sending;
    flying = without(flying, batch);
    if (!status || status === 429 || status >= 500) {
      heldUntil = told && Date.now() + told;
      return wait(told + backoff(++failures, Math.random()));
    }
    if (status === 413 && batch[1]) most = batch.length >> 1;
    else {
      // Taken, or refused for good: the same body again would be refused again.
      failures = 0;
      most = MOST_AT_ONCE;
      keep(without(events, batch));
    }
    if (events[0]) wait(0);
  }

  takeOver();
  return {
    add(event) {
      keep(events.concat(event));
      if (!timer && !flying[0]) wait(SOON_MS);
    },
    flush,
    takeOver,
    clear: () => keep([]),
  };
}

function without(events: string[], gone: string[]): string[] {
  return events.filter((event) => !gone.includes(event));
}
