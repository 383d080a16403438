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
  const tracker = page.track({ manual: true });
  tracker.event('a');
  await page.wait(150);
  tracker.event('b', { n: 1 });
  await page.wait();
  expect(page.requests).toEqual([
    expect.objectContaining({
      url: 'https://stats.example/api/v1/events/ingest',
      key: 'pk_1',
      sent_at: '2026-11-24T12:00:00.200Z',
      keepalive: true,
      events: [
        expect.objectContaining({ event: 'a' }),
        expect.objectContaining({ event: 'b', properties: { n: 1 } }),
      ],
    }),
  ]);
});

it('sends at most 50 events at once, and all of them', async () => {
  const tracker = page.track({ manual: true });
  for (let i = 0; i < 120; i++) tracker.event('e', { i });
  await page.wait();
  expect(sizes()).toEqual([50, 50, 20]);
});

it('keeps at most 200 events, the newest', async () => {
  const tracker = page.track({ manual: true });
  for (let i = 0; i < 230; i++) tracker.event('e', { i });
  await page.wait();
  expect(page.events.map((one) => one.properties?.i)).toEqual(
    Array.from({ length: 200 }, (_, i) => i + 30),
  );
});

it.each([500, 503, 429, 0])(
  'sends again after %i, the same events with a new sent_at',
  async (status) => {
    page.replies = [{ status }, { status }];
    page.track({ manual: true }).event('a');
    await page.wait(10_000);
    expect(page.requests).toHaveLength(3);
    expect(page.events).toHaveLength(1);
    expect(new Set(page.requests.map((request) => request.sent_at)).size).toBe(3);
  },
);

it('waits as long as Retry-After says, even when the page is left', async () => {
  page.replies = [{ status: 429, retryAfter: '30' }];
  const tracker = page.track({ manual: true });
  tracker.event('a');
  await page.wait(1_000);
  tracker.event('b');
  page.leave();
  await page.wait(28_000);
  expect(page.requests).toHaveLength(1);
  await page.wait(5_000);
  expect(page.names).toEqual(['a', 'b']);
});

it.each([400, 401, 403, 422])('never repeats what was refused with %i', async (status) => {
  page.replies = [{ status }];
  const tracker = page.track({ manual: true });
  tracker.event('a');
  await page.wait(120_000);
  tracker.event('b');
  await page.wait(120_000);
  expect(page.requests.map((request) => request.events.map((one) => one.event))).toEqual([
    ['a'],
    ['b'],
  ]);
});

it('halves what is too large and drops only the event that alone is', async () => {
  const fetch = page.fetch;
  Object.assign(window, {
    fetch: (url: string, request: { body: string; keepalive: boolean }) => {
      page.replies = [{ status: request.body.includes('huge') ? 413 : 202 }];
      return fetch(url, request);
    },
  });
  const tracker = page.track({ manual: true });
  for (const name of ['a', 'b', 'huge', 'c', 'd']) tracker.event(name);
  await page.wait(5_000);
  const taken = page.requests.filter(({ events }) => !events.some((one) => one.event === 'huge'));
  expect(taken.flatMap(({ events }) => events.map((one) => one.event))).toEqual([
    'a',
    'b',
    'c',
    'd',
  ]);
  expect(sessionStorage.getItem('tracker:pk_1')).toBe('');
});

it('sends at once when the page is left, also what waits to be tried again', async () => {
  page.replies = [{ status: 0 }];
  const tracker = page.track({ manual: true });
  tracker.event('a');
  await page.wait(201);
  tracker.event('b');
  page.leave();
  expect(sizes()).toEqual([1, 2]);
});

it('gives what was not acknowledged to the next page of the tab', async () => {
  page.track({ manual: true }).event('a');
  page.close();
  const first = page.requests.length;
  page = new Page('/next');
  page.track({ manual: true });
  await page.wait();
  expect([first, page.names]).toEqual([0, ['a']]);
});

it('delivers what the next page has left behind when a frozen page comes back', async () => {
  page.track({ manual: true }).event('a');
  page.leave();
  await page.wait(0);
  sessionStorage.setItem('tracker:pk_1', '{"event":"of-the-next-page","event_id":"2"}');
  page.comeBack();
  await page.wait(5_000);
  expect(page.names).toEqual(['a', 'of-the-next-page']);
  expect(sessionStorage.getItem('tracker:pk_1')).toBe('');
});

it('comes back at once when the network does', async () => {
  page.replies = Array.from({ length: 50 }, () => ({ status: 0 }));
  page.track({ manual: true }).event('a');
  await page.wait(20_000);
  page.replies = [];
  const before = page.requests.length;
  window.dispatchEvent(new Event('online'));
  await page.wait(0);
  expect(page.requests).toHaveLength(before + 1);
});

it('flush resolves after the attempt', async () => {
  const tracker = page.track({ manual: true });
  tracker.event('a');
  await tracker.flush();
  expect(page.names).toEqual(['a']);
});

it('uses a beacon on leaving where fetch does not outlive the page, and without fetch', async () => {
  const sendBeacon = jest.fn(() => true);
  Object.assign(navigator, { sendBeacon });
  Object.assign(window, { Request: class {} });
  const tracker = page.track({ manual: true });
  tracker.event('a');
  page.leave();
  await page.wait();
  Object.assign(window, { fetch: undefined });
  tracker.event('b');
  await page.wait();
  expect(sendBeacon).toHaveBeenCalledTimes(2);
  expect(page.requests).toEqual([]);
});

it('no exception reaches the page: fetch throws, storage throws, properties are circular', async () => {
  const blocked = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full');
  });
  jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('blocked');
  });
  const fetch = page.fetch;
  Object.assign(window, {
    fetch: () => {
      throw new Error('broken');
    },
  });
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const tracker = page.track({ manual: true });
  tracker.event('circular', circular);
  tracker.identify('u1');
  await page.wait(300);
  Object.assign(window, { fetch });
  tracker.event('after');
  await page.wait(5_000);
  expect(blocked).toHaveBeenCalled();
  expect(page.events.map((one) => [one.event, one.user_id])).toEqual([
    ['$identify', 'u1'],
    ['after', 'u1'],
  ]);
});
