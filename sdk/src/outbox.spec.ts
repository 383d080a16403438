import { jest } from '@jest/globals';
import { Page, forgetTab } from '../test/a-page.js';

let page: Page;
beforeEach(() => {
  page = new Page();
});
afterEach(() => {
  page.close();
  forgetTab();
});

const sizes = (): number[] => page.requests.map((request) => request.events.length);

it('sends what happens together in one request, with the key in the body', async () => {
  const tracker = await page.track({ manual: true });
  tracker.event('a');
  await page.wait(100);
  tracker.event('b', { n: 1 });
  await page.wait();
  expect(page.requests).toEqual([
    expect.objectContaining({
      url: 'https://stats.example/api/v1/events/ingest',
      key: 'pk_1',
      sent_at: Date.parse('2026-11-24T12:00:00.150Z'),
      keepalive: true,
      events: [
        expect.objectContaining({ event: 'a' }),
        expect.objectContaining({ event: 'b', properties: { n: 1 } }),
      ],
    }),
  ]);
});

it('sends many events in few requests, each within what a body may hold, in order', async () => {
  const tracker = await page.track({ manual: true });
  for (let i = 0; i < 2_000; i++) tracker.event('e', { i });
  await page.wait();
  expect(page.events.map((one) => one.properties?.i)).toEqual([...Array(2_000).keys()]);
  expect(Math.max(...sizes())).toBeLessThan(1_000);
  expect(sizes().length).toBeLessThan(5);
});

it('keeps a request alive only when it is small enough for that', async () => {
  const tracker = await page.track({ manual: true });
  tracker.event('small');
  await page.wait();
  tracker.event('large', { text: 'x'.repeat(22_000) });
  await page.wait();
  expect(page.requests.map(({ keepalive }) => keepalive)).toEqual([true, false]);
});

it('keeps at most 20,000 events, and 1,000 for the next page', async () => {
  page.replies = [{ status: 0 }];
  const tracker = await page.track({ manual: true });
  for (let i = 0; i < 20_100; i++) tracker.event('e');
  page.leave();
  expect(JSON.parse(sessionStorage.getItem('tracker:pk_1') ?? '[]')).toHaveLength(1_000);
  await page.wait(20_000);
  expect(page.events).toHaveLength(20_000);
}, 60_000);

it.each([500, 503, 429, 0])(
  'sends again after %i, the same events with a new sent_at',
  async (status) => {
    page.replies = [{ status }, { status }];
    (await page.track({ manual: true })).event('a');
    await page.wait(10_000);
    expect(page.requests).toHaveLength(3);
    expect(page.events).toHaveLength(1);
    expect(new Set(page.requests.map((request) => request.sent_at)).size).toBe(3);
  },
);

it.each(['30', new Date(Date.parse('2026-11-24T12:00:30Z')).toUTCString()])(
  'waits as long as Retry-After (%s) says, also when the page is left, and on the next page',
  async (retryAfter) => {
    page.replies = [{ status: 429, retryAfter }];
    let tracker = await page.track({ manual: true });
    tracker.event('a');
    await page.wait(1_000);
    tracker.event('b');
    page.leave();
    const first = page;
    page.close();
    page = new Page('/next', Date.parse('2026-11-24T12:00:05Z'));
    tracker = await page.track({ manual: true });
    tracker.event('c');
    await page.wait(24_000);
    expect([first.requests.length, page.requests.length]).toEqual([1, 0]);
    await page.wait(5_000);
    expect(page.names).toEqual(['a', 'b', 'c']);
  },
);

it('waits longer after each failure, up to half a minute', async () => {
  page.replies = Array.from({ length: 8 }, () => ({ status: 503 }));
  (await page.track({ manual: true })).event('a');
  const times: number[] = [];
  for (let ms = 0; ms < 150_000; ms += 500) {
    if (page.requests.length > times.length) times.push(ms);
    await page.wait(500);
  }
  const pauses = times.slice(1).map((time, i) => (time - (times[i] as number)) / 1_000);
  expect(pauses).toEqual([1, 3, 7, 15, 30, 30, 30, 30]);
});

it('adds up to as much again by chance, so that pages do not come all at once', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0.99);
  page.replies = [{ status: 503 }];
  (await page.track({ manual: true })).event('a');
  await page.wait(300 + 1_900);
  expect(page.requests).toHaveLength(1);
  await page.wait(200);
  expect(page.requests).toHaveLength(2);
});

it.each([400, 401, 403, 422])('never repeats what was refused with %i', async (status) => {
  page.replies = [{ status }];
  const tracker = await page.track({ manual: true });
  tracker.event('a');
  await page.wait(120_000);
  tracker.event('b');
  await page.wait(120_000);
  expect(page.requests.map((request) => request.events.map((one) => one.event))).toEqual([
    ['a'],
    ['b'],
  ]);
});

it('sends at once when the page is left, also what waits to be tried again', async () => {
  page.replies = [{ status: 0 }];
  const tracker = await page.track({ manual: true });
  tracker.event('a');
  await page.wait(160);
  tracker.event('b');
  page.leave();
  expect(sizes()).toEqual([1, 2]);
});

