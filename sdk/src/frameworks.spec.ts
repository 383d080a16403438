import { jest } from '@jest/globals';
import { Page, forgetTab } from '../test/a-page.js';

const settings = { project: 'pk_1', apiUrl: 'https://stats.example' };
let page: Page;
beforeEach(() => {
  page = new Page();
  jest.resetModules();
});
afterEach(() => {
  page.close();
  forgetTab();
});

it('a page has one tracker, however often it is started', async () => {
  const { startTracker } = await import('./tracker.js');
  expect(startTracker(settings)).toBe(startTracker(settings));
  await page.wait();
  expect(page.names).toEqual(['page_view']);
});

it('Vue: an installed plugin starts it and hands it to templates and components', async () => {
  const { trackerPlugin } = await import('./vue.js');
  const app = { provide: jest.fn(), config: { globalProperties: {} as Record<string, unknown> } };
  trackerPlugin(settings).install(app);
  await page.wait();
  expect(page.names).toEqual(['page_view']);
  expect(app.provide).toHaveBeenCalledWith('tracker', app.config.globalProperties.$tracker);
});

it('React: hooks start it once, name the user and end the link at a sign-out', async () => {
  const { trackerHooks } = await import('./react.js');
  const react = {
    useState: <State>(initial: () => State): [State] => [initial()],
    useEffect: (effect: () => void) => effect(),
  };
  const { useTracker, useIdentity } = trackerHooks(react, settings);
  useIdentity(null);
  useTracker().event('before');
  useIdentity('u1');
  useIdentity(null);
  useTracker().event('after');
  await page.wait();
  expect(page.events.map((one) => [one.event, one.user_id, one.signed_out])).toEqual([
    ['page_view', undefined, undefined],
    ['before', undefined, undefined],
    ['$identify', 'u1', undefined],
    ['after', undefined, true],
  ]);
});

it('Angular: a provider starts it with the application, and hands it to who injects', async () => {
  const { Injector, createEnvironmentInjector, runInInjectionContext } =
    await import('@angular/core');
  const { injectTracker, provideTracker } = await import('./angular.js');
  const injector = createEnvironmentInjector([provideTracker(settings)], Injector.NULL as never);
  runInInjectionContext(injector, injectTracker).event('clicked');
  await page.wait();
  expect(page.names).toEqual(['page_view', 'clicked']);
});
