import { quiet, say } from './quiet.js';
import { settings } from './settings.js';
import { denied } from './silence.js';
import { stored } from './storage.js';

/** What every event says of a visitor who was named or has signed out. */
export interface Who {
  user_id?: string | number;
  signed_out?: boolean;
}

/** Who the visitor is; 0 when nobody was ever named. */
export let who: Who | 0 = 0;
// Events written as JSON, in the order they were made, until the server has taken or refused them.
const queue = new Set<string>();
/** How many of them are under way. */
let busy = 0;
/** Milliseconds to wait after a failure: 1 s, then about twice as much each time, at most 30 s. */
let pause = 0;
/** The server asked not to be asked before this time; NaN when it did not. */
let heldUntil = 0;
let timer: unknown;

/** What follows is this visitor's. */
export function become(next: Who): void {
  who = next;
}

/** Reads, or writes, what the next page of this tab is to know; nothing when the visitor is not counted. */
const handed = (value?: string): string | false | undefined =>
  !denied() && stored('sessionStorage', 'tracker:' + settings.project, value);

/**
 * Leaves all of it behind for the next page. TRICKY: only the page that is shown may, or that is just being left: one
 * that wakes in the back/forward cache runs what it had begun before it hears that other pages went on.
 */
const save = (leaving?: unknown): unknown =>
  (document.hidden && !leaving) ||
  handed(queue.size || who ? JSON.stringify([who, heldUntil, ...queue].slice(0, 1e3)) : '');

/** Takes over what another page of this tab has left behind: the visitor, and what waits. What no page of ours wrote is passed over. */
export const restore = quiet((): void => {
  let kept: string | false | undefined | string[] = handed();
  if (kept) {
    [who, heldUntil, ...kept] = JSON.parse(kept) as [Who | 0, number, ...string[]];
    (kept as string[]).map((event) => queue.add(event));
    wait(150);
  }
});

/** Forgets the visitor and what waits. */
export const forget = (): void => {
  queue.clear();
  who = 0;
  save(1);
};

/** Keeps an event and sends it soon, with its neighbours. At most 20,000 wait. */
export const add = (event: string): void => {
  if (queue.size < 2e4) queue.add(event);
  if (!timer && !busy) wait(150);
};

/** Tries again after `delay` milliseconds, or up to twice as long, so that pages do not come all at once. */
const wait = (delay: number): void => {
  clearTimeout(timer as number);
  timer = setTimeout(flush as () => void, delay * (1 + Math.random()));
};

/**
 * Sends what waits, oldest first, unless it is under way; resolves after the attempt. When leaving,
 * also beside another request, and no more than may outlive the page.
 */
export const flush = async (leaving?: unknown): Promise<void> => {
  let size = 0;
  let status = 0;
  let answer: Promise<Response> | undefined;
  timer = clearTimeout(timer as number);
  save(leaving);
  const batch = [...queue].filter(
    (event, i) => (size += event.length) < (leaving ? 2e4 : 1e5) || !i,
  );
  if ((busy && !leaving) || busy === batch.length) return;
  if (Date.now() < heldUntil) return wait(1e3);
  busy = batch.length;
  const address = settings.apiUrl + '/api/v1/events/ingest';
  // A string goes out as text/plain, so there is no preflight. The server sees the browser's privacy
  // signal too, and heeds it unless it is told.
  const body = `{"key":"${settings.project}","ignore_gpc":${!!settings.ignoreGpc},"sent_at":${Date.now()},"events":[${batch as unknown as string}]}`;
  try {
    answer = fetch(address, {
      method: 'POST',
      body,
      // Bodies kept alive share 64 kB, and a character can take 3 bytes:
      // https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
      keepalive: body.length < 21e3,
      signal: AbortSignal.timeout?.(2e4),
    });
    status = (await answer).status;
    // Seconds, or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
    const told = (await answer).headers.get('Retry-After') as string;
    heldUntil = (told && Date.now() + +told * 1e3) || Date.parse(told);
  } catch {
    // No network is worth a retry. No fetch, or one that throws, leaves the beacon, which cannot fail later.
    if (!answer && navigator.sendBeacon?.(address, body)) status = 202;
  }
  say(status, batch);
  busy = 0;
  // No answer (0) and «too many» (429) are the only ones without a remainder.
  pause = status % 429 && status < 500 ? 0 : Math.min(pause * 2 + 1e3, 3e4);
  // Taken, or refused for good: the same body again would be refused again.
  if (!pause) batch.map((event) => queue.delete(event));
  save();
  if (queue.size) wait(pause);
};
