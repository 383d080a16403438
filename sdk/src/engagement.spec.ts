import { Page, forgetTab, type Sent } from '../test/a-page.js';

let page: Page;
beforeEach(() => {
  page = new Page('/read');
});
afterEach(() => {
  page.close();
  forgetTab();
});

const pings = (): Sent[] => page.events.filter((one) => one.event === 'engagement');
const told = (): unknown[] => pings().map((one) => one.properties?.engaged_ms);

it('tells on leaving how long the page was looked at, and how deep', async () => {
  Object.defineProperty(document.documentElement, 'scrollHeight', {
    configurable: true,
    value: 1536,
  });
  await page.track();
  await page.wait(4_000);
  page.leave();
  await page.wait();
  expect(pings()).toEqual([
    expect.objectContaining({
      page_url: 'https://shop.example/read',
      properties: { engaged_ms: 4_000, scroll_depth: 50 },
    }),
  ]);
});

it('tells only what is new since it told last', async () => {
  await page.track();
  await page.wait(4_000);
  page.see(false);
  await page.wait(60_000);
  page.see(true);
  await page.wait(2_000);
  page.see(false);
  await page.wait();
  expect(told()).toEqual([4_000, 2_000]);
});

it('stops the clock five minutes after the last input', async () => {
  await page.track();
  await page.wait(1_000_000);
  window.dispatchEvent(new Event('keydown'));
  await page.wait(2_000);
  page.leave();
  await page.wait();
  expect(told()).toEqual([302_000]);
});

it('gives the time to the route it was spent on', async () => {
  await page.track();
  await page.wait(3_000);
  history.pushState(null, '', '/next');
  await page.wait();
  expect(pings().map((one) => one.page_url)).toEqual(['https://shop.example/read']);
});

it('says nothing of a glance under a second, nor with data-no-engagement', async () => {
  await page.track();
  await page.wait(900);
  page.leave();
  page.see(true);
  await page.track({ noEngagement: true, project: 'pk_2' });
  await page.wait(20);
  page.leave();
  await page.wait();
  expect(pings()).toEqual([]);
});
