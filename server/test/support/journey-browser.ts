import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { chromiumPath } from './chromium.js';
import { allowing } from './patience.js';

/** User agents of people; a headless browser's own is a bot's, and bots are not counted. */
export const agents = {
  desktop:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  tablet:
    'Mozilla/5.0 (Linux; Android 15; SM-X716B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
};

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    timeout: allowing(30_000),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}

/**
 * Gathers everything no page of `context` may do: log an error (a violation of the content security policy is one),
 * throw, or ask a host other than that of `url`.
 */
export function complaintsOf(context: BrowserContext, url: string): string[] {
  const complaints: string[] = [];
  const { host } = new URL(url);
  const ask = (address: string): void => {
    const asked = new URL(address);
    const leaves = /^(http|ws)s?:$/.test(asked.protocol) && asked.host !== host;
    if (leaves) complaints.push(`asked ${asked.host}`);
  };
  context.on('request', (request) => ask(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => ask(socket.url())));
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  return complaints;
}

/** Reads until it is as expected, and then returns it; after `withinMs` returns what it is instead. */
export async function settled<Value>(
  read: () => Promise<Value>,
  expected: Value,
  withinMs = 30_000,
): Promise<Value> {
  const wanted = JSON.stringify(expected);
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await read();
    if (JSON.stringify(value) === wanted || performance.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Fills the form in sight by the labels of its fields and sends it with the button of this name. */
export async function fillIn(
  page: Page,
  fields: Record<string, string>,
  button: string,
): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    const field = page.getByLabel(label, { exact: false }).first();
    const offersChoices = (await field.locator('option').count()) > 0;
    await (offersChoices ? field.selectOption(value) : field.fill(value));
  }
  await page.getByRole('button', { name: button, exact: true }).click();
}