it('gives what was not acknowledged to the next page of the tab', async () => {
  page.replies = [{ status: 0 }];
  (await page.track({ manual: true })).event('a');
  page.leave();
  const first = page.requests.length;
  page.close();
  page = new Page('/next');
  await page.track({ manual: true });
  await page.wait();
  expect([first, page.names]).toEqual([1, ['a']]);
});

it('delivers what the next page has left behind when a frozen page comes back', async () => {
  (await page.track({ manual: true })).event('a');
  page.leave();
  await page.wait(10);
  sessionStorage.setItem(
    'tracker:pk_1',
    JSON.stringify([0, 0, '{"event":"of-the-next-page","event_id":"2"}']),
  );
  page.comeBack();
  await page.wait(5_000);
  expect(page.names).toEqual(['a', 'of-the-next-page']);
  expect(sessionStorage).toHaveLength(0);
});

it.each(['nonsense', '{}', '7', 'null'])(
  'passes over %s, which no page of ours has left in the tab',
  async (kept) => {
    sessionStorage.setItem('tracker:pk_1', kept);
    (await page.track()).event('a');
    await page.wait();
    expect(page.names).toEqual(['page_view', 'a']);
  },
);

it('comes back at once when the network does', async () => {
  page.replies = Array.from({ length: 50 }, () => ({ status: 0 }));
  (await page.track({ manual: true })).event('a');
  await page.wait(20_000);
  page.replies = [];
  const before = page.requests.length;
  window.dispatchEvent(new Event('online'));
  await page.wait(0);
  expect(page.requests).toHaveLength(before + 1);
});

it('flush resolves after the attempt', async () => {
  const tracker = await page.track({ manual: true });
  tracker.event('a');
  await tracker.flush();
  expect(page.names).toEqual(['a']);
});

it('sends once when the page is left, whatever events tell of it, and what came in between', async () => {
  const tracker = await page.track({ manual: true });
  tracker.event('a');
  window.dispatchEvent(new Event('pagehide'));
  tracker.event('b');
  page.see(false);
  page.see(true);
  await page.wait();
  expect(page.requests.map(({ events }) => events.length)).toEqual([1, 2]);
});

it('uses a beacon where fetch is missing or throws', async () => {
  const sendBeacon = jest.fn(() => true);
  Object.assign(navigator, { sendBeacon });
  Object.assign(window, { fetch: undefined });
  const tracker = await page.track({ manual: true });
  tracker.event('a');
  await page.wait();
  Object.assign(window, {
    fetch: () => {
      throw new Error('broken');
    },
  });
  tracker.event('b');
  await page.wait();
  expect(sendBeacon).toHaveBeenCalledTimes(2);
  expect(page.requests).toEqual([]);
});

it('gives up on a server that does not answer, and tries again', async () => {
  const signals: AbortSignal[] = [];
  const { fetch } = page;
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), ms);
    return controller.signal;
  });
  Object.assign(window, {
    fetch: (_: string, { signal }: { signal: AbortSignal }) => {
      signals.push(signal);
      Object.assign(window, { fetch });
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    },
  });
  (await page.track({ manual: true })).event('a');
  await page.wait(19_000);
  expect([signals.length, page.requests.length]).toEqual([1, 0]);
  await page.wait(5_000);
  expect(page.names).toEqual(['a']);
});

it('sends in browsers that cannot give up by themselves, and hears the answer there too', async () => {
  const { timeout } = AbortSignal;
  Object.assign(AbortSignal, { timeout: undefined });
  page.replies = [{ status: 503 }];
  (await page.track({ manual: true })).event('a');
  await page.wait(5_000);
  Object.assign(AbortSignal, { timeout });
  expect(page.requests.map(({ events }) => events.length)).toEqual([1, 1]);
});

it('no exception reaches the page: fetch, beacon and storage throw, properties are circular', async () => {
  const thrown = jest.fn();
  process.on('unhandledRejection', thrown);
  const { fetch } = page;
  const broken = () => {
    throw new Error('broken');
  };
  Object.assign(window, { fetch: broken });
  Object.assign(navigator, { sendBeacon: undefined });
  const areas = ['sessionStorage', 'localStorage'] as const;
  const own = areas.map(
    (area) => Object.getOwnPropertyDescriptor(window, area) as PropertyDescriptor,
  );
  for (const area of areas)
    Object.defineProperty(window, area, { configurable: true, enumerable: false, get: broken });
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const tracker = await page.track({ manual: true });
  tracker.event('circular', circular);
  tracker.identify('u1');
  await page.wait(300);
  Object.assign(window, { fetch });
  tracker.event('after');
  await page.wait(5_000);
  areas.forEach((area, i) => Object.defineProperty(window, area, own[i] as PropertyDescriptor));
  process.off('unhandledRejection', thrown);
  expect(thrown).not.toHaveBeenCalled();
  expect(page.events.map((one) => [one.event, one.user_id])).toEqual([
    ['$identify', 'u1'],
    ['after', 'u1'],
  ]);
});
