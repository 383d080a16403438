import type { BrowserContext, Page } from 'playwright-core';
import { drained } from './support/door.js';
import { longestTask } from './support/page-tasks.js';
import { allowing, eventually } from './support/patience.js';
import { TrackerShop, type Passage } from './support/tracker-shop.js';

const shop = new TrackerShop();
let context: BrowserContext;
let page: Page;

beforeAll(() => shop.open());
afterAll(() => shop.close());
beforeEach(async () => {
  context = await shop.visitor();
  page = await context.newPage();
});
afterEach(() => context.close());

const say = (name: string): Promise<unknown> => page.evaluate(`tracker.event('${name}')`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const knocked = (times: number): Promise<unknown> =>
  eventually(() => Promise.resolve(shop.knocks >= times), 3_000);

/** The first requests fare like this, the others get through. */
function first(...passages: Passage[]): void {
  shop.gate = () => passages.shift() ?? 'through';
}

/** Everything is kept once, in the order it happened, in one visit. */
async function expectStory(...expected: string[]): Promise<void> {
  expect(await shop.story(expected)).toEqual(expected);
  expect(new Set((await shop.kept(true)).map(({ session }) => session)).size).toBe(1);
}

test('a tab that is closed at once delivers what had just happened', async () => {
  await page.goto(`${shop.url}/a`);
  await say('last');
  await page.close({ runBeforeUnload: true });
  await expectStory('page_view /a', 'last /a');
});

test('a tab that is closed while a request is under way delivers both', async () => {
  first('never');
  await page.goto(`${shop.url}/a`);
  await knocked(1);
  await say('last');
  await page.close({ runBeforeUnload: true });
  await expectStory('page_view /a', 'last /a');
  shop.release();
});

test('what happens as the page goes, told from beforeunload and pagehide, is delivered', async () => {
  await page.goto(`${shop.url}/a`);
  await page.evaluate(`
    addEventListener('beforeunload', () => tracker.event('before'));
    addEventListener('pagehide', () => tracker.event('going'));
    location.assign('/b')`);
  await page.waitForURL('**/b');
  await expectStory('page_view /a', 'before /a', 'going /a', 'page_view /b');
});

test('an answer that is lost makes no second event', async () => {
  shop.loseAnswers = 2;
  await page.goto(`${shop.url}/a`);
  await say('once');
  await expectStory('page_view /a', 'once /a');
  await eventually(() => Promise.resolve(shop.knocks > 1), 5_000);
  await expectStory('page_view /a', 'once /a');
});

test('503 and cut connections are tried again, over pages', async () => {
  first({ status: 503 }, 'cut', { status: 500 });
  await page.goto(`${shop.url}/a`);
  await knocked(1);
  await page.goto(`${shop.url}/b`);
  await say('patient');
  await expectStory('page_view /a', 'page_view /b', 'patient /b');
});

test('429 is heeded: nothing comes before Retry-After has passed, from the next page neither', async () => {
  first({ status: 429, headers: { 'retry-after': '3' } });
  await page.goto(`${shop.url}/a`);
  await knocked(1);
  await pause(100);
  const asked = performance.now();
  await page.goto(`${shop.url}/b`);
  await say('held');
  await eventually(() => Promise.resolve(shop.knocks >= 2), 10_000);
  expect(performance.now() - asked).toBeGreaterThan(2_500);
  await expectStory('page_view /a', 'page_view /b', 'held /b');
});

test('what the server refuses is never sent again', async () => {
  shop.gate = () => ({ status: 400 });
  await page.goto(`${shop.url}/a`);
  await knocked(1);
  await pause(2_500);
  expect(shop.knocks).toBe(1);
});

test('a server that never answers holds nothing up for the next page', async () => {
  first('never');
  await page.goto(`${shop.url}/a`);
  await knocked(1);
  await say('waiting');
  await page.goto(`${shop.url}/b`);
  await expectStory('page_view /a', 'waiting /a', 'page_view /b');
  shop.release();
});

test('a server that does not answer in time is asked again', async () => {
  // The tracker waits for 20 s; a tenth of it is enough to see what comes after.
  await page.addInitScript(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => timeout(ms / 10);
  });
  first('never');
  await page.goto(`${shop.url}/a`);
  await knocked(1);
  await say('waiting');
  await expectStory('page_view /a', 'waiting /a');
  shop.release();
});

test('a time offline, a reload, and the network back: everything is there', async () => {
  await page.goto(`${shop.url}/a`);
  await expectStory('page_view /a');
  shop.gate = () => 'cut';
  await say('one');
  await knocked(2);
  await context.setOffline(true);
  await say('two');
  await pause(700);
  await context.setOffline(false);
  // The site is back before the door is.
  await page.reload();
  await say('three');
  await pause(500);
  shop.gate = () => 'through';
  await page.evaluate(`dispatchEvent(new Event('online'))`);
  await expectStory('page_view /a', 'one /a', 'two /a', 'page_view /a', 'three /a');
});

test('10,000 events at once arrive once each, in order, and the page stays awake', async () => {
  await page.goto(`${shop.url}/a`);
  await shop.story(['page_view /a']);
  const longest = await longestTaskAfterBurst(10_000);
  await eventually(async () => (await shop.kept()).length > 10_000, 20_000);
  await drained(shop.app);
  const numbers = (await shop.kept()).slice(1).map(({ properties }) => properties?.['i']);
  expect(numbers).toEqual([...Array(10_000).keys()]);
  // A task is long from 50 ms on.
  expect(longest).toBeLessThan(allowing(50));
});

/**
 * Milliseconds of the page's longest task in the two seconds after so many events at once. The burst itself is the
 * page's own task; what follows is the tracker's.
 */
function longestTaskAfterBurst(events: number): Promise<number> {
  const burst = `(async () => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    for (let i = 0; i < ${events}; i++) tracker.event('burst', { i });
    await wait(0);
    performance.mark('after the burst');
    await wait(2_000);
  })()`;
  return longestTask(page, () => page.evaluate(burst), 'after the burst');
}

test('a tracker pinned by its digest runs, and delivers to the installation it came from; another digest does not run', async () => {
  const files = `${shop.app.url}/static/sdk`;
  const digests = (await (await fetch(`${files}/integrity.json`)).json()) as Record<string, string>;
  const pinned = Object.keys(digests).find((file) => /^tracker\.\w{12}\.min\.js$/.test(file)) ?? '';
  const tag = (digest?: string): string =>
    `<script defer src="${files}/${pinned}" integrity="${digest}" crossorigin="anonymous"
      data-project="${shop.project.publicKey}" data-localhost></script>`;
  shop.pages = {
    '/a': { script: tag(digests[pinned]) },
    '/b': { script: tag(digests['vitals.min.js']) },
  };
  await page.goto(`${shop.url}/b`);
  expect(await page.evaluate('typeof tracker')).toBe('undefined');
  await page.goto(`${shop.url}/a`);
  await expectStory('page_view /a');
  // It went to the installation itself, not through the gate.
  expect(shop.knocks).toBe(0);
});
