import { randomBytes } from 'node:crypto';

/** Browsers of a load: the door counts no visitor without one, and each costs it a look into its memory. */
export const BROWSERS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
] as const;

const VISIT_EVENTS = 8;
// Ids of two runs must differ, those of one run are told apart by counting.
const run = randomBytes(5).toString('hex');
let made = 0;

/** The `number`-th event of a load, as the tracker sends it: visits of eight events, each fifth one custom. */
export function sampleEvent(number: number, at = Date.now()): Record<string, unknown> {
  const isCustom = number % 5 === 4;
  return {
    event: isCustom ? 'add_to_cart' : 'page_view',
    event_id: sampleId(at),
    timestamp: new Date(at).toISOString(),
    session_id: sampleSession(number),
    page_url: `https://load.example.com/products/${number % 40}`,
    ...(number % VISIT_EVENTS === 0 && { referrer: 'https://www.google.com/' }),
    title: `Product ${number % 40}`,
    screen: '1920x1080',
    language: 'en-GB',
    ...(isCustom && { properties: { price: number % 100, currency: 'EUR' } }),
  };
}

/** A UUIDv7, cheaper than a random one: a load makes a hundred thousand a second. */
export function sampleId(at: number): string {
  made += 1;
  const time = at.toString(16).padStart(12, '0');
  const count = made.toString(16).padStart(8, '0');
  const low = `7${count.slice(0, 3)}-8${count.slice(3, 6)}-${run}${count.slice(6)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${low}`;
}

/** The visit that the `number`-th event of this run belongs to; always as long. */
export function sampleSession(number: number): string {
  return `${run}-${String(Math.floor(number / VISIT_EVENTS)).padStart(9, '0')}`;
}
