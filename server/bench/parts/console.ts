import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { chromiumPath } from '../../test/support/chromium.ts';
import { type LiveFigures, measureLive } from '../console-live.ts';
import { quantile } from '../load.ts';
import { openHouse } from '../scale-house.ts';
import { inProportion, speedNow } from '../speed.ts';
import { type Made, makeProject, startServer } from '../subjects.ts';
import { atMost, type Limit, type Part, ratio, type Row, whole } from '../table.ts';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 1_000_000);
const SLOW_DOWN = 4;
const CLICKS = 9;
const LOADS = 3;
const MOST_KILOBYTES = 250;
const MOST_SHIFT = 0.02;
const MOST_MEGABYTES_MORE = 8;

/** Watches a page from its beginning: its largest paint, what jumped, and when panels first showed numbers. */
const watch = `
  window.seen = { largest: 0, shift: 0, numbers: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) window.seen.largest = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) window.seen.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    const there = document.querySelector('app-panel button.row') && !document.querySelector('app-skeleton');
    if (there) window.seen.numbers = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

/** In the page: clicks a country, and waits until nothing is being asked any more and it was painted. */
const clickAndWait = `(click) => new Promise((resolve) => {
  const rows = [...document.querySelectorAll('app-panel')][2].querySelectorAll('button.row');
  const start = performance.now();
  rows[click % rows.length].click();
  const look = () => {
    const asked = document.querySelector('app-panel .stale, app-metric-cards .stale, app-trend .stale');
    const changed = performance.now() - start > 16;
    if (changed && !asked) requestAnimationFrame(() => resolve(performance.now() - start));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})`;

/** Where somebody is signed in and looks. */
interface Place {
  readonly url: string;
  readonly made: Made;
}

/** What the console costs a person (BENCH_EVENTS, BENCH_LIVE_SECONDS). */
export const console: Part = {
  about:
    `the console in headless Chromium: dashboards of ${whole(EVENTS)} events, first loads with an empty cache and the ` +
    `processor slowed down ${SLOW_DOWN} times, then a live page under a thousand events a second`,
  run: async () => {
    const speed = await speedNow();
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    try {
      return [
        ...(await dashboards(browser, speed)),
        ...liveRows(await onNewServer(browser, measureLive), speed),
      ];
    } finally {
      await browser.close();
    }
  },
};

async function dashboards(browser: Browser, speed: number): Promise<Row[]> {
  const house = await openHouse(EVENTS);
  try {
    const context = await signedIn(browser, house);
    const empty = quantile(await loadsOf(() => measureEmpty(context)), 0.5);
    const loads = await loadsOf(() => measureLoad(context, house));
    const middle = (figure: keyof Load): number =>
      quantile(
        loads.map((load) => load[figure]),
        0.5,
      );
    const clicks = await measureClicks(context, house);
    const paint = (what: string, value: number, limit?: Limit): Row => ({
      what,
      measured: milliseconds(value),
      baseline: `${milliseconds(empty)}: one line of text`,
      ratio: ratio(value, empty),
      ...(limit && { limit }),
    });
    return [
      {
        what: 'first load of the dashboard, on the wire',
        measured: `${middle('kilobytes').toFixed(1)} kB`,
        baseline: '',
        ratio: '',
        limit: atMost(middle('kilobytes'), MOST_KILOBYTES, `${MOST_KILOBYTES} kB`),
      },
      paint('its largest paint', middle('largest'), within(middle('largest'), 1_500, speed)),
      paint('all its numbers', middle('numbers')),
      {
        what: 'its layout shift',
        measured: middle('shift').toFixed(3),
        baseline: '',
        ratio: '',
        limit: atMost(middle('shift'), MOST_SHIFT, `${MOST_SHIFT}`),
      },
      {
        what: 'click on a row to changed panels',
        measured: `p50 ${milliseconds(quantile(clicks, 0.5))}, p95 ${milliseconds(quantile(clicks, 0.95))}`,
        baseline: '',
        ratio: '',
        limit: within(quantile(clicks, 0.5), 250, speed),
      },
    ];
  } finally {
    await house.close();
  }
}

interface Load {
  readonly kilobytes: number;
  readonly largest: number;
  readonly shift: number;
  readonly numbers: number;
}

/** A first visit: what crosses the wire, when the largest thing is painted and all numbers are there, what jumps. */
async function measureLoad(context: BrowserContext, { url, made }: Place): Promise<Load> {
  const page = await patientPage(context);
  const devtools = await slowedDown(context, page);
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript(watch);
  await page.goto(`${url}/projects/${made.project_id}`);
  await page.locator('app-panel button.row').first().waitFor();
  await page.locator('app-skeleton').first().waitFor({ state: 'detached' });
  await pause(1_500);
  const seen = await page.evaluate<Omit<Load, 'kilobytes'>>('window.seen');
  await page.close();
  return { ...seen, kilobytes: bytes / 1_000 };
}

/** The first paint of the least page there can be, slowed down the same. */
async function measureEmpty(context: BrowserContext): Promise<number> {
  const page = await patientPage(context);
  await slowedDown(context, page);
  await page.addInitScript(watch);
  await page.goto('data:text/html,<p>One line of text.');
  await pause(500);
  const largest = await page.evaluate<number>('window.seen.largest');
  await page.close();
  return largest;
}

async function loadsOf<Seen>(load: () => Promise<Seen>): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let round = 0; round < LOADS; round++) seen.push(await load());
  return seen;
}

/** From a click on a row of a panel to new rows in all the others. */
async function measureClicks(context: BrowserContext, { url, made }: Place): Promise<number[]> {
  const page = await patientPage(context);
  await page.goto(`${url}/projects/${made.project_id}?period=30d`);
  await page.locator('app-panel button.row').first().waitFor();
  await page.locator('app-skeleton').first().waitFor({ state: 'detached' });
  const took: number[] = [];
  for (let click = 0; click < CLICKS; click++) {
    took.push(await page.evaluate<number>(`(${clickAndWait})(${click})`));
    await pause(400);
  }
  await page.close();
  return took;
}

/** What is measured in a new installation with an empty project. */
async function onNewServer<Seen>(
  browser: Browser,
  measure: (context: BrowserContext, place: Place) => Promise<Seen>,
): Promise<Seen> {
  const server = await startServer();
  try {
    const place = { url: server.url, made: makeProject(server, 'Live') };
    return await measure(await signedIn(browser, place), place);
  } finally {
    await server.stop();
  }
}

function liveRows(
  { rate, seconds, longest, longestOnTheWall, growth }: LiveFigures,
  speed: number,
): Row[] {
  const under = `at ${whole(rate)} events/s for ${seconds} s`;
  return [
    {
      what: `longest task of a live page ${under}`,
      measured: `${milliseconds(longest)} computed`,
      baseline: `${milliseconds(longestOnTheWall)}: with what else the machine did`,
      ratio: ratio(longest, longestOnTheWall),
      limit: within(longest, 100, speed),
    },
    {
      what: `its growth ${under}`,
      measured: `${growth.toFixed(1)} MB`,
      baseline: '',
      ratio: '',
      limit: atMost(growth, MOST_MEGABYTES_MORE, `${MOST_MEGABYTES_MORE} MB`),
    },
  ];
}

async function patientPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  return page;
}

async function slowedDown(context: BrowserContext, page: Page) {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN });
  return devtools;
}

async function signedIn(browser: Browser, { url, made }: Place): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await patientPage(context);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Email').fill(made.email);
  await page.getByLabel('Password', { exact: true }).fill(made.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/projects');
  await page.close();
  return context;
}

function within(value: number, most: number, speed: number): Limit {
  return atMost(value, most / speed, inProportion(`${whole(most)} ms`, 1 / speed));
}

function milliseconds(value: number): string {
  return `${whole(value)} ms`;
}
