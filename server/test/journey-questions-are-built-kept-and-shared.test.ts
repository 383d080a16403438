import type { Page } from 'playwright-core';
import { readPanel } from './support/journey-dashboard.js';
import { agents, fillIn, settled } from './support/journey-browser.js';
import { type House, openHouse, signIn } from './support/journey-house.js';
import { allowing } from './support/patience.js';
import { call } from './support/people.js';

const DAY = 86_400_000;
const DAYS = 14;
/** Readers of a day: so many come by themselves, the others from a search, which failed on one day. */
const DIRECT = 3;
const SEARCHING = 5;

const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 10);
const today = Date.parse(`${dateOf(Date.now())}T00:00Z`);

/** The last Tuesday that is over. */
function lastTuesday(): number {
  let day = today - DAY;
  while (new Date(day).getUTCDay() !== 2) day -= DAY;
  return day;
}

function visitsOf(day: number, searchWorked: boolean) {
  const readers = DIRECT + (searchWorked ? SEARCHING : 0);
  return Array.from({ length: readers }, (_, reader) => {
    const at = (seconds: number) =>
      new Date(day + reader * 600_000 + seconds * 1_000).toISOString();
    const who = { anonymous_id: `${dateOf(day)}-${reader}`, user_agent: agents.desktop };
    const referrer = reader < DIRECT ? undefined : 'https://www.google.com/';
    const view = (path: string, seconds: number) => ({
      event: 'page_view',
      page_url: `https://halden.example${path}`,
      timestamp: at(seconds),
      ...who,
      ...(path === '/' && referrer ? { referrer } : {}),
    });
    const bought = { event: 'purchase', timestamp: at(90), ...who, properties: { amount: 5 } };
    return [view('/', 0), view('/pieces', 30), ...(reader === 0 ? [bought] : [])];
  }).flat();
}

