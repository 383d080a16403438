import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { agents, complaintsOf, fillIn, openBrowser, settled } from './support/journey-browser.js';
import { readCards, readChart, readPanel, type Row } from './support/journey-dashboard.js';
import {
  buyersWalk,
  type Happening,
  happenings,
  hearTracker,
  type Sent,
  takeWalk,
  walkAfterSigningOut,
} from './support/journey-shop.js';
import { call, signIn } from './support/people.js';
import { type ServerProcess, startProcess } from './support/process.js';

const owner = { email: 'owner@example.com', password: 'correct horse battery' };
const letter = 'utm_source=letter&utm_medium=email&utm_campaign=autumn';

/** A zone whose midnight is not about to pass, so that all of the walk is of one day. */
const zone = new Date().getUTCHours() === 18 ? 'Asia/Tehran' : 'Asia/Katmandu';

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
  const sent: Sent[] = [];
  const walked: Happening[] = [];

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
    console.setDefaultTimeout(8_000);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });

  const feedRows = () => console.evaluate('window.feedRows') as Promise<FeedRow[]>;
  const rowsSeen = async () => (await feedRows()).length;

  async function visit(agent: string, first: string, referer?: string): Promise<Page> {
    const visitor = await browser.newContext({ userAgent: agent, locale: 'en-GB' });
    const page = await visitor.newPage();
    page.setDefaultTimeout(8_000);
    const heard = hearTracker(page);
    visitor.on('close', () => sent.push(...heard()));
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
    await console.waitForURL('**/projects/new');
    await fillIn(console, { Name: 'Halden', 'Time zone': zone }, 'Create project');
    await console.waitForURL('**/install');
    projectId = console.url().split('/').at(-2) ?? '';
    key = (await console.locator('app-issued-key code').textContent()) ?? '';
    expect(key).toMatch(/^\w{20,}$/);
    await console.getByText('Waiting for the next event').waitFor();
  });

  test('sees each event in the live feed within a second of its sending', async () => {
    await console.getByRole('navigation').getByRole('link', { name: 'Live' }).click();
    await console.getByText('Waiting for the first event').waitFor();

    const buyer = await visit(agents.desktop, `?key=${key}&${letter}`);
    const start = { event: 'page_view', path: '/demo/' };
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
    walked.push(start, ...happenings([...buyersWalk, ...walkAfterSigningOut]));
    walked.push({ event: 'page_view', path: '/demo/lookbook/dune.html' });
    await settled(rowsSeen, walked.length);
    await searcher.context().close();

    const rows = await feedRows();
    expect(rows.map(({ event, path }) => ({ event, path }))).toEqual(walked);
    const told = sent.filter(({ event }) => event !== 'engagement' && event !== '$identify');
    expect(told.map(({ event, path }) => ({ event, path }))).toEqual(walked);
    const waits = told.map(({ sentAt }, i) => (rows[i]?.at ?? Infinity) - sentAt);
    expect(Math.max(...waits)).toBeLessThan(1_000);
  });
});
