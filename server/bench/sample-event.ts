import { randomUUID } from 'node:crypto';

/** What a browser says of itself: the door counts no load for a visitor without one. */
export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

/** The `number`-th event of a load: visits of eight events, each fifth one custom. */
export function sampleEvent(number: number): Record<string, unknown> {
  return {
    event: number % 5 === 4 ? 'add_to_cart' : 'page_view',
    event_id: randomUUID(),
    session_id: `load-${Math.floor(number / 8)}`,
    page_url: `https://load.example.com/products/${number % 40}`,
    referrer: number % 8 === 0 ? 'https://www.google.com/' : '',
    properties: { number, price: number % 100 },
  };
}
