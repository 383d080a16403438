import type { Browser, Page } from 'playwright-core';

/**
 * Milliseconds that a page computed in its longest task while `work` went on, or from the moment on that the page marks
 * (`performance.mark`). What else the machine did in the meantime is not counted. A second takes the browser a megabyte.
 */
export async function longestTask(
  page: Page,
  work: () => Promise<unknown>,
  from?: string,
): Promise<number> {
  const browser = page.context().browser() as Browser;
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  let traced: Buffer;
  try {
    await work();
  } finally {
    traced = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(traced.toString()) as { traceEvents: TraceEvent[] };
  const begun = from ? traceEvents.find(({ name }) => name === from)?.ts : 0;
  if (begun === undefined) throw new Error(`The page never marked «${String(from)}».`);
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.['name'] === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = traceEvents.filter(
    (event) => /\bRunTask$/.test(event.name) && event.ts > begun && pages.has(threadOf(event)),
  );
  if (tasks.length === 0) throw new Error('The browser told of no task.');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000;
}

/** One thing that a thread of the browser did: when it began, and for how long it computed, in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tdur?: number;
  readonly args?: Readonly<Record<string, unknown>>;
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`;
}
