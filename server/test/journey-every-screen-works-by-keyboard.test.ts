import type { Page } from 'playwright-core';
import { agents, settled } from './support/journey-browser.js';
import { allowing } from './support/patience.js';
import { type House, openHouse, owner, sendViews, signIn } from './support/journey-house.js';

/** In the page: what an assistive technology would call the element that has the focus. */
const inFocus = `(() => {
  const one = document.activeElement;
  const label = one?.getAttribute('aria-label') ?? one?.labels?.[0]?.textContent;
  return (label || one?.textContent || '').trim().replace(/\\s+/g, ' ');
})()`;

describe('every screen', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
    await sendViews(house, house.project.api_key, ['/', '/pieces', '/pieces', '/cart']);
  });
  afterAll(() => house?.close());

  /** Tab until the element in focus is of this name. */
  async function tabTo(page: Page, name: string | RegExp): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate<string>(inFocus);
      if (typeof name === 'string' ? found.startsWith(name) : name.test(found)) return;
    }
    throw new Error(`The Tab key never came to «${String(name)}».`);
  }

  test('can be worked with the keyboard alone', async () => {
    const context = await house.browser.newContext({ userAgent: agents.desktop });
    const page = await context.newPage();
    page.setDefaultTimeout(allowing(8_000));
    const { keyboard } = page;

    await page.goto(`${house.server.url}/sign-in`);
    await page.getByLabel('Email').waitFor();
    await tabTo(page, 'Email');
    await keyboard.type(owner.email);
    await tabTo(page, 'Password');
    await keyboard.type(owner.password);
    await keyboard.press('Enter');
    await page.waitForURL('**/projects');

    await page.getByRole('link', { name: 'Halden' }).waitFor();
    await tabTo(page, 'Halden');
    await keyboard.press('Enter');
    await page.locator('app-metric-cards .value').first().waitFor();

    // A row is a filter; its chip takes it away.
    await page.locator('button.row', { hasText: '/pieces' }).waitFor();
    await tabTo(page, '/pieces');
    await keyboard.press('Enter');
    await page.waitForURL(/f=is,page,/);
    await keyboard.press('Escape');
    await page.waitForURL((url) => !url.search.includes('f='));

    // Range, comparison and metric by their keys.
    await keyboard.press('d');
    await page.waitForURL(/period=today/);
    await keyboard.press('x');
    await page.waitForURL(/compare=year/);
    await keyboard.press('4');
    await page.waitForURL(/metric=events/);

    // A filter from the dialog, with what is typed.
    await keyboard.press('n');
    await page.locator('app-filter-dialog input[cdkFocusInitial]:focus').waitFor();
    await keyboard.type('/cart');
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove /cart' }).waitFor();
    // With nothing more typed, Enter is the answer.
    await keyboard.press('Enter');
    await page.waitForURL(/f=is,page,%2Fcart|f=is,page,\/cart/);

    // On to the events; the row opens and shows the properties.
    await keyboard.press('g');
    await keyboard.press('e');
    await page.waitForURL('**/events**');
    await page.locator('button.opener').first().waitFor();
    await tabTo(page, /^page_view, /);
    await keyboard.press('Enter');
    await page.locator('app-property-tree .key', { hasText: 'plan' }).waitFor();

    // From the list of sessions into one of them, to an event of it, and on to whose it is.
    await keyboard.press('g');
    await keyboard.press('v');
    await page.locator('a.opener').first().waitFor();
    await tabTo(page, /^Visit of /);
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await tabTo(page, /\/pieces/);
    await keyboard.press('Enter');
    await page.locator('app-property-tree .key', { hasText: 'plan' }).waitFor();
    await tabTo(page, 'reader-1');
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'reader-1' }).waitFor();

    await keyboard.press('?');
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
    await keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' });

    for (const [key, path] of [
      ['v', 'sessions'],
      ['u', 'users'],
      ['l', 'live'],
      ['t', 'trends'],
      ['b', 'library'],
      ['s', 'settings/general'],
    ] as const) {
      await keyboard.press('g');
      await keyboard.press(key);
      await page.waitForURL(`**/${path}**`);
      await page.locator('h1').first().waitFor({ state: 'attached' });
    }
    await page.getByLabel('Name', { exact: true }).waitFor();
    await tabTo(page, 'Name');
    await keyboard.press('End');
    await keyboard.type(' shop');
    await keyboard.press('Enter');
    await page.getByText('Settings saved').waitFor();
    await context.close();
  }, 600_000);

  test('has the focus in a dialog as soon as it is seen, and nothing typed reaches the page behind', async () => {
    const page = await signIn(house, await house.browser.newContext());
    await page.goto(`${house.server.url}/projects/${house.project.id}`);
    await page.locator('app-metric-cards .value').first().waitFor();
    // In the page: where the focus is when the dialog is first painted.
    await page.evaluate(`new MutationObserver((_, watch) => {
      const field = document.querySelector('app-filter-dialog input[cdkFocusInitial]');
      if (!field) return;
      watch.disconnect();
      requestAnimationFrame(() => (window.focusWhenSeen = document.activeElement === field));
    }).observe(document.body, { childList: true, subtree: true })`);
    // Within one task: the dialog's code is still to come when the next keys are pressed.
    await page.evaluate(`for (const key of ['n', 'd', 'x', '4']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }`);
    expect(await settled(() => page.evaluate('window.focusWhenSeen'), true)).toBe(true);
    expect(new URL(page.url()).search).toBe('');
    await page.keyboard.press('Escape');
    await page.locator('app-filter-dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('d');
    await page.waitForURL(/period=today/);
    await page.context().close();
  }, 600_000);
});
