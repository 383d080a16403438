import { jest } from '@jest/globals';
import type { Settings, Tracker } from '../src/tracker.js';

/** One event as it left the page. */
export type Sent = Record<string, unknown> & {
  event: string;
  event_id: string;
  timestamp: number;
  page_url: string;
  properties?: Record<string, unknown>;
};
/** One request as it left the page. */
export interface Request {
  url: string;
  key: string;
  ignore_gpc: boolean;
  sent_at: number;
  events: Sent[];
  keepalive?: boolean;
}

/** What the pretended server answers to the next requests; 0 is a network that is down. */
export interface Reply {
  status: number;
  retryAfter?: string;
}

const heard: [string, EventListenerOrEventListenerObject, unknown][] = [];
/* eslint-disable @typescript-eslint/unbound-method -- kept only to be put back on their owners */
const { pushState, replaceState } = history;
const listen = window.addEventListener;
/* eslint-enable @typescript-eslint/unbound-method */

/** A page in jsdom with a server that notes what it gets and answers `replies`, then 202. */
export class Page {
  readonly requests: Request[] = [];
  replies: Reply[] = [];

  constructor(path = '/', now = Date.parse('2026-11-24T12:00:00Z')) {
    // No document runs code at the very moment its clock begins.
    jest.useFakeTimers({ now: now - 1 });
    jest.advanceTimersByTime(1);
    history.replaceState(null, '', path);
    document.title = 'Shop';
    this.see(true);
    jest.spyOn(document, 'hasFocus').mockImplementation(() => !document.hidden);
    window.addEventListener = ((type: string, hear: EventListener, options: unknown) => {
      heard.push([type, hear, options]);
      listen.call(window, type, hear, options as boolean);
    }) as typeof window.addEventListener;
    // The least of every wait: what is due in 150 ms is.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    Object.assign(window, { fetch: this.fetch });
    this.load(200);
  }

  readonly fetch = (
    url: string,
    { body, keepalive }: { body: string; keepalive: boolean },
  ): Promise<unknown> => {
    const { status, retryAfter } = this.replies.shift() || { status: 202 };
    this.requests.push({ url, keepalive, ...(JSON.parse(body) as Omit<Request, 'url'>) });
    if (!status) return Promise.reject(new TypeError('Failed to fetch'));
    return Promise.resolve({ status, headers: { get: () => retryAfter || null } });
  };

  /** A tracker at work on this page; every page has modules of its own. */
  async track(settings: Partial<Settings> = {}): Promise<Tracker> {
    jest.resetModules();
    const { startTracker } = await import('../src/tracker.js');
    return startTracker({ project: 'pk_1', apiUrl: 'https://stats.example', ...settings });
  }

  /** The server answered the load of the document with this status. */
  load(status: number): void {
    Object.assign(performance, { getEntries: () => [{ responseStatus: status }] });
  }

  /** Every event sent, each once, in the order of its first sending. */
  get events(): Sent[] {
    const all = this.requests.flatMap((request) => request.events);
    const seen = new Set<string>();
    return all.filter(({ event_id: id }) => !seen.has(id) && seen.add(id));
  }

  get names(): string[] {
    return this.events.map((one) => one.event);
  }

  wait(ms = 1_000): Promise<void> {
    return jest.advanceTimersByTimeAsync(ms);
  }

  see(visible: boolean): void {
    Object.defineProperty(document, 'hidden', { configurable: true, value: !visible });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    window.dispatchEvent(new Event(visible ? 'focus' : 'blur'));
  }

  leave(): void {
    window.dispatchEvent(new Event('pagehide'));
    this.see(false);
  }

  comeBack(): void {
    this.see(true);
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  }

  /** The document ends; what the tab keeps stays. */
  close(): void {
    for (const [type, hear, options] of heard.splice(0))
      window.removeEventListener(type, hear, options as boolean);
    window.addEventListener = listen;
    Object.assign(history, { pushState, replaceState });
    jest.clearAllTimers();
    jest.restoreAllMocks();
  }
}

/** The tab ends: nothing of it stays. */
export function forgetTab(): void {
  sessionStorage.clear();
  localStorage.clear();
}
