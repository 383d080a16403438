import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';
import { longestTask } from '../test/support/page-tasks.ts';
import type { Made } from './subjects.ts';

const RATE = 1_000;
const TICK_MS = 100;
const SECONDS = Number(process.env['BENCH_LIVE_SECONDS'] ?? 300);
/** Of the whole time: until the page has everything it will ever need. */
const WARM = 0.25;
/** What the browser remembers of its tasks is read so often. */
const LOOK_MS = 20_000;
const PAGES = ['/', '/pricing', '/docs', '/blog', '/blog/a-lamp', '/cart', '/checkout'];
const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';

export interface LiveFigures {
  /** Events that were accepted in a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Milliseconds that the page computed in its longest task. */
  readonly longest: number;
  /** Milliseconds from the beginning to the end of a task at most, with what else the machine did. */
  readonly longestOnTheWall: number;
  /** Megabytes that the page held more in the end. */
  readonly growth: number;
}

/** The live page while a thousand events a second arrive: what holds it up, and what it keeps. */
export async function measureLive(
  context: BrowserContext,
  { url, made }: { readonly url: string; readonly made: Made },
): Promise<LiveFigures> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.addInitScript(`
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: 'longtask', buffered: true });
  `);
  const devtools = await context.newCDPSession(page);
  await page.goto(`${url}/projects/${made.project_id}/live`);
  await page.locator('app-feed-list').waitFor();
  await pause(2_000);
  await page.evaluate('window.longest = 0');
  const kept = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize;
  };

  const longest = async (seconds: number): Promise<number> => {
    const end = performance.now() + seconds * 1_000;
    let most = 0;
    for (let left = seconds * 1_000; left > 0; left = end - performance.now()) {
      most = Math.max(most, await longestTask(page, () => pause(Math.min(left, LOOK_MS))));
    }
    return most;
  };

  const flood = send(url, made.key);
  const atFirst = await longest(SECONDS * WARM);
  const wallAtFirst = await page.evaluate<number>('window.longest');
  const before = await kept();
  // Collecting garbage on demand is a long task of its own.
  await pause(500);
  await page.evaluate('window.longest = 0');
  const later = await longest(SECONDS * (1 - WARM));
  const wallLater = await page.evaluate<number>('window.longest');
  const sent = await flood.stop();
  const after = await kept();
  await page.close();
  return {
    rate: sent / SECONDS,
    seconds: SECONDS,
    longest: Math.max(atFirst, later),
    longestOnTheWall: Math.max(wallAtFirst, wallLater),
    growth: Math.max(0, after - before) / 1_000_000,
  };
}

function send(url: string, key: string): { stop(): Promise<number> } {
  let sent = 0;
  let under: Promise<unknown>[] = [];
  const timer = setInterval(() => {
    const events = Array.from({ length: (RATE * TICK_MS) / 1_000 }, (_, at) => ({
      event: at % 4 === 0 ? 'add_to_cart' : 'page_view',
      page_url: `https://bench.example${PAGES[(sent + at) % PAGES.length] ?? '/'}`,
      anonymous_id: `person-${(sent + at) % 700}`,
      properties: { plan: 'pro', price: at },
    }));
    under.push(
      fetch(`${url}/api/v1/events/ingest`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': key, 'user-agent': AGENT },
        body: JSON.stringify({ events }),
      }).then((answer) => {
        if (answer.status === 202) sent += events.length;
      }),
    );
    if (under.length > 100) under = under.slice(-50);
  }, TICK_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.allSettled(under);
      return sent;
    },
  };
}
