import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Page, forgetTab } from '../test/a-page.js';

const file = join(process.cwd(), 'sdk/wire-contract.json');

/** Every situation in which the tracker sends something of its own, in one visit. */
async function visit(): Promise<Page> {
  let byte = 0;
  jest.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
    (bytes as unknown as Uint8Array)[0] = byte++ % 256;
    return bytes;
  });
  const page = new Page('/shoes?utm_source=mail&utm_medium=email&utm_campaign=spring&token=secret');
  Object.defineProperty(document, 'referrer', {
    configurable: true,
    value: 'https://search.example/',
  });
  page.load(404);
  document.body.innerHTML = `
    <a id="out" href="https://partner.example/offer?ref=1">x</a>
    <a id="file" href="/care.pdf">x</a>
    <button id="named" data-event="size_guide" data-event-size="42">x</button>
    <form id="newsletter"></form>`;
  document.body.addEventListener('click', (event) => event.preventDefault());
  const tracker = await page.track({ project: 'PUBLIC_KEY', mask: 'token=*' });
  tracker.event('add_to_cart', {
    sku: 'lamp-1',
    value: 129.5,
    tags: ['light', 'new'],
    note: '🎉 ünïcode',
  });
  tracker.event('autosave', {}, { interactive: false });
  for (const id of ['out', 'file', 'named']) document.getElementById(id)?.click();
  document
    .getElementById('newsletter')
    ?.dispatchEvent(new SubmitEvent('submit', { bubbles: true }));
  await page.wait(4_000);
  history.pushState(null, '', '/shoes/42');
  tracker.identify('user-1', { plan: 'pro', seats: 3 });
  tracker.group('acme', { size: 12 });
  tracker.event('purchase', { value: 129.5, currency: 'EUR' });
  tracker.event('web_vital', { lcp: 1_200, cls: 0.01 }, { interactive: false });
  tracker.event('js_error', { message: 'TypeError: x' }, { interactive: false });
  await page.wait(1_000);
  tracker.reset();
  tracker.event('search', { query: 'lamp', results: 4 });
  page.leave();
  await page.wait();
  return page;
}

it('sends exactly the bodies that the server is tested with (UPDATE_WIRE_CONTRACT=1 writes them)', async () => {
  const page = await visit();
  page.close();
  forgetTab();
  const contract = {
    request: {
      method: 'POST',
      path: '/api/v1/events/ingest',
      content_type: 'text/plain;charset=UTF-8',
    },
    bodies: page.requests.map(({ key, ignore_gpc, sent_at, events }) => ({
      key,
      ignore_gpc,
      sent_at,
      events,
    })),
  };
  if (process.env.UPDATE_WIRE_CONTRACT) writeFileSync(file, JSON.stringify(contract, null, 2));
  expect(contract).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});
