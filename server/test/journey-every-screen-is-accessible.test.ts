import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext } from 'playwright-core';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { agents, complaintsOf, fillIn, openBrowser } from './support/journey-browser.js';
import { allowing } from './support/patience.js';
import { call } from './support/people.js';
import { type ServerProcess, startProcess } from './support/process.js';

const owner = { email: 'owner@example.com', password: 'correct horse battery' };

describe('every screen', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let browser: Browser;
  let projectId: string;
  let slug: string;
  let locked: string;

  beforeAll(async () => {
    database = await freshDatabase();
    server = await startProcess({
      DATABASE_URL: database.url,
      SECRET_KEY: 'only for this journey, and long enough for it',
    });
    browser = await openBrowser();
    await call(server, 'POST /auth/register', { body: owner });
    const { body } = await call<{ access_token: string }>(server, 'POST /auth/login', {
      body: owner,
    });
    const project = await call<{ id: string; api_key: string }>(server, 'POST /projects', {
      token: body.access_token,
      body: { name: 'Halden' },
    });
    projectId = project.body.id;
    const token = body.access_token;
    const named = {
      goals: { event: 'page_view', value: { fixed: 2 }, currency: { fixed: 'EUR' } },
      segments: { filters: [{ dimension: 'page', operator: 'is', values: ['/'] }] },
      cohorts: { filters: [{ did: { page: '/pieces' } }] },
      questions: { kind: 'funnel', body: { steps: [{ page: '/' }, { page: '/pieces' }] } },
    };
    for (const [kind, draft] of Object.entries(named)) {
      const route = `POST /projects/${projectId}/${kind}` as const;
      await call(server, route, { token, body: { name: 'Readers', ...draft } });
    }
    const share = async (link: object) => {
      const made = await call<{ slug: string }>(server, `POST /projects/${projectId}/links`, {
        token,
        body: { name: 'For all', ...link },
      });
      return made.body.slug;
    };
    slug = await share({ embed_origins: ['*'] });
    locked = await share({ password: 'open sesame' });
    const events = ['/', '/pieces', '/pieces'].map((page) => ({
      event: 'page_view',
      page_url: `https://halden.example${page}`,
      session_id: 'visit-1',
      user_id: 'reader-1',
    }));
    await call(server, 'POST /events/ingest', {
      headers: { 'x-api-key': project.body.api_key, 'user-agent': agents.desktop },
      body: { events },
    });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });

  test.each(['light', 'dark'] as const)(
    'can be used by everybody, in %s',
    async (colorScheme) => {
      const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
      const complaints = complaintsOf(context, server.url);
      const findings = [await look(context, '/sign-in')];
      const page = await context.newPage();
      page.setDefaultTimeout(allowing(8_000));
      await page.goto(`${server.url}/sign-in`);
      await fillIn(page, { Email: owner.email, Password: owner.password }, 'Sign in');
      await page.waitForURL('**/projects');
      await page.close();
      const inside = [
        ...['', '?open=page', '/live', '/install', '/events', '/sessions', '/users'],
        ...['/settings/general', '/settings/keys', '/settings/snippet', '/settings/ingestion'],
        ...['/settings/ingestion?show=accepted', '/settings/ingestion?show=put-aside'],
        ...['/settings/data', '/funnels?s=event:page_view&s=page:/pieces', '/journeys'],
        ...['/retention?anonymous=true', '/settings/snippet?sdk=posthog'],
        ...['/sessions/visit-1', '/users/reader-1'],
        ...['/settings/links', '/trends?s=visitors;&s=events;event:page_view&fx=B / A'],
        ...['/library', '/library?show=goals', '/library?show=segments', '/library?show=cohorts'],
      ].map((screen) => `/projects/${projectId}${screen}`);
      const screens = [
        '/projects',
        '/projects/new',
        '/start',
        '/account',
        '/system/overview',
        '/system/queues',
        ...inside,
      ];
      for (const screen of screens) findings.push(await look(context, screen));
      await context.close();
      // Whoever has a link and no account; a password that is asked for is a refusal on the way.
      const stranger = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
      for (const link of [slug, locked, 'nothing']) {
        findings.push(await look(stranger, `/public/${link}`));
      }
      await stranger.close();
      expect(findings.flat()).toEqual([]);
      expect(complaints).toEqual([]);
    },
    900_000,
  );

  /** What axe finds on this screen, once nothing of it is a placeholder. */
  async function look(context: BrowserContext, screen: string): Promise<string[]> {
    const page = await context.newPage();
    page.setDefaultTimeout(allowing(8_000));
    await page.goto(`${server.url}${screen}`);
    await page.locator('h1').first().waitFor({ state: 'attached' });
    await page.locator('app-skeleton').first().waitFor({ state: 'detached' });
    const closed = page.locator('button.opener').first();
    if (await closed.isVisible()) await closed.click();
    // A dialog fades in, and half a colour has no contrast.
    await page.waitForTimeout(300);
    const { violations } = await new AxeBuilder({ page }).analyze();
    await page.close();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${screen}: ${id} at ${target.join(' ')}`),
    );
  }
});
