import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Page, forgetTab } from '../test/a-page.js';

const file = join(process.cwd(), 'sdk/wire-contract.json');

it('sends exactly the bodies that the server is tested with (UPDATE_WIRE_CONTRACT=1 writes them)', async () => {
  let byte = 0;
  jest.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
    (bytes as unknown as Uint8Array)[0] = byte++ % 256;
    return bytes;
  });
  const page = new Page('/shoes?utm_source=mail&utm_medium=email&utm_campaign=spring');
  Object.defineProperty(document, 'referrer', {
    configurable: true,
    value: 'https://search.example/',
  });
  const tracker = page.track({ project: 'PUBLIC_KEY' });
  tracker.event('add_to_cart', { sku: 'lamp-1', value: 129.5, tags: ['light', 'new'] });
  tracker.event('autosave', {}, { interactive: false });
  await page.wait(4_000);
  tracker.identify('user-1', { plan: 'pro', seats: 3 });
  tracker.event('purchase', { value: 129.5, currency: 'EUR' });
  await page.wait(1_000);
  tracker.reset();
  tracker.event('search', { query: 'lamp', results: 4 });
  page.leave();
  await page.wait();
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
