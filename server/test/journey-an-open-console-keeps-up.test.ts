import type { Page } from 'playwright-core';
import { agents, settled } from './support/journey-browser.js';
import { type House, openHouse, sendViews, signIn } from './support/journey-house.js';
import { eventually } from './support/patience.js';
import { call } from './support/people.js';

describe('a console that stays open', () => {
  let house: House;
  let page: Page;
  /** A key that works now. */
  let working: string;

  beforeAll(async () => {
    house = await openHouse();
    page = await signIn(house, await house.browser.newContext());
  });
  afterAll(() => house?.close());

  const at = (screen: string) => `${house.server.url}/projects/${house.project.id}${screen}`;

  async function countStored(): Promise<number> {
    const { body } = await call<{ total_events: number }>(
      house.server,
      `GET /analytics/${house.project.id}/overview?period=today`,
      { token: house.token },
    );
    return body.total_events;
  }

  test('rotates a key without losing an event', async () => {
    const answers: number[] = [];
    let key = house.project.api_key;
    let sending = true;
    const sender = (async () => {
      while (sending) {
        answers.push(await sendViews(house, key, [`/${answers.length}`]));
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    })();

    await page.goto(at('/settings/keys'));
    await page.getByRole('button', { name: /^Actions for the key/ }).click();
    await page.getByRole('menuitem', { name: 'Rotate' }).click();
    await page.getByLabel('The old key works for').selectOption('1');
    await page.getByRole('button', { name: 'Make a new key' }).click();
    const fresh = (await page.locator('app-issued-key code').textContent()) ?? '';
    await page.getByRole('button', { name: 'I have kept it' }).click();
    // The old one goes on until every sender has the new one.
    await page.getByText('old key, ends').waitFor();
    const before = answers.length;
    await eventually(() => Promise.resolve(answers.length > before + 3), 5_000);
    key = fresh;
    const changed = answers.length;
    await eventually(() => Promise.resolve(answers.length > changed + 3), 5_000);
    sending = false;
    await sender;

    expect(new Set(answers)).toEqual(new Set([202]));
    expect(await settled(countStored, answers.length)).toBe(answers.length);

    await page
      .getByRole('button', { name: /^Actions for the key/ })
      .last()
      .click();
    await page.getByRole('menuitem', { name: 'End it now' }).click();
    await page.getByRole('button', { name: 'End it now' }).click();
    await page.getByText('Ended and revoked (1)').waitFor();
    await eventually(
      async () => (await sendViews(house, house.project.api_key, ['/late'])) === 401,
      2_000,
    );
    expect(await sendViews(house, fresh, ['/on-time'])).toBe(202);
    working = fresh;
  }, 240_000);

  test('shows what happens after the server was started anew, without a reload', async () => {
    await page.goto(at('/live'));
    await page.getByRole('button', { name: /on-time/ }).waitFor();
    await page.evaluate('window.notReloaded = true');
    await house.restart(async () => {
      await page.getByText('Reconnecting').waitFor();
    });
    await page.getByText('Online now').waitFor();
    await sendViews(house, working, ['/after-the-restart']);
    await page.getByRole('button', { name: /after-the-restart/ }).waitFor();
    expect(await page.evaluate('window.notReloaded')).toBe(true);
  }, 240_000);

  test('started while the server says «later», waits as long as that and opens by itself', async () => {
    for (const status of [429, 503]) {
      const tries: number[] = [];
      await page.route('**/api/v1/auth/refresh', (route) => {
        tries.push(Date.now());
        const later = { status, headers: { 'retry-after': '3' }, json: { title: 'Later' } };
        return tries.length < 3 ? route.fulfill(later) : route.continue();
      });
      await page.goto(at('/events?period=28d'));
      await page.getByText('One moment, please').waitFor();
      await page.getByText(/Next try in [123]s/).waitFor();
      await page.locator('app-events-page tr.row').first().waitFor();
      expect(page.url()).toBe(at('/events?period=28d'));
      expect(await page.getByText('One moment, please').count()).toBe(0);
      const waits = tries.slice(1).map((time, index) => time - (tries[index] ?? 0));
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(2_900);
      await page.unroute('**/api/v1/auth/refresh');
    }
  }, 120_000);

  test('erases a user for good, and nobody else', async () => {
    const before = await countStored();
    const events = ['/', '/prices', '/leave'].map((path) => ({
      event: 'page_view',
      page_url: `https://halden.example${path}`,
      user_id: 'leaver-1',
    }));
    await call(house.server, 'POST /events/ingest', {
      headers: { 'x-api-key': working, 'user-agent': agents.desktop },
      body: { events },
    });
    expect(await settled(countStored, before + 3)).toBe(before + 3);

    await page.goto(at('/users'));
    await page.getByRole('link', { name: 'leaver-1' }).click();
    await page.getByRole('heading', { name: 'leaver-1' }).waitFor();
    await page.getByRole('button', { name: 'Erase …' }).click();
    await page.getByLabel('to go on').fill('leaver-1');
    await page.getByRole('button', { name: 'Erase user' }).click();
    await page.getByText('Nothing of this user is kept any more.').waitFor();
    expect(await settled(countStored, before)).toBe(before);
    const gone = await call(house.server, `GET /analytics/${house.project.id}/users/leaver-1`, {
      token: house.token,
    });
    expect(gone.status).toBe(404);
    await page.getByRole('link', { name: 'See the users' }).click();
    await page.getByRole('link', { name: 'reader-1' }).waitFor();
  }, 240_000);

  test('ends in every tab at once when it is left in one', async () => {
    const other = await page.context().newPage();
    await other.goto(at('/settings/general'));
    await other.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in**');
    await other.waitForURL('**/sign-in**');
    await other.goto(at('/live'));
    await other.waitForURL('**/sign-in**');
  }, 240_000);
});