describe('whoever asks', () => {
  let house: House;
  let project: string;
  const tuesday = lastTuesday();

  beforeAll(async () => {
    house = await openHouse();
    project = `/projects/${house.project.id}`;
    const { token } = house;
    const secret = await call<{ key: string }>(house.server, `POST ${project}/keys`, {
      token,
      body: { name: 'Backend', kind: 'secret' },
    });
    const days = Array.from({ length: DAYS }, (_, ago) => today - (ago + 1) * DAY);
    const events = days.flatMap((day) => visitsOf(day, day !== tuesday));
    await call(house.server, 'POST /events/ingest', {
      headers: { 'x-api-key': secret.body.key },
      body: { events },
    });
    const counted = async () => {
      const route = `GET /analytics/${house.project.id}/overview?period=28d`;
      const { body } = await call(house.server, route, { token });
      return body['total_events'];
    };
    expect(await settled(counted, events.length)).toBe(events.length);
  });
  afterAll(() => house?.close());

  const openPage = async (): Promise<Page> =>
    signIn(house, await house.browser.newContext({ userAgent: agents.desktop }));

  test('builds a funnel, keeps it under a name, and shares the link with a second browser', async () => {
    const page = await openPage();
    await page.goto(`${house.server.url}${project}/funnels?period=28d`);
    const builder = page.locator('app-funnel-page .builder');
    for (const [at, path] of [
      [0, '/'],
      [1, '/pieces'],
    ] as const) {
      const step = builder.locator('app-step-picker').nth(at);
      await step.locator('select').selectOption('page');
      await step.locator('input').fill(path);
      await step.locator('input').press('Enter');
    }
    const people = (where: Page) => where.locator('app-funnel-steps .count').allInnerTexts();
    const all = String(DAYS * (DIRECT + SEARCHING) - SEARCHING);
    expect(await settled(() => people(page), [all, all])).toEqual([all, all]);
    // The second step only when whoever does it came by themselves.
    await builder.getByRole('button', { name: 'Only when' }).nth(1).click();
    const dialog = page.locator('app-filter-dialog');
    await dialog.locator('select').first().selectOption('channel');
    await dialog.getByLabel('Direct').check();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(/pieces;is,channel,Direct/);
    await builder.locator('li').nth(1).locator('.chip', { hasText: 'Direct' }).waitFor();
    const direct = [all, String(DAYS * DIRECT)];
    expect(await settled(() => people(page), direct)).toEqual(direct);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Save as' }).click();
    await fillIn(page, { Name: 'Into the shop' }, 'Save');
    await page.waitForURL(/saved=/);
    const link = page.url();

    const other = await openPage();
    await other.goto(link);
    await other.getByRole('button', { name: 'Into the shop' }).waitFor();
    expect(await settled(() => people(other), direct)).toEqual(direct);
    await other.goto(`${house.server.url}${project}/library`);
    await other.getByRole('link', { name: 'Into the shop' }).click();
    expect(await settled(() => people(other), direct)).toEqual(direct);

    // Renamed there, it is found under the new name here; deleted, it is gone.
    await other.goto(`${house.server.url}${project}/library`);
    await other.getByRole('button', { name: 'Actions for «Into the shop»' }).click();
    await other.getByRole('menuitem', { name: 'Rename' }).click();
    await other.getByRole('dialog').getByRole('textbox').fill('To the pieces');
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await other.getByRole('link', { name: 'To the pieces' }).waitFor();
    await page.goto(`${house.server.url}${project}/library`);
    await page.getByRole('button', { name: 'Actions for «To the pieces»' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('No question has been saved yet').waitFor();
    await page.context().close();
    await other.context().close();
  }, 240_000);

  test('looks through a public link at the dashboard, and can reach nothing else', async () => {
    const page = await openPage();
    await page.goto(`${house.server.url}${project}/settings/links`);
    await page.getByRole('button', { name: 'Make a link' }).click();
    await fillIn(page, { Name: 'For the board', Password: 'open sesame' }, 'Make the link');
    const url = new URL((await page.locator('.url a').getAttribute('href')) ?? '');

    const guest = await house.browser.newContext({ userAgent: agents.desktop });
    const view = await guest.newPage();
    view.setDefaultTimeout(allowing(8_000));
    const asked = new Set<string>();
    view.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/')) asked.add(pathname.split('/').slice(3).join('/'));
    });
    await view.goto(`${house.server.url}${url.pathname}?period=28d`);
    await fillIn(view, { Password: 'not the one' }, 'Open the dashboard');
    await view.locator('app-form-error p, app-field .error').first().waitFor();
    await fillIn(view, { Password: 'open sesame' }, 'Open the dashboard');
    const visitors = () =>
      view
        .locator('app-metric-cards .value')
        .first()
        .innerText({ timeout: allowing(8_000) });
    const all = String(DAYS * (DIRECT + SEARCHING) - SEARCHING);
    expect(await settled(visitors, all)).toBe(all);
    expect((await readPanel(view, 'Sources'))[0]?.[0]).toBe('Organic Search');

    // Nothing of the console is offered, and people are not asked for.
    expect(await view.locator('nav, a[href*="/projects"]').count()).toBe(0);
    expect(await view.getByRole('button', { name: 'Segments' }).count()).toBe(0);
    await view.locator('button.filter').click();
    const offered = await view.locator('app-filter-dialog option').allInnerTexts();
    expect(offered.filter((text) => /Property|User|Group|done|Segment/.test(text))).toEqual([]);
    await view.keyboard.press('Escape');
    const shown = ['overview', 'timeseries', 'breakdown', 'live'].map(
      (answer) => `analytics/${house.project.id}/${answer}`,
    );
    const token = `public/${url.pathname.split('/').at(-1)}/token`;
    expect([...asked].filter((path) => ![...shown, token].includes(path))).toEqual([]);

    // The rest of the console asks who it is.
    await view.goto(`${house.server.url}${project}/events`);
    await view.waitForURL('**/sign-in**');

    // Revoked, the link opens nothing, where it is open already too.
    await view.goto(`${house.server.url}${url.pathname}`);
    await fillIn(view, { Password: 'open sesame' }, 'Open the dashboard');
    await view.locator('app-metric-cards .value').first().waitFor();
    await page.getByRole('button', { name: 'Revoke the link «For the board»' }).click();
    await page.getByRole('button', { name: 'Revoke link' }).click();
    await page.getByText('Nobody else sees this dashboard').waitFor();
    await view.keyboard.press('t');
    await view.getByText('This link opens nothing').waitFor();
    await guest.close();
    await page.context().close();
  }, 240_000);

  test('finds out why Tuesday dropped: zoom, compare, break down, filter, open a session', async () => {
    const page = await openPage();
    await page.goto(`${house.server.url}${project}`);
    await page.locator('app-metric-cards .value').first().waitFor();
    await page.keyboard.press('f');
    await page.waitForURL(/period=28d/);
    const chart = page.locator('app-time-line table tbody tr');
    const numbers = async () =>
      (await chart.locator('td:nth-of-type(1)').allTextContents()).map((text) => Number(text));
    const perDay = [...Array.from({ length: 28 }, (_, at) => today - (27 - at) * DAY)].map((day) =>
      day >= today || day < today - DAYS * DAY ? 0 : DIRECT + (day === tuesday ? 0 : SEARCHING),
    );
    expect(await settled(numbers, perDay)).toEqual(perDay);

    // The day itself, by keyboard; the day before stands beside it.
    await page.locator('app-time-line .plot').focus();
    await page.keyboard.press('End');
    for (let back = today; back > tuesday; back -= DAY) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.waitForURL(
      tuesday === today - DAY ? /period=yesterday/ : new RegExp(`from=${dateOf(tuesday)}`),
    );
    const card = page.locator('app-metric-cards .card').first();
    await card.locator('.delta.bad').waitFor();
    expect(await card.locator('.value').innerText()).toBe(String(DIRECT));

    // By channel: nobody came from the search. The whole fortnight again, and only those.
    const channels = await readPanel(page, 'Sources');
    expect(channels.map(([name]) => name)).toEqual(['Direct']);
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await page.waitForURL(/period=28d/);
    await page.locator('button.row', { hasText: 'Organic Search' }).click();
    await page.waitForURL(/f=is,channel,Organic/);
    const found = perDay.map((count) => Math.max(0, count - DIRECT));
    expect(await settled(numbers, found)).toEqual(found);

    // Kept as a segment, and one visit of it looked at.
    await page.getByRole('button', { name: 'Segments', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Save these filters' }).click();
    await fillIn(page, { Name: 'From a search' }, 'Save');
    await page.waitForURL(/f=segment,/);
    expect(await settled(numbers, found)).toEqual(found);
    await page.goto(`${house.server.url}${project}/sessions${new URL(page.url()).search}`);
    await page.locator('.chip', { hasText: 'From a search' }).waitFor();
    await page.locator('a.opener').first().click();
    await page.getByRole('heading', { name: /^Visit of/ }).waitFor();
    await page.getByText('/pieces').first().waitFor();
    await page.context().close();
  }, 240_000);
});
