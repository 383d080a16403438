import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { agents, complaintsOf, fillIn, openBrowser, settled } from './support/journey-browser.js';
import {
  readCards,
  readChart,
  readPanel,
  readTable,
  type Row,
} from './support/journey-dashboard.js';
import {
  buyersWalk,
  type Happening,
  happenings,
  hearTracker,
  type Sent,
  takeWalk,
  walkAfterSigningOut,
} from './support/journey-shop.js';
import { call } from './support/people.js';
import { type ServerProcess, startProcess } from './support/process.js';
import { allowing } from './support/patience.js';

const owner = { email: 'owner@example.com', password: 'correct horse battery' };
const letter = 'utm_source=letter&utm_medium=email&utm_campaign=autumn';

/** A zone whose midnight is not about to pass, so that all of the walk is of one day. */
const zone = new Date().getUTCHours() === 18 ? 'Asia/Tehran' : 'Asia/Kathmandu';

const PANEL_ROWS = 9;

// Ada by her name, the same person once signed out, and whoever came by a search.
const visitors = [
  [{ event: 'page_view', path: '/demo/' }, ...happenings(buyersWalk)],
  happenings(walkAfterSigningOut),
  [{ event: 'page_view', path: '/demo/lookbook/dune.html' }],
];
const walked: readonly Happening[] = visitors.flat();

const numbers = {
  Visitors: '3',
  Visits: '2',
  'Page views': '19',
  Events: '24',
  'Views per visit': '9.5',
  'Bounce rate': '50%',
};

// How often each page was seen, in the order of their visitors.
const pageViews = [
  ['/demo/account.html', '4'],
  ['/demo/category.html', '5'],
  ['/demo/', '1'],
  ['/demo/cart.html', '1'],
  ['/demo/checkout.html', '1'],
  ['/demo/lookbook/dune.html', '1'],
  ['/demo/lookbook/harbour.html', '2'],
  ['/demo/lookbook/index.html', '1'],
  ['/demo/lookbook/orchard.html', '1'],
  ['/demo/product.html', '1'],
  ['/demo/thank-you.html', '1'],
];

const panels: readonly [place: readonly [panel: string, tab?: string], rows: readonly Row[]][] = [
  [['Pages', 'Top'], topPages(visitors)],
  [
    ['Pages', 'Entry'],
    [
      ['/demo/', '1', '50%'],
      ['/demo/lookbook/dune.html', '1', '50%'],
    ],
  ],
  [
    ['Sources', 'Channels'],
    [
      ['Email', '2', '67%'],
      ['Organic Search', '1', '33%'],
    ],
  ],
  [
    ['Sources', 'Sources'],
    [
      ['letter', '2', '67%'],
      ['Google', '1', '33%'],
    ],
  ],
  [
    ['Devices', 'Browsers'],
    [
      ['Chrome', '2', '67%'],
      ['Safari', '1', '33%'],
    ],
  ],
  [
    ['Devices', 'Systems'],
    [
      ['Linux', '2', '67%'],
      ['iOS', '1', '33%'],
    ],
  ],
  [
    ['Devices', 'Types'],
    [
      ['Desktop', '2', '67%'],
      ['Mobile', '1', '33%'],
    ],
  ],
  // This machine is nowhere on earth.
  [['Locations'], []],
  [
    ['Events'],
    [
      ['page_view', '19', '79%'],
      ['add_to_cart', '1', '4.2%'],
      ['checkout_started', '1', '4.2%'],
      ['newsletter', '1', '4.2%'],
      ['purchase', '1', '4.2%'],
      ['search', '1', '4.2%'],
    ],
  ],
];

interface FeedRow extends Happening {
  readonly at: number;
}

