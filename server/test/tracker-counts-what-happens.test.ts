import type { BrowserContext, Page } from 'playwright-core';
import { eventually } from './support/patience.js';
import { TrackerShop } from './support/tracker-shop.js';

const shop = new TrackerShop();
let context: BrowserContext;
let page: Page;
/** What the browser complained of, and exceptions nobody caught. */
let complaints: string[];
let thrown: string[];

async function visit(options: object = {}): Promise<void> {
  context = await shop.visitor(options);
  page = await context.newPage();
  complaints = [];
  thrown = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()));
}

beforeAll(() => shop.open());
afterAll(() => shop.close());
beforeEach(() => visit());
afterEach(() => context.close());

/** One visit, whatever happened in it. */
async function expectOneSession(): Promise<void> {
  const sessions = new Set((await shop.kept(true)).map(({ session }) => session));
  expect(sessions.size).toBe(1);
}
/** TRICKY: Playwright's own goBack waits for a load, which a page from the cache does not have. */
async function go(steps: number, path: string): Promise<void> {
  await page.evaluate(`history.go(${steps})`).catch(() => undefined);
  const there = (): Promise<boolean> =>
    page.evaluate<boolean>(`location.pathname === '${path}'`).catch(() => false);
  await eventually(there, 3_000);
}
const views = (...paths: string[]): string[] => paths.map((path) => `page_view ${path}`);

describe('views', () => {
  test('of separate pages, with back and forward', async () => {
    for (const path of ['/a', '/b', '/c']) await page.goto(shop.url + path);
    await go(-1, '/b');
    await go(1, '/c');
    const expected = views('/a', '/b', '/c', '/b', '/c');
    expect(await shop.story(expected)).toEqual(expected);
    await expectOneSession();
  });

  test('of routes inside one document, with back and forward, each once', async () => {
    await page.goto(`${shop.url}/app`);
    await page.evaluate(`
      history.pushState(null, '', '/app/one');
      history.replaceState({ scroll: 1 }, '');
      history.replaceState(null, '', '/app/one?sort=price');
      history.pushState(null, '', '/app/two');
      tracker.page()`);
    await page.goBack();
    await page.goForward();
    const expected = views('/app', '/app/one', '/app/two', '/app/one', '/app/two');
    expect(await shop.story(expected)).toEqual(expected);
    await expectOneSession();
  });

  test('of a page that comes back whole from the cache, for the visitor the tab has now', async () => {
    await context.close();
    await visit({ withCache: true });
    await page.goto(`${shop.url}/a`);
    await page.evaluate(
      `addEventListener('pageshow', (event) => (window.restored = event.persisted))`,
    );
    await page.goto(`${shop.url}/b`);
    await page.evaluate(`tracker.identify('u1')`);
    await go(-1, '/a');
    expect(await page.evaluate(`window.restored`)).toBe(true);
    await page.evaluate(`tracker.event('after'); tracker.reset(); tracker.event('signed_out')`);
    const expected = [
      ...views('/a', '/b'),
      '$identify /b',
      ...views('/a'),
      'after /a',
      'signed_out /a',
    ];
    expect(await shop.story(expected)).toEqual(expected);
    expect((await shop.kept()).map(({ signedOut }) => signedOut)).toEqual([
      ...Array<boolean>(5).fill(false),
      true,
    ]);
  });

  test('of #routes where they name pages', async () => {
    shop.pages = { '/': { tag: 'data-hash' } };
    await page.goto(`${shop.url}/#/home`);
    await page.evaluate(`location.hash = '#/cart'`);
    await page.evaluate(`history.pushState(null, '', '#/pay')`);
    await page.goBack();
    const expected = views('/#/home', '/#/cart', '/#/pay', '/#/cart');
    expect(await shop.story(expected)).toEqual(expected);
  });

  test('of two tabs are one visit', async () => {
    const other = await context.newPage();
    await page.goto(`${shop.url}/a`);
    await other.goto(`${shop.url}/b`);
    await page.goto(`${shop.url}/c`);
    await page.evaluate(`tracker.event('left')`);
    await other.evaluate(`tracker.event('right')`);
    const expected = [...views('/a', '/b', '/c'), 'left /c', 'right /b'];
    expect(await shop.story(expected)).toEqual(expected);
    await expectOneSession();
  });

  test('of a prepared page count once it is shown, not before', async () => {
    shop.pages = {
      '/next': { body: '<script>addEventListener("load", () => tracker.event("early"))</script>' },
    };
    await page.goto(`${shop.url}/a`);
    await page.evaluate(`
      const script = document.createElement('script');
      script.type = 'speculationrules';
      script.textContent = '{ "prerender": [{ "urls": ["/next"] }] }';
      document.head.append(script)`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await shop.story(views('/a'))).toEqual(views('/a'));
    await page.evaluate(`location.assign('/next')`).catch(() => undefined);
    const expected = [...views('/a', '/next'), 'early /next'];
    expect(await shop.story(expected)).toEqual(expected);
  });
});

