import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';

export const liveLimits = {
  'longest task of the live page, ms': 100,
  'growth of the live page, MB': 8,
} as const;

const RATE = 1_000;
const TICK_MS = 100;
const SECONDS = Number(process.env['BENCH_LIVE_SECONDS'] ?? 60);
/** Of the whole time: until the page has everything it will ever need. */
const WARM = 0.25;
const PAGES = ['/', '/pricing', '/docs', '/blog', '/blog/a-lamp', '/cart', '/checkout'];
const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';

/** The live page while a thousand events a second arrive: what holds it up, and what it keeps. */
export async function measureLive(
  context: BrowserContext,
  { url, projectId, key }: { url: string; projectId: string; key: string },
): Promise<Record<keyof typeof liveLimits, number>> {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.addInitScript(`
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: 'longtask', buffered: true });
  `);
  const devtools = await context.newCDPSession(page);
  await page.goto(`${url}/projects/${projectId}/live`);
  await page.locator('app-feed-list').waitFor();
  await pause(2_000);
  await page.evaluate('window.longest = 0');
  const kept = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize;
  };

  const flood = send(url, key);
  await pause(SECONDS * WARM * 1_000);
  const atFirst = await page.evaluate<number>('window.longest');
  const before = await kept();
  // Collecting garbage on demand is a long task of its own.
  await pause(500);
  await page.evaluate('window.longest = 0');
  await pause(SECONDS * (1 - WARM) * 1_000);
  const later = await page.evaluate<number>('window.longest');
  const sent = await flood.stop();
  const after = await kept();
  await page.close();
  console.log(`  live page: ${Math.round(sent / SECONDS)} events/s for ${SECONDS} s`);
  return {
    'longest task of the live page, ms': Math.max(atFirst, later),
    'growth of the live page, MB': Math.max(0, after - before) / 1_000_000,
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