describe('a new user of the console', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let browser: Browser;
  let office: BrowserContext;
  let console: Page;
  let complaints: string[];
  let key: string;
  let projectId: string;
  /** What the tracker sent in each visit. */
  const visits: Sent[][] = [];

  beforeAll(async () => {
    database = await freshDatabase();
    server = await startProcess({
      DATABASE_URL: database.url,
      SECRET_KEY: 'only for this journey, and long enough for it',
    });
    browser = await openBrowser();
    // The owner is far from the project's zone: its days are the project's, not the owner's.
    office = await browser.newContext({
      userAgent: agents.desktop,
      timezoneId: 'America/New_York',
      viewport: { width: 1440, height: 900 },
    });
    complaints = complaintsOf(office, server.url);
    await office.addInitScript({
      path: path.join(import.meta.dirname, 'support/journey-feed-rows.js'),
    });
    console = await office.newPage();
    console.setDefaultTimeout(allowing(8_000));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });

  const feedRows = () => console.evaluate<FeedRow[]>('window.feedRows()');
  const rowsSeen = async () => (await feedRows()).length;

  const shown = async () => {
    const { 'Visit duration': _, ...counted } = await readCards(console);
    return counted;
  };

  async function visit(agent: string, first: string, referer?: string): Promise<Page> {
    const visitor = await browser.newContext({ userAgent: agent, locale: 'en-GB' });
    const page = await visitor.newPage();
    page.setDefaultTimeout(allowing(8_000));
    const heard = hearTracker(page);
    visitor.on('close', () => visits.push(heard()));
    await page.goto(`${server.url}/demo/${first}`, { referer });
    return page;
  }

  test('creates the owner, a project and a key', async () => {
    await console.goto(server.url);
    await console.waitForURL('**/welcome');
    await fillIn(
      console,
      { Name: 'Olive', Email: owner.email, Password: owner.password },
      'Create the owner',
    );
    await console.waitForURL('**/start');
    await console.getByRole('link', { name: 'Create a project' }).click();
    await console.waitForURL('**/projects/new');
    await fillIn(console, { Name: 'Halden', 'Time zone': zone }, 'Create project');
    await console.waitForURL('**/install');
    projectId = console.url().split('/').at(-2) ?? '';
    key = (await console.locator('app-issued-key code').textContent()) ?? '';
    expect(key).toMatch(/^pk_[\w-]{32,}$/);
    await console.getByText('Waiting for the next event').waitFor();
  });

  test('sees each event in the live feed within a second of its sending', async () => {
    await console.getByRole('navigation').getByRole('link', { name: 'Live' }).click();
    await console.getByText('Waiting for the first event').waitFor();

    const buyer = await visit(agents.desktop, `?key=${key}&${letter}`);
    await settled(rowsSeen, 1);
    await takeWalk(buyer, [...buyersWalk, ...walkAfterSigningOut], rowsSeen);
    // Attention is told when the page is left; it is no row of the feed.
    await buyer.goto('about:blank');
    await buyer.context().close();

    const searcher = await visit(
      agents.phone,
      `lookbook/dune.html?key=${key}`,
      'https://www.google.com/',
    );
    await settled(rowsSeen, walked.length);
    await searcher.context().close();

    const rows = await feedRows();
    expect(rows.map(({ event, path }) => ({ event, path }))).toEqual(walked);
    const told = visits
      .flat()
      .filter(({ event }) => event !== 'engagement' && event !== '$identify');
    expect(told.map(({ event, path }) => ({ event, path }))).toEqual(walked);
    const waits = told.map(({ sentAt }, i) => (rows[i]?.at ?? Infinity) - sentAt);
    expect(Math.max(...waits)).toBeLessThan(allowing(1_000));
  });

  test('finds cards, chart and panels agree exactly with what was done', async () => {
    await console.getByRole('navigation').getByRole('link', { name: 'Dashboard' }).click();
    expect(await settled(shown, numbers)).toEqual(numbers);
    const seconds = meanSeconds(visits);
    const { 'Visit duration': duration } = await readCards(console);
    expect([-1, 0, 1].map((off) => inWords(seconds + off))).toContain(duration);

    // Six days without anything, then today.
    const week = (today: string) => ['0', '0', '0', '0', '0', '0', today];
    expect(await readChart(console, 'Page views')).toEqual(week('19'));
    expect(await readChart(console, 'Events')).toEqual(week('24'));
    expect(await readChart(console, 'Visits')).toEqual(week('2'));
    expect(await readChart(console, 'Visitors')).toEqual(week('3'));

    for (const [[panel, tab], rows] of panels) {
      const read = () => readPanel(console, panel, tab);
      expect([panel, tab, await settled(read, rows, allowing(3_000))]).toEqual([panel, tab, rows]);
    }
  });

  test('finds each page and each known user in the full tables', async () => {
    await console.goto(`${server.url}/projects/${projectId}?open=page`);
    const pages = await settled(() => readTable(console, 'page_views'), pageViews);
    expect(pages).toEqual(pageViews);
    await console.goto(`${server.url}/projects/${projectId}?open=user`);
    const known = [['user-ada', '21']];
    expect(await settled(() => readTable(console, 'events'), known)).toEqual(known);

    const { body } = await call<{ access_token: string }>(server, 'POST /auth/login', {
      body: owner,
    });
    const users = await call(server, `GET /analytics/${projectId}/users`, {
      token: body.access_token,
    });
    const ada = { distinct_id: 'user-ada', traits: { name: 'Ada', plan: 'pro' } };
    expect(users.body).toMatchObject({
      data: [{ ...ada, event_count: 21, session_count: 1 }],
      total: 1,
    });
  });

  test('sees the numbers move by themselves when somebody else comes', async () => {
    await console.goto(`${server.url}/projects/${projectId}`);
    await settled(shown, numbers);
    const third = await visit(agents.tablet, `?key=${key}`);
    const more = {
      Visitors: '4',
      Visits: '3',
      'Page views': '20',
      Events: '25',
      'Views per visit': '6.67',
      'Bounce rate': '67%',
    };
    expect(await settled(shown, more)).toEqual(more);
    await third.context().close();
  });

  test('never logged an error, broke the policy or asked another host', () => {
    expect(complaints).toEqual([]);
  });
});

/** The pages by their visitors: most first, then by name; as many as a panel has room for. */
function topPages(visitors: readonly (readonly Happening[])[]): Row[] {
  const pages = [...new Set(walked.map(({ path }) => path))];
  const seenBy = (page: string): number =>
    visitors.filter((visitor) => visitor.some(({ path }) => path === page)).length;
  return pages
    .sort((a, b) => seenBy(b) - seenBy(a) || (a < b ? -1 : 1))
    .slice(0, PANEL_ROWS)
    .map((page) => [page, String(seenBy(page)), `${Math.round((seenBy(page) / 3) * 100)}%`]);
}

function meanSeconds(visits: readonly (readonly Sent[])[]): number {
  const spans = visits.map((visit) => {
    const times = visit.map(({ timestamp }) => timestamp);
    return Math.max(...times) - Math.min(...times);
  });
  return spans.reduce((sum, span) => sum + span, 0) / spans.length / 1_000;
}

function inWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  return whole % 60 === 0 ? `${whole / 60}m` : `${Math.floor(whole / 60)}m ${whole % 60}s`;
}