test('time and depth are told when a page is left, once', async () => {
  shop.pages = { '/a': { body: '<div style="height: 3000px">' } };
  await page.goto(`${shop.url}/a`);
  await page.bringToFront();
  await page.mouse.wheel(0, 600);
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  await page.goto(`${shop.url}/b`);
  await shop.story(views('/a', '/b'));
  const told = (await shop.kept(true)).filter(({ engaged }) => engaged);
  expect(told.map(({ path }) => path)).toEqual(['/a']);
  expect(told[0]?.engaged).toBeGreaterThanOrEqual(1_000);
  expect(told[0]?.properties).toMatchObject({ scroll_depth: expect.any(Number) as number });
});

test('clicks, downloads, forms and a page not found are told, also when they leave the page', async () => {
  const body = `
    <a id="out" href="http://localhost:9/partner?secret=1">partner</a>
    <a id="file" href="/price.pdf" download>prices</a>
    <button data-event="size_guide" data-event-size="42">sizes</button>
    <form id="ask" action="/thanks"><input name="question" value="private"><button>ask</button></form>`;
  shop.pages = { '/gone': { body, status: 404, tag: 'data-mask="token=*"' } };
  await page.goto(`${shop.url}/gone?token=secret`);
  await page.click('[data-event]');
  await page.click('#file');
  await page.click('#ask button');
  await page.waitForURL('**/thanks**');
  await page.goBack();
  await page.click('#out').catch(() => undefined);
  await shop.story(Array<string>(8).fill(''));
  const told = (await shop.kept()).filter(({ name }) => name !== 'page_view');
  expect(told.map(({ name, properties }) => [name, properties])).toEqual(
    expect.arrayContaining([
      ['not_found', null],
      ['size_guide', { size: '42' }],
      ['file_download', { url: `${shop.url}/price.pdf` }],
      ['form_submit', { form: 'ask' }],
      ['outbound_click', { url: 'http://localhost:9/partner' }],
    ]),
  );
  expect(JSON.stringify(told)).not.toMatch(/private|secret/);
});

test('vitals and errors are told from files of their own', async () => {
  const before =
    '<script defer src="/vitals.min.js"></script><script defer src="/errors.min.js"></script>';
  shop.pages = { '/a': { before, body: '<p style="font-size: 90px">Hello</p>' } };
  await page.goto(`${shop.url}/a`);
  await page.click('p');
  await page.evaluate(`setTimeout(() => { throw new TypeError('on purpose') })`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await page.goto(`${shop.url}/b`);
  const expected = [...views('/a'), 'js_error /a', 'web_vital /a', ...views('/b')];
  expect((await shop.story(expected)).sort()).toEqual([...expected].sort());
  const told = new Map((await shop.kept()).map(({ name, properties }) => [name, properties]));
  expect(told.get('js_error')).toMatchObject({ message: 'TypeError: on purpose' });
  expect(told.get('web_vital')).toMatchObject({
    lcp: expect.any(Number) as number,
    fcp: expect.any(Number) as number,
    ttfb: expect.any(Number) as number,
    cls: 0,
  });
});

describe('a page', () => {
  test('under a strict policy is counted, and the policy has nothing to say', async () => {
    const door = shop.doorUrl;
    const policy = `default-src 'none'; script-src 'self'; connect-src ${door}; require-trusted-types-for 'script'`;
    shop.pages = { '/a': { headers: { 'content-security-policy': policy } } };
    await page.goto(`${shop.url}/a`);
    expect(await shop.story(views('/a'))).toEqual(views('/a'));
    expect([...complaints, ...thrown]).toEqual([]);
  });

  test.each([
    ['has no fetch', 'delete window.fetch'],
    ['has a fetch that throws', 'window.fetch = () => { throw new Error("broken") }'],
    [
      'may not store anything',
      'for (const area of ["sessionStorage", "localStorage"]) Object.defineProperty(window, area, { get() { throw new DOMException("no") } })',
    ],
    ['has no storage', 'Object.defineProperty(window, "sessionStorage", { value: undefined })'],
  ])('that %s is counted all the same, and hears nothing of it', async (_name, script) => {
    shop.pages = { '/a': { before: `<script>${script}</script>` } };
    await page.goto(`${shop.url}/a`);
    await page.evaluate(`tracker.identify('u1', { plan: 'pro' })`);
    await page.evaluate(`tracker.event('clicked')`);
    const expected = ['page_view /a', '$identify /a', 'clicked /a'];
    expect(await shop.story(expected)).toEqual(expected);
    expect(thrown).toEqual([]);
  });

  test('asked not to track sends nothing and keeps nothing', async () => {
    shop.pages = {
      '/a': {
        before:
          '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true })</script>',
      },
    };
    await page.goto(`${shop.url}/a`);
    await page.evaluate(`tracker.identify('u1')`);
    await page.goto(`${shop.url}/a`);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(shop.knocks).toBe(0);
    expect(await page.evaluate(`sessionStorage.length + localStorage.length`)).toBe(0);
  });

  test('that needs consent keeps nothing on the device before it has it', async () => {
    shop.pages = { '/a': { tag: 'data-consent="required"' } };
    await page.goto(`${shop.url}/a`);
    await page.evaluate(`tracker.identify('u1')`);
    await page.reload();
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(shop.knocks).toBe(0);
    expect(await page.evaluate(`sessionStorage.length + localStorage.length`)).toBe(0);
    expect(await context.cookies()).toEqual([]);
    await page.evaluate(`tracker.optIn()`);
    await page.reload();
    expect(await shop.story(views('/a', '/a'))).toEqual(views('/a', '/a'));
  });
});
