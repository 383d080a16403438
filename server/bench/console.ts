/**
 * Prints what the console costs a person: `node server/bench/console.ts`. It brings a server, a database and a browser
 * of its own, fills a project (BENCH_EVENTS) and opens the dashboard with the processor slowed down fourfold; then the
 * live page for BENCH_LIVE_SECONDS under a thousand events a second. Ends with 1 when a figure is over its limit.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type BrowserContext, type CDPSession, chromium } from 'playwright-core';
import { wholeChromiumPath } from '../test/support/chromium.ts';
import { liveLimits, measureLive } from './console-live.ts';

const SERVER = path.resolve(import.meta.dirname, '../../dist/server');
const OWNER = { email: 'bench@example.com', password: 'correct horse battery' };
const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 50_000);
const SLOW_DOWN = 4;
const CLICKS = 7;

const limits = {
  'first load of the dashboard, kB': 250,
  'largest paint, ms': 1_500,
  'layout shift': 0.02,
  'click on a row to changed panels, ms': 250,
  ...liveLimits,
} as const;
type Figure = keyof typeof limits;

interface Stage {
  readonly url: string;
  readonly projectId: string;
  readonly key: string;
  close(): Promise<void>;
}

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

const stage = await openStage();
const browser = await chromium.launch({
  executablePath: wholeChromiumPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const context = await signedIn(browser, stage);
  const figures = {
    ...(await measureLoad(context, stage)),
    ...(await measureClick(context, stage)),
    ...(await measureLive(context, stage)),
  };
  for (const [name, limit] of Object.entries(limits)) {
    const value = figures[name as Figure];
    const kept = value <= limit;
    if (!kept) process.exitCode = 1;
    console.log(`${kept ? '✓' : '✗'} ${name.padEnd(40)} ${shown(value).padStart(8)}  ≤ ${limit}`);
  }
} finally {
  await browser.close();
  await stage.close();
}

/** A first visit with an empty cache: what crosses the wire, when the largest thing is painted, what jumps. */
async function measureLoad(
  context: BrowserContext,
  { url, projectId }: Stage,
): Promise<
  Record<'first load of the dashboard, kB' | 'largest paint, ms' | 'layout shift', number>
> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const devtools = await slowedDown(await context.newCDPSession(page));
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript(`
    window.paints = { largest: 0, shift: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.paints.largest = entry.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.paints.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  `);
  await page.goto(`${url}/projects/${projectId}`);
  await page.locator('app-panel button.row').first().waitFor();
  await page.locator('app-skeleton').first().waitFor({ state: 'detached' });
  await pause(1_500);
  const { largest, shift } = await page.evaluate<{ largest: number; shift: number }>(
    'window.paints',
  );
  await page.close();
  return {
    'first load of the dashboard, kB': bytes / 1_000,
    'largest paint, ms': largest,
    'layout shift': shift,
  };
}

/** From a click on a row of a panel to new rows in all the others; the median of several clicks. */
async function measureClick(
  context: BrowserContext,
  { url, projectId }: Stage,
): Promise<Record<'click on a row to changed panels, ms', number>> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${url}/projects/${projectId}?period=30d`);
  await page.locator('app-panel button.row').first().waitFor();
  await page.locator('app-skeleton').first().waitFor({ state: 'detached' });
  const took: number[] = [];
  for (let click = 0; click < CLICKS; click++) {
    took.push(await page.evaluate<number>(`(${clickAndWait})(${click})`));
    await pause(400);
  }
  await page.close();
  return {
    'click on a row to changed panels, ms': took.toSorted((a, b) => a - b)[CLICKS >> 1] ?? 0,
  };
}

async function slowedDown(devtools: CDPSession): Promise<CDPSession> {
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN });
  return devtools;
}

async function signedIn(browser: Browser, { url }: Stage): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Email').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/projects');
  await page.close();
  return context;
}

/** A server with an embedded database and a month of generated traffic, gone after `close`. */
async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'analytics-console-bench-'));
  const port = await freePort();
  const variables = {
    PATH: process.env['PATH'] ?? '',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: path.join(folder, 'data'),
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '0',
  };
  const run = (...words: string[]) =>
    spawn(process.execPath, [path.join(SERVER, words[0] ?? ''), ...words.slice(1)], {
      cwd: folder,
      env: variables,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const server = run('main.js');
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  await ready(url);
  await ask(url, 'auth/register', OWNER);
  const { access_token } = await ask<{ access_token: string }>(url, 'auth/login', OWNER);
  const { id, api_key: key } = await ask<{ id: string; api_key: string }>(
    url,
    'projects',
    { name: 'Bench' },
    access_token,
  );
  const seeding = run(
    ...['cli.js', 'seed', '--project', id, '--events', String(EVENTS), '--days', '30'],
  );
  await new Promise((resolve) => seeding.once('close', resolve));
  return { url, projectId: id, key, close };
}

async function ask<Body>(url: string, route: string, body: unknown, token = ''): Promise<Body> {
  const answer = await fetch(`${url}/api/v1/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
}

async function ready(url: string): Promise<void> {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('The server did not become ready.');
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function shown(value: number): string {
  return value < 1 ? value.toFixed(3) : String(Math.round(value));
}
