import { Page, forgetTab } from '../test/a-page.js';

let page: Page;
beforeEach(() => {
  page = new Page('/shoes?utm_source=mail#size');
});
afterEach(() => {
  page.close();
  forgetTab();
});

const urls = (): string[] =>
  page.events.filter((one) => one.event === 'page_view').map((one) => one.page_url);

it('counts a view with title and screen, without the #part', async () => {
  await page.track();
  await page.wait();
  expect(page.events).toEqual([
    expect.objectContaining({
      event: 'page_view',
      page_url: 'https://shop.example/shoes?utm_source=mail',
      title: 'Shop',
      screen: '0x0',
      timestamp: Date.parse('2026-11-24T12:00:00Z'),
    }),
  ]);
});

it('sends neither a session id nor a visitor id', async () => {
  await page.track();
  await page.wait();
  expect(
    Object.keys(page.events[0] ?? {}).filter((name) => /session|visitor|anonymous/.test(name)),
  ).toEqual([]);
});

it('counts each route of an application, with the route before as its referrer', async () => {
  await page.track();
  history.pushState(null, '', '/boots');
  await page.wait();
  expect(urls()).toEqual([
    'https://shop.example/shoes?utm_source=mail',
    'https://shop.example/boots',
  ]);
  expect(page.events[1]?.referrer).toBe('https://shop.example/shoes?utm_source=mail');
});

it('leaves out the title of a route, which is still the one of the route before', async () => {
  const tracker = await page.track();
  history.pushState(null, '', '/boots');
  document.title = 'Boots';
  await page.wait();
  tracker.page();
  await page.wait();
  const views = page.events.filter((one) => one.event === 'page_view');
  expect(views.map((one) => one.title)).toEqual(['Shop', undefined, 'Boots']);
});

it('counts replaceState only when the path changes', async () => {
  await page.track();
  history.replaceState(null, '', '/shoes?sort=price');
  history.replaceState(null, '', '/sandals');
  await page.wait();
  expect(urls()).toHaveLength(2);
});

it('does not count a pushed state that keeps the address', async () => {
  await page.track();
  await page.wait();
  history.pushState({ dialog: true }, '');
  history.pushState(null, '', '#reviews');
  await page.wait();
  expect(urls()).toHaveLength(1);
});

it('counts going back by popstate', async () => {
  await page.track();
  history.pushState(null, '', '/boots');
  history.back();
  await page.wait();
  window.dispatchEvent(new PopStateEvent('popstate'));
  await page.wait();
  expect(urls()).toHaveLength(3);
});

it('counts #routes once each when data-hash is set', async () => {
  await page.track({ hash: true });
  location.hash = '#/cart';
  window.dispatchEvent(new Event('hashchange'));
  window.dispatchEvent(new PopStateEvent('popstate'));
  await page.wait();
  expect(urls()).toEqual([
    'https://shop.example/shoes?utm_source=mail#size',
    'https://shop.example/shoes?utm_source=mail#/cart',
  ]);
});

it('counts once when a router and the site announce the same view within 50 ms', async () => {
  const tracker = await page.track();
  tracker.page();
  await page.wait(49);
  tracker.page();
  await page.wait(1);
  tracker.page();
  await page.wait();
  expect(urls()).toHaveLength(2);
});

it('counts a tab opened in the background when it is first shown', async () => {
  page.see(false);
  await page.track();
  history.replaceState(null, '', '/landing');
  await page.wait();
  expect(page.requests).toEqual([]);
  page.see(true);
  page.see(false);
  page.see(true);
  await page.wait();
  expect(urls()).toEqual(['https://shop.example/landing']);
});

it('counts a return from the back/forward cache', async () => {
  await page.track();
  await page.wait();
  page.leave();
  await page.wait();
  page.comeBack();
  await page.wait();
  expect(urls()).toHaveLength(2);
});

it('counts nothing by itself when data-manual is set', async () => {
  const tracker = await page.track({ manual: true });
  history.pushState(null, '', '/boots');
  page.leave();
  page.comeBack();
  await page.wait();
  expect(page.requests).toEqual([]);
  tracker.page({ section: 'boots' });
  await page.wait();
  expect(page.events.map((one) => one.properties)).toEqual([{ section: 'boots' }]);
});

it.each([
  [404, {}, ['page_view', 'not_found']],
  [200, {}, ['page_view']],
  [404, { 'no-404': true }, ['page_view']],
])('a load answered with %i and %j tells %j', async (status, settings, told) => {
  page.load(status);
  await page.track(settings);
  await page.wait();
  expect(page.names).toEqual(told);
});

it('sends addresses masked', async () => {
  history.replaceState(null, '', '/users/42?token=secret');
  const tracker = await page.track({ mask: '/users/*, token=*' });
  tracker.event('clicked', { link: 'https://shop.example/users/7/edit' });
  await page.wait();
  expect(page.events.map((one) => [one.page_url, one.properties])).toEqual([
    ['https://shop.example/users/*?token=*', undefined],
    ['https://shop.example/users/*?token=*', { link: 'https://shop.example/users/*/edit' }],
  ]);
});

it('takes the address that an event names, also when it is only a path', async () => {
  const tracker = await page.track({ manual: true, exclude: '/private' });
  for (const page_url of ['/other', 'https://shop.example/third', '/private'])
    tracker.event('read', {}, { page_url });
  await page.wait();
  expect(page.events.map((one) => one.page_url)).toEqual(['/other', 'https://shop.example/third']);
});
