import { jest } from '@jest/globals';
import { Page, forgetTab } from '../test/a-page.js';
import type { Tracker } from './tracker.types.js';

type Global = Tracker & { q: { push(call: unknown[]): unknown } };
const globals = window as unknown as Record<string, Global | undefined>;

let page: Page;
beforeEach(() => {
  page = new Page('/landing');
});
afterEach(() => {
  page.close();
  forgetTab();
  delete globals.tracker;
  delete globals.stats;
});

async function load(attributes: Record<string, string>): Promise<void> {
  const script = document.createElement('script');
  script.src = 'https://stats.example/static/sdk/tracker.min.js';
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  Object.defineProperty(document, 'currentScript', { configurable: true, value: script });
  jest.resetModules();
  await import('./script.js');
}

it('reads its attributes and sends to where it came from', async () => {
  await load({ 'data-project': 'pk_9', 'data-manual': 'false' });
  await page.wait();
  expect(page.requests).toEqual([
    expect.objectContaining({ url: 'https://stats.example/api/v1/events/ingest', key: 'pk_9' }),
  ]);
});

it('sends elsewhere and answers to another name when told so', async () => {
  await load({
    'data-project': 'k',
    'data-api-url': 'https://a.example/b',
    'data-global': 'stats',
    'data-manual': '',
  });
  globals.stats?.event('x');
  await page.wait();
  expect(page.requests.map((request) => request.url)).toEqual([
    'https://a.example/b/api/v1/events/ingest',
  ]);
  expect(globals.tracker).toBeUndefined();
});

it('plays calls made before it came: who first, then the view, then what they did', async () => {
  const early = {
    q: [
      ['event', 'signup', { plan: 'pro' }],
      ['identify', 'u1'],
    ],
  } as unknown as Global;
  globals.tracker = early;
  await load({ 'data-project': 'k' });
  early.event('later');
  early.q.push(['event', 'pushed']);
  await page.wait();
  expect(page.names).toEqual(['$identify', 'page_view', 'signup', 'later', 'pushed']);
  expect(page.events.every((one) => one.user_id === 'u1')).toBe(true);
});

it('counts nothing when optOut was called before it came', async () => {
  globals.tracker = { q: [['optOut']] } as unknown as Global;
  await load({ 'data-project': 'k' });
  await page.wait();
  expect(page.requests).toEqual([]);
});

it('counts once when the tag is on the page twice', async () => {
  await load({ 'data-project': 'k' });
  await load({ 'data-project': 'k' });
  await page.wait();
  expect(page.names).toEqual(['page_view']);
});

it('does no harm where it cannot know its tag', async () => {
  const broken = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  Object.defineProperty(document, 'currentScript', { configurable: true, value: null });
  jest.resetModules();
  await import('./script.js');
  expect(broken).not.toHaveBeenCalled();
});

it('holds everything back until the page is seen: opened unseen, or only prepared', async () => {
  page.see(false);
  await load({ 'data-project': 'k' });
  globals.tracker?.event('early');
  await page.wait();
  expect([page.requests, sessionStorage.length]).toEqual([[], 0]);
  page.see(true);
  page.see(false);
  page.see(true);
  await page.wait();
  expect(page.names).toEqual(['page_view', 'early']);
});
