import { jest } from '@jest/globals';
import { Page, forgetTab } from '../test/a-page.js';

let page: Page;
beforeEach(() => {
  page = new Page('/account');
});
afterEach(() => {
  page.close();
  forgetTab();
});

it('names the user on every event after identify, on later pages too', async () => {
  (await page.track({ manual: true })).identify(42, { plan: 'pro' });
  await page.wait();
  page.close();
  page = new Page('/next');
  (await page.track({ manual: true })).event('opened');
  await page.wait();
  expect(page.events).toEqual([expect.objectContaining({ event: 'opened', user_id: 42 })]);
});

it('sends traits with $identify, and no second one without news', async () => {
  const tracker = await page.track({ manual: true });
  tracker.identify('u1', { plan: 'pro' });
  tracker.identify('u1');
  tracker.identify('');
  await page.wait();
  expect(page.events).toEqual([
    expect.objectContaining({ event: '$identify', user_id: 'u1', traits: { plan: 'pro' } }),
  ]);
});

it('marks events after reset as signed out until the next identify', async () => {
  const tracker = await page.track({ manual: true });
  tracker.identify('u1');
  tracker.reset();
  tracker.event('left');
  await page.wait();
  page.close();
  page = new Page();
  const next = await page.track({ manual: true });
  next.event('browsed');
  next.identify('u2');
  await page.wait();
  expect(page.events.map(({ event, user_id, signed_out }) => [event, user_id, signed_out])).toEqual(
    [
      ['browsed', undefined, true],
      ['$identify', 'u2', undefined],
    ],
  );
});

it('takes over who is signed in when a frozen page comes back', async () => {
  const tracker = await page.track();
  tracker.identify('u1');
  await page.wait();
  page.leave();
  await page.wait();
  sessionStorage.setItem('tracker:pk_1', '[{"signed_out":true},0]');
  page.comeBack();
  await page.wait();
  expect(page.events.at(-1)).toMatchObject({ event: 'page_view', signed_out: true });
});

it('sends nothing after optOut, on later pages too, until optIn', async () => {
  const tracker = await page.track();
  tracker.optOut();
  tracker.event('clicked');
  page.close();
  page = new Page();
  const next = await page.track();
  await page.wait();
  expect(page.requests).toEqual([]);
  next.optIn();
  await page.wait();
  expect(page.names).toEqual(['page_view']);
});

it('heeds an optOut made elsewhere, in another tab or before this page came back', async () => {
  const tracker = await page.track({ noEngagement: true });
  await page.wait();
  page.leave();
  localStorage.setItem('tracker', 'out');
  page.comeBack();
  tracker.event('clicked');
  await page.wait();
  expect(page.names).toEqual(['page_view']);
});

it('keeps to an optOut for as long as the page lives where nothing can be stored', async () => {
  const own = Object.getOwnPropertyDescriptor(window, 'localStorage') as PropertyDescriptor;
  Object.defineProperty(window, 'localStorage', {
    configurable: true,
    enumerable: false,
    get: () => {
      throw new Error('blocked');
    },
  });
  const tracker = await page.track({ manual: true });
  tracker.optOut();
  tracker.event('no');
  await page.wait();
  const silent = page.requests.length;
  tracker.optIn();
  tracker.event('yes');
  await page.wait();
  Object.defineProperty(window, 'localStorage', own);
  expect([silent, page.names]).toEqual([0, ['yes']]);
});

it('waits for consent when it is required, keeps nothing until then, then counts the page', async () => {
  const tracker = await page.track({ consent: 'required' });
  tracker.event('early');
  tracker.identify('u1');
  await page.wait();
  page.leave();
  page.see(true);
  expect([sessionStorage.length, localStorage.length, page.requests.length]).toEqual([0, 0, 0]);
  tracker.optIn();
  tracker.optIn();
  await page.wait();
  expect(page.events.map((one) => [one.event, one.user_id])).toEqual([['page_view', 'u1']]);
  page.close();
  page = new Page();
  await page.track({ consent: 'required' });
  await page.wait();
  expect(page.names).toEqual(['page_view']);
});

it('keeps nothing on the device once all is sent, unless somebody was named', async () => {
  const tracker = await page.track();
  await page.wait();
  expect(sessionStorage).toHaveLength(0);
  tracker.identify('u1');
  await page.wait();
  expect(Object.keys(sessionStorage)).toEqual(['tracker:pk_1']);
  tracker.optOut();
  expect([sessionStorage.length, { ...localStorage }]).toEqual([0, { tracker: 'out' }]);
});

it('tells of a group, whose traits are not the user’s', async () => {
  const tracker = await page.track({ manual: true });
  tracker.group('acme', { size: 12 });
  await page.wait();
  expect(page.events).toEqual([
    expect.objectContaining({ event: '$group', properties: { group_id: 'acme', size: 12 } }),
  ]);
  expect(page.events[0]).not.toHaveProperty('traits');
});

it.each([{ globalPrivacyControl: true }, { doNotTrack: '1' }])('honours %j', async (signal) => {
  for (const [name, value] of Object.entries(signal))
    Object.defineProperty(navigator, name, { configurable: true, value });
  await page.track();
  await page.wait();
  const silent = page.requests.length;
  await page.track({ ignoreGpc: true });
  await page.wait();
  for (const name of Object.keys(signal))
    Object.defineProperty(navigator, name, { configurable: true, value: undefined });
  expect([silent, page.requests.length]).toEqual([0, 1]);
  // The server sees the signal as well, and is told what the site decided.
  expect(page.requests[0]?.ignore_gpc).toBe(true);
});

it.each([
  [{ exclude: '/account' }, 'exclude'],
  [{ hosts: 'other.example' }, 'hosts'],
  [{ consent: 'required' }, 'consent'],
])('says in debug that %j keeps it silent', async (settings, reason) => {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const tracker = await page.track({ manual: true, debug: true, ...settings });
  tracker.event('x');
  expect(log).toHaveBeenCalledWith('tracker:', expect.objectContaining({ event: 'x' }), reason);
});

it('says in debug what it sends, how the server answers, and what went wrong', async () => {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  page.replies = [{ status: 503 }];
  const tracker = await page.track({ manual: true, debug: true });
  tracker.event('x');
  tracker.event('y', { big: 1n });
  await page.wait(5_000);
  const event = expect.stringContaining('"event":"x"') as string;
  expect(log.mock.calls).toEqual([
    ['tracker:', expect.objectContaining({ event: 'x' }), false],
    ['tracker:', expect.objectContaining({ event: 'y' }), false],
    ['tracker:', expect.any(TypeError)],
    ['tracker:', 503, [event]],
    ['tracker:', 202, [event]],
  ]);
});
