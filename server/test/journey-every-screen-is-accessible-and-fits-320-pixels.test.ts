import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { complaintsOf, settled } from './support/journey-browser.js';
import { type House, openHouse, sendViews, signIn } from './support/journey-house.js';
import { allowing, eventually } from './support/patience.js';
import { call } from './support/people.js';

/** Rules whose findings hang on colours: what is true of one theme need not be of the other. */
const ON_COLOURS = ['color-contrast', 'link-in-text-block'];
/** An address without a screen. */
const NOWHERE = '/nowhere/at/all';
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };

/**
 * In the page: waits until nothing fades in or changes colour, since half a colour has no contrast. One that has ended
 * may have set off another: a colour that is inherited goes over once more where it arrives.
 */
const AT_REST = `(async () => {
  for (let calm = 0; calm < 3; calm += 1) {
    await new Promise(requestAnimationFrame);
    const ending = document.getAnimations().filter(({ effect }) =>
      Number.isFinite(effect.getComputedTiming().endTime));
    if (ending.length > 0) calm = -1;
    await Promise.allSettled(ending.map(({ finished }) => finished));
  }
})()`;

describe('every screen', () => {
  let house: House;
  /** Of public links: one for everybody, one that asks for a password. */
  let open: string;
  let locked: string;
  let visit: string | undefined;

  beforeAll(async () => {
    house = await openHouse();
    const { server, project, token } = house;
    const named = {
      goals: { event: 'page_view', value: { fixed: 2 }, currency: { fixed: 'EUR' } },
      segments: { filters: [{ dimension: 'page', operator: 'is', values: ['/'] }] },
      cohorts: { filters: [{ did: { page: '/pieces' } }] },
      questions: { kind: 'funnel', body: { steps: [{ page: '/' }, { page: '/pieces' }] } },
    };
    for (const [kind, draft] of Object.entries(named)) {
      const route = `POST /projects/${project.id}/${kind}` as const;
      await call(server, route, { token, body: { name: 'Readers', ...draft } });
    }
    const share = async (link: object): Promise<string> => {
      const made = await call<{ slug: string }>(server, `POST /projects/${project.id}/links`, {
        token,
        body: { name: 'For all', ...link },
      });
      return made.body.slug;
    };
    open = await share({ embed_origins: ['*'] });
    locked = await share({ password: 'open sesame' });
    await sendViews(house, project.api_key, ['/', '/pieces', '/pieces']);
    await eventually(async () => (visit = await firstVisit()) !== undefined, 5_000);
  });
  afterAll(() => house?.close());

  async function firstVisit(): Promise<string | undefined> {
    const { body } = await call<{ data: { session_id: string }[] }>(
      house.server,
      `GET /analytics/${house.project.id}/sessions`,
      { token: house.token },
    );
    return body.data[0]?.session_id;
  }

  const newContext = (): Promise<BrowserContext> =>
    house.browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light', viewport: WIDE });

  test('can be used by everybody who signed in, in light and in dark, and fits 320 pixels', async () => {
    const context = await newContext();
    const complaints = complaintsOf(context, house.server.url);
    const page = await signIn(house, context);
    const inside = [
      ...['', '?open=page', '/live', '/install', '/events', '/sessions', '/users'],
      ...['/settings/general', '/settings/keys', '/settings/snippet', '/settings/ingestion'],
      ...['/settings/ingestion?show=accepted&f=is,event,page_view'],
      ...['/settings/ingestion?show=put-aside'],
      ...['/settings/data', '/funnels?s=event:page_view&s=page:/pieces', '/journeys'],
      ...['/retention?anonymous=true', '/settings/snippet?sdk=posthog', '/settings/links'],
      ...[`/sessions/${visit}`, '/users/reader-1'],
      '/trends?s=visitors;&s=events;event:page_view&fx=B / A&by=page',
      ...['/library', '/library?show=goals', '/library?show=segments', '/library?show=cohorts'],
    ].map((screen) => `/projects/${house.project.id}${screen}`);
    const screens = ['/projects', '/projects/new', '/start', '/account'];
    screens.push('/system/overview', '/system/queues', ...inside);
    const other = await context.newPage();
    other.setDefaultTimeout(allowing(8_000));
    for (const eye of [page, other]) await eye.goto(`${house.server.url}${NOWHERE}`);
    const left = screens.values();
    // While the one page loads, the other is looked at.
    const findings = await Promise.all([page, other].map((eye) => lookAtAll(eye, left, goTo)));
    await context.close();
    expect(findings.flat()).toEqual([]);
    expect(complaints).toEqual([]);
  }, 900_000);

  test('can be used by everybody else, just as well', async () => {
    // A password that is asked for is a refusal on the way, so the browser has something to complain about.
    const page = await (await newContext()).newPage();
    page.setDefaultTimeout(allowing(8_000));
    const links = [open, locked, 'nothing'].map((slug) => `/public/${slug}`);
    const findings = await lookAtAll(page, ['/sign-in', ...links], load);
    await page.context().close();
    expect(findings).toEqual([]);
  }, 300_000);

  async function load(page: Page, screen: string): Promise<void> {
    await page.goto(`${house.server.url}${screen}`);
  }

  /** As a link does; by way of nowhere, so that nothing of the screen before is taken for the next one. */
  async function goTo(page: Page, screen: string): Promise<void> {
    const nowhere = page.locator('app-not-found');
    await page.evaluate(followed(NOWHERE));
    await nowhere.waitFor({ state: 'attached' });
    await page.evaluate(followed(screen));
    await nowhere.waitFor({ state: 'detached' });
  }

  async function lookAtAll(
    page: Page,
    screens: Iterable<string>,
    open: (page: Page, screen: string) => Promise<void>,
  ): Promise<string[]> {
    const findings = [];
    for (const screen of screens) {
      await page.setViewportSize(WIDE);
      await page.emulateMedia({ colorScheme: 'light' });
      await open(page, screen);
      findings.push(...(await look(page)).map((found) => `${screen}: ${found}`));
    }
    return findings;
  }

  /** What is wrong with the screen, once nothing of it is a placeholder. */
  async function look(page: Page): Promise<string[]> {
    await page.locator('h1').first().waitFor({ state: 'attached' });
    await page.locator('app-skeleton').first().waitFor({ state: 'detached' });
    const closed = page.locator('button.opener').first();
    if (await closed.isVisible()) await closed.click();
    await page.evaluate(AT_REST);
    const inLight = await violations(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.evaluate(AT_REST);
    const inDark = await violations(page, { runOnly: ON_COLOURS });
    await page.setViewportSize(NARROW);
    const width = await settled(
      () => page.evaluate<number>('document.documentElement.scrollWidth'),
      NARROW.width,
      2_000,
    );
    const sideways = width > NARROW.width ? [`${width} pixels wide`] : [];
    return [...inLight, ...inDark.map((one) => `in dark: ${one}`), ...sideways];
  }

  /** What axe finds wrong in the page, which keeps the axe it is given. */
  async function violations(page: Page, options: axe.RunOptions = {}): Promise<string[]> {
    if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
    const run = `axe.run(document, ${JSON.stringify({ ...options, resultTypes: ['violations'] })})`;
    const { violations: found } = await page.evaluate<axe.AxeResults>(run);
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id} at ${String(target)}`),
    );
  }
});

/** In the page: as if somebody had followed a link to this address of the console. */
function followed(address: string): string {
  return `history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`;
}
