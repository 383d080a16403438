import { type Browser, chromium } from 'playwright-core';
import { startApp, type TestApp } from './support/app.js';
import { chromiumPath } from './support/chromium.js';
import { allowing } from './support/patience.js';

describe('the API explorer', () => {
  let server: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    server = await startApp();
    browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test('authorises and tries a route, with no violation of the policy and no other host', async () => {
    const token = await ownersToken(server.url);
    const page = await browser.newPage();
    page.setDefaultTimeout(allowing(8_000));
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith('http') && host !== new URL(server.url).host) {
        complaints.push(`asked ${host}`);
      }
    });

    const answer = await page.goto(`${server.url}/api/v1/docs`);
    expect(answer?.headers()['content-security-policy']).toContain("script-src 'self';");
    await page.click('.auth-wrapper .authorize');
    const dialog = page.locator('.modal-ux .auth-container').first();
    await dialog.locator('input').first().fill(token);
    await dialog.locator('button.authorize').click();
    await dialog.locator('button.btn-done').click();

    const route = page.locator('.opblock').filter({ hasText: '/api/v1/auth/me' }).first();
    await route.locator('.opblock-summary-control').click();
    await route.locator('button.execute').click();
    const response = route.locator('.live-responses-table').first();
    await response.locator('td.response-col_status').first().waitFor();
    expect(await response.textContent()).toContain('owner@example.com');
    expect(complaints).toEqual([]);
    await page.close();
  });
});

async function ownersToken(url: string): Promise<string> {
  const account = { email: 'owner@example.com', password: 'correct horse battery' };
  for (const door of ['register', 'login']) {
    const answer = await fetch(`${url}/api/v1/auth/${door}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(account),
    });
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    if (token) return token;
  }
  throw new Error('The owner could not sign in.');
}
