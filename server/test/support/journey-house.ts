import type { Browser, BrowserContext, Page } from 'playwright-core';
import { freshDatabase } from './database.js';
import { agents, fillIn, openBrowser } from './journey-browser.js';
import { allowing } from './patience.js';
import { call } from './people.js';
import { freePort } from './ports.js';
import { type ServerProcess, startProcess } from './process.js';

export const owner = { email: 'owner@example.com', password: 'correct horse battery' };

/** A server with an owner and one project, and a browser beside it. */
export interface House {
  readonly server: ServerProcess;
  readonly browser: Browser;
  readonly project: { readonly id: string; readonly api_key: string };
  readonly token: string;
  /** Ends the server and starts it anew at the same address; `meanwhile` runs while there is none. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Opens one with an empty database. */
export async function openHouse(): Promise<House> {
  const database = await freshDatabase();
  const variables = {
    DATABASE_URL: database.url,
    SECRET_KEY: 'only for this journey, and long enough for it',
    PORT: String(await freePort()),
    // A journey opens page after page, quicker than anybody reads.
    RATE_LIMIT_PER_MINUTE: '0',
  };
  let server = await startProcess(variables);
  const browser = await openBrowser();
  await call(server, 'POST /auth/register', { body: owner });
  const { body } = await call<{ access_token: string }>(server, 'POST /auth/login', {
    body: owner,
  });
  const token = body.access_token;
  const made = await call<{ id: string; api_key: string }>(server, 'POST /projects', {
    token,
    body: { name: 'Halden', timezone: 'UTC' },
  });
  return {
    get server() {
      return server;
    },
    browser,
    token,
    project: made.body,
    restart: async (meanwhile) => {
      await server.stop();
      await meanwhile();
      server = await startProcess(variables);
    },
    close: async () => {
      await browser.close();
      await server.stop();
      await database.drop();
    },
  };
}

/** Sends page views of these paths with a key, as a browser would; the status of the answer. */
export async function sendViews(
  house: House,
  key: string,
  paths: readonly string[],
): Promise<number> {
  const events = paths.map((path) => ({
    event: 'page_view',
    page_url: `https://halden.example${path}`,
    properties: { plan: 'pro' },
    anonymous_id: 'reader-1',
  }));
  const { status } = await call(house.server, 'POST /events/ingest', {
    headers: { 'x-api-key': key, 'user-agent': agents.desktop },
    body: { events },
  });
  return status;
}

/** A signed-in page, at the list of projects. */
export async function signIn(house: House, context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(allowing(8_000));
  await page.goto(`${house.server.url}/sign-in`);
  await fillIn(page, { Email: owner.email, Password: owner.password }, 'Sign in');
  await page.waitForURL('**/projects');
  return page;
}
