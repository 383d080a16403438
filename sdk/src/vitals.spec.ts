import { jest } from '@jest/globals';
import { watchErrors } from './errors.js';
import type { Tracker } from './tracker.js';
import { watchVitals } from './vitals.js';

type See = (list: { getEntries(): object[] }) => void;
let observers: Record<string, See>;
let told: [string, Record<string, unknown>, unknown][];
const tracker = {
  event: (...call: (typeof told)[number]) => void told.push(call),
  flush: () => undefined,
} as unknown as Tracker;

beforeEach(() => {
  observers = {};
  told = [];
  Object.assign(performance, { getEntriesByType: () => [{ responseStart: 120 }] });
  class Observer {
    constructor(private readonly see: See) {}
    observe({ type }: { type: string }): void {
      observers[type] = this.see;
    }
    takeRecords(): object[] {
      return [];
    }
    disconnect(): void {}
  }
  Object.assign(globalThis, { PerformanceObserver: Observer });
  see('visible');
});
afterEach(() => jest.restoreAllMocks());

const happen = (type: string, ...entries: object[]): void =>
  observers[type]?.({ getEntries: () => entries });
function see(state: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}

it('tells the load of a page once, when it is first hidden', () => {
  watchVitals(tracker);
  happen(
    'paint',
    { name: 'first-paint', startTime: 250 },
    { name: 'first-contentful-paint', startTime: 300 },
  );
  happen('largest-contentful-paint', { startTime: 310 }, { startTime: 905.4 });
  see('hidden');
  see('visible');
  see('hidden');
  expect(told).toEqual([
    [
      'web_vital',
      { ttfb: 120, fcp: 300, lcp: 905, cls: 0 },
      { interactive: false, page_url: 'https://shop.example/' },
    ],
  ]);
});

it('takes the worst burst of shifts, without those the visitor caused', () => {
  watchVitals(tracker);
  const shift = (startTime: number, value: number, hadRecentInput = false): void =>
    happen('layout-shift', { startTime, value, hadRecentInput });
  shift(100, 0.1);
  shift(900, 0.15);
  shift(1_000, 0.9, true);
  shift(3_000, 0.2);
  see('hidden');
  expect(told[0]?.[1]).toMatchObject({ cls: 0.25 });
});

it('ends a burst after five seconds', () => {
  watchVitals(tracker);
  for (let at = 0; at <= 9_000; at += 900) happen('layout-shift', { startTime: at, value: 0.1 });
  see('hidden');
  expect(told[0]?.[1]).toMatchObject({ cls: 0.6 });
});

it('takes the longest interaction, and leaves one of fifty out', () => {
  watchVitals(tracker);
  for (let i = 0; i < 60; i++)
    happen('event', { interactionId: 7 * (i + 1), duration: i === 30 ? 900 : i === 31 ? 400 : 50 });
  happen('event', { interactionId: 0, duration: 5_000 });
  see('hidden');
  expect(told[0]?.[1]).toMatchObject({ inp: 400 });
});

it('says nothing of a page opened unseen', () => {
  see('hidden');
  watchVitals(tracker);
  see('visible');
  see('hidden');
  expect(told).toEqual([]);
});

it('tells each uncaught error once, ten at most, and none of other origins', () => {
  watchErrors(tracker);
  const fail = (message: string, lineno = 3): boolean =>
    dispatchEvent(
      new ErrorEvent('error', {
        message,
        lineno,
        colno: 5,
        filename: 'https://shop.example/a.js',
        error: new TypeError(message),
      }),
    );
  fail('first');
  fail('first');
  fail('Script error.', 0);
  dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: 'refused' }));
  expect(
    told.map(([event, { message, source }, options]) => [event, message, source, options]),
  ).toEqual([
    ['js_error', 'TypeError: first', 'https://shop.example/a.js:3:5', { interactive: false }],
    ['js_error', 'refused', undefined, { interactive: false }],
  ]);
  expect(told[0]?.[1].stack).toContain('TypeError: first');
  for (let i = 0; i < 20; i++) fail(`${i}`);
  expect(told).toHaveLength(10);
});
