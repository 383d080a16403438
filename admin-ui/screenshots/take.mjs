/**
 * Takes pictures of every screen, light and dark, on a phone and on a desk: `npm run screenshots`, or some of them with
 * `npm run screenshots -- dashboard live`. They land in docs/screenshots/<screen>-<light|dark>-<390|1440>.png.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { wholeChromiumPath } from '../../server/test/support/chromium.ts';
import { firstRun, signedIn, signedOut } from './screens.mjs';
import { ask, openStage, owner, sendVisits, signInTo } from './stage.mjs';

const FOLDER = path.resolve(import.meta.dirname, '../../docs/screenshots');
const HEIGHTS = { 390: 844, 1440: 900 };
const SETTLED_MS = 600;
const LOOK_MS = 150;
// A headless browser's own would be taken for a bot's.
const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';

const wanted = process.argv.slice(2);
const isWanted = ({ name }) => wanted.length === 0 || wanted.includes(name);

await mkdir(FOLDER, { recursive: true });
const stage = await openStage();
const browser = await chromium.launch({
  executablePath: wholeChromiumPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});
try {
  await everyWay((look) => take(firstRun, look));
  await furnish();
  const traffic = sendVisits(stage.url, stage.secret, stage.full);
  await everyWay(async (look) => {
    await take(signedOut, look);
    await take(signedIn, look, true);
  });
  traffic.stop();
} finally {
  await browser.close();
  await stage.close();
}

/** Light and dark, narrow and wide. */
async function everyWay(work) {
  for (const theme of ['light', 'dark']) {
    for (const width of [390, 1440]) await work({ theme, width });
  }
}

/** An owner and four projects: two with a month behind them, one just tried, one nobody has sent anything to. */
async function furnish() {
  await ask(stage.url, 'POST /auth/register', owner);
  const api = await signInTo(stage.url);
  const project = (name, domain, timezone) => api('POST /projects', { name, domain, timezone });
  stage.full = await project('Halden', 'halden.example', 'Europe/Berlin');
  stage.other = await project('Field notes', 'notes.example', 'Asia/Kathmandu');
  stage.tried = await project('Harbour app', null, 'America/St_Johns');
  stage.empty = await project('Orchard', 'orchard.example', 'UTC');
  const keys = `POST /projects/${stage.full.id}/keys`;
  stage.key = (await api(keys, { name: 'Shop', kind: 'public' })).key;
  stage.secret = (await api(keys, { name: 'Backend', kind: 'secret' })).key;
  await nameThings(api, `/projects/${stage.full.id}`);
  await stage.seed(stage.full.id, 30_000);
  await stage.seed(stage.other.id, 2_000);
}

/** What has a name, and two public links. */
async function nameThings(api, project) {
  const named = {
    goals: [
      {
        name: 'Purchase',
        event: 'purchase',
        value: { property: 'amount' },
        currency: { fixed: 'EUR' },
      },
      { name: 'Into the cart', event: 'add_to_cart' },
      { name: 'Sign-up', event: 'signup', value: { fixed: 5 }, currency: { fixed: 'EUR' } },
    ],
    segments: [
      { name: 'Mobile', filters: [{ dimension: 'device', operator: 'is', values: ['mobile'] }] },
    ],
    cohorts: [
      {
        name: 'Bought twice',
        filters: [{ did: { event: 'purchase', count: { operator: 'gte', value: 2 } } }],
        range: { period: '12m' },
      },
    ],
    questions: [
      {
        name: 'Way to the purchase',
        kind: 'funnel',
        body: {
          range: { period: '30d' },
          steps: ['page_view', 'add_to_cart', 'purchase'].map((event) => ({ event })),
        },
      },
      {
        name: 'Visitors by day',
        kind: 'trends',
        body: { range: { period: '30d' }, series: [{ metric: 'visitors' }] },
      },
    ],
  };
  for (const [kind, all] of Object.entries(named)) {
    for (const one of all) await api(`POST ${project}/${kind}`, one);
  }
  const links = `POST ${project}/links`;
  const open = { name: 'For the board', embed_origins: ['https://intranet.example'] };
  stage.slug = (await api(links, open)).slug;
  stage.locked = (await api(links, { name: 'For the press', password: 'open sesame' })).slug;
}

async function take(screens, { theme, width }, asOwner = false) {
  const chosen = screens.filter(isWanted);
  if (chosen.length === 0) return;
  const context = await browser.newContext({
    userAgent: AGENT,
    viewport: { width, height: HEIGHTS[width] },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  if (asOwner) await signIn(context);
  for (const screen of chosen) {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    try {
      await show(page, screen);
      if (screen.whole) await growToContent(page);
      await page.screenshot({
        path: path.join(FOLDER, `${screen.name}-${theme}-${width}.png`),
      });
    } catch (error) {
      process.exitCode = 1;
      console.error(`${screen.name}, ${theme}, ${width}: ${error.message}`);
    }
    await page.close();
  }
  await context.close();
}

/** A taller window instead of a picture of the whole page: charts are drawn anew in it, not stretched. */
async function growToContent(page) {
  const { width, height } = page.viewportSize();
  const needed = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, needed) });
  await settle(page);
}

async function signIn(context) {
  const page = await context.newPage();
  await page.goto(`${stage.url}/sign-in`);
  await page.getByLabel('Email').fill(owner.email);
  await page.getByLabel('Password', { exact: true }).fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/projects');
  await page.close();
}

async function show(page, { at, act, ready }) {
  await page.goto(`${stage.url}${at(stage)}`, { waitUntil: 'load' });
  await ready?.(page);
  await settle(page);
  if (!act) return;
  await act(page);
  await settle(page);
}

/** Waits until nothing on the page has been a placeholder for a while and what moves has come to rest. */
async function settle(page) {
  for (let quiet = 0; quiet < SETTLED_MS; quiet += LOOK_MS) {
    await page.waitForTimeout(LOOK_MS);
    if ((await page.locator('app-skeleton').count()) > 0) quiet = 0;
  }
}
