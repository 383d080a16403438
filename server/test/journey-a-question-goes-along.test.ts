import type { Page } from 'playwright-core';
import { agents, settled } from './support/journey-browser.js';
import { readTable } from './support/journey-dashboard.js';
import { type House, openHouse, sendViews, signIn } from './support/journey-house.js';
import { call } from './support/people.js';

describe('what is asked', () => {
  let house: House;
  let page: Page;
  let project: string;

  beforeAll(async () => {
    house = await openHouse();
    project = `${house.server.url}/projects/${house.project.id}`;
    await sendViews(house, house.project.api_key, ['/', '/pieces', '/pieces']);
    await call(house.server, 'POST /events/ingest', {
      headers: { 'x-api-key': house.project.api_key, 'user-agent': agents.desktop },
      body: { events: [{ event: 'purchase', anonymous_id: 'reader-1' }] },
    });
    page = await signIn(house, await house.browser.newContext({ userAgent: agents.desktop }));
  });
  afterAll(() => house?.close());

  const names = () => page.locator('app-walked-table tr.row .lead').allInnerTexts();

  test('of the accepted events stands in the address, and shows those that pass', async () => {
    await page.goto(`${project}/settings/ingestion?show=accepted`);
    const all = ['page_view', 'page_view', 'page_view', 'purchase'];
    const sorted = async () => (await names()).map((name) => name.trim()).sort();
    expect(await settled(sorted, all)).toEqual(all);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.locator('app-filter-dialog select').first().selectOption('event');
    await page.locator('app-filter-dialog').getByLabel('purchase').check();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(/show=accepted&f=is,event,purchase/);
    expect(await settled(sorted, ['purchase'])).toEqual(['purchase']);

    // The link alone says the same; and what nothing passes leads back.
    await page.goto(`${project}/settings/ingestion?show=accepted&f=is,event,nothing`);
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('button', { name: 'Show everything' }).click();
    expect(await settled(sorted, all)).toEqual(all);
    expect(page.url()).not.toContain('f=');
  }, 120_000);

  test('goes along from page to page, by the navigation and by keys, and back', async () => {
    const asked = 'compare=year&f=is,country,DE&period=28d';
    const parts = () => decodeURIComponent(new URL(page.url()).search).slice(1).split('&').sort();
    await page.goto(`${project}?${asked}&metric=page_views&interval=week`);
    await page.locator('app-metric-cards .value').first().waitFor();
    const ways = ['Events', 'Sessions', 'Users', 'Trends', 'Funnels', 'Retention', 'Journeys'];
    for (const name of [...ways, 'Live', 'Library', 'Dashboard']) {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
      const path = name === 'Dashboard' ? '' : `/${name.toLowerCase()}`;
      await page.waitForURL((url) => url.pathname === new URL(project).pathname + path);
      await page.locator('nav a.here', { hasText: name }).waitFor();
      expect(parts()).toEqual(asked.split('&'));
      if ([...ways, 'Dashboard'].includes(name)) {
        await page.locator('app-question-bar .chip', { hasText: 'Germany' }).waitFor();
      }
    }
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.waitForURL(/\/events\?/);
    expect(parts()).toEqual(asked.split('&'));
    await page.goBack();
    await page.locator('app-metric-cards .value').first().waitFor();

    // What one page asks for itself stays there.
    await page.goto(`${project}/events?${asked}&search=shoe&col=plan`);
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.getByRole('link', { name: 'Sessions', exact: true }).click();
    await page.waitForURL(/\/sessions/);
    expect(parts()).not.toContain('search=shoe');
  }, 180_000);

  test('of the pages has an answer about how they were read, in the full table', async () => {
    const engagement = (path: string, engaged_ms: number, scroll_depth: number) => ({
      event: 'engagement',
      page_url: `https://halden.example${path}`,
      anonymous_id: 'reader-1',
      properties: { engaged_ms, scroll_depth },
    });
    await call(house.server, 'POST /events/ingest', {
      headers: { 'x-api-key': house.project.api_key, 'user-agent': agents.desktop },
      body: { events: [engagement('/', 4_000, 40), engagement('/', 8_000, 75)] },
    });
    await page.goto(`${project}?open=page`);
    const columns = async () => [
      await readTable(page, 'scroll_depth'),
      await readTable(page, 'engaged_time'),
    ];
    const expected = [
      [
        ['/', '75.0%'],
        ['/pieces', '–'],
      ],
      [
        ['/', '12s'],
        ['/pieces', '–'],
      ],
    ];
    const sorted = async () =>
      (await columns()).map((rows) => rows.filter(([value]) => value.startsWith('/')).sort());
    await page.locator('app-breakdown-table td.number').first().waitFor();
    const read = async () => {
      if (JSON.stringify(await sorted()) !== JSON.stringify(expected)) await page.reload();
      await page.locator('app-breakdown-table td.number').first().waitFor();
      return sorted();
    };
    expect(await settled(read, expected)).toEqual(expected);
  }, 120_000);
});
