/** @jest-environment node */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Tracker } from '../src/tracker.js';
import { Recorder } from './recorder.js';

declare const tracker: Tracker;

const executablePath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(existsSync);

let browser: Browser;
let context: BrowserContext;
let page: Page;
let site: Recorder;
let home: string;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    // Playwright switches the back/forward cache off by default.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}, 30_000);
afterAll(() => browser.close());

beforeEach(async () => {
  site = new Recorder();
  home = await site.start();
  context = await browser.newContext();
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await site.stop();
});

/** Waits for the story to be as told, then a moment longer: nothing more may come. */
async function tells(story: string[]): Promise<void> {
  const end = Date.now() + 8_000;
  while (site.story.length < story.length && Date.now() < end) await sleep(50);
  await sleep(400);
  expect([...site.story].sort()).toEqual([...story].sort());
}
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('counts each page of a quick walk once', async () => {
  for (const path of ['/a', '/b', '/c', '/d']) await page.goto(home + path);
  await tells(['page_view /a', 'page_view /b', 'page_view /c', 'page_view /d']);
});

it('counts routes, back and forward within an application once each', async () => {
  await page.goto(`${home}/app`);
  await page.evaluate(() => {
    history.pushState(null, '', '/app/one');
    history.replaceState({ scroll: 1 }, '');
    history.pushState(null, '', '/app/two');
  });
  await page.goBack();
  await page.goForward();
  await tells([
    'page_view /app',
    'page_view /app/one',
    'page_view /app/two',
    'page_view /app/one',
    'page_view /app/two',
  ]);
});

it('counts a page restored from the back/forward cache, and the user who signed in meanwhile', async () => {
  await page.goto(`${home}/a`);
  await page.evaluate(() => Object.assign(window, { alive: true }));
  await page.goto(`${home}/b`);
  await page.evaluate(() => tracker.identify('u1'));
  // TRICKY: Playwright waits for a load that a restored page does not have.
  await page.evaluate(() => history.back());
  await sleep(500);
  expect(await page.evaluate(() => (window as { alive?: boolean }).alive)).toBe(true);
  await page.evaluate(() => tracker.event('after'));
  await tells(['page_view /a', 'page_view /b', '$identify /b', 'page_view /a', 'after /a']);
});

it('delivers what happened just before the tab was closed', async () => {
  await page.goto(`${home}/a`);
  await page.evaluate(() => tracker.event('last'));
  await page.close({ runBeforeUnload: true });
  await tells(['page_view /a', 'last /a']);
});

it('loses nothing when the page goes while a slow request is under way', async () => {
  site.delay = 600;
  await page.goto(`${home}/a`);
  await sleep(300);
  await page.evaluate(() => tracker.event('during'));
  await page.goto(`${home}/b`);
  await page.reload();
  await tells(['page_view /a', 'during /a', 'page_view /b', 'page_view /b']);
});

it('loses nothing to a server that answers 503 for a while, over navigations', async () => {
  site.refuse = 3;
  await page.goto(`${home}/a`);
  await sleep(300);
  await page.goto(`${home}/b`);
  await sleep(300);
  await page.evaluate(() => tracker.event('patient'));
  await tells(['page_view /a', 'page_view /b', 'patient /b']);
  expect(site.refusals).toBe(3);
});

it('keeps what happens offline and sends it once the network is back', async () => {
  await page.goto(`${home}/a`);
  await tells(['page_view /a']);
  await context.setOffline(true);
  await page.evaluate(() => tracker.event('one'));
  await sleep(700);
  await page.evaluate(() => tracker.event('two'));
  expect(site.story).toEqual(['page_view /a']);
  await context.setOffline(false);
  await tells(['page_view /a', 'one /a', 'two /a']);
});

it('tells how long a page was looked at', async () => {
  await page.goto(`${home}/a`);
  await sleep(1_300);
  await page.goto(`${home}/b`);
  await tells(['page_view /a', 'page_view /b']);
  expect([...site.taken.values()]).toContainEqual({ event: 'engagement', path: '/a' });
});
