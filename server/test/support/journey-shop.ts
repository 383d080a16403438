import type { Page } from 'playwright-core';
import { allowing } from './patience.js';

/** What a step of a walk makes the tracker say, but for engagement and sign-ins. */
export interface Happening {
  readonly event: string;
  readonly path: string;
}

/** An event as the tracker sent it, and when it did so first. */
export interface Sent extends Happening {
  readonly id: string;
  readonly timestamp: number;
  readonly sentAt: number;
  /** The user it names, or what it says of nobody. */
  readonly who: string | null;
}

interface Body {
  readonly sent_at: number;
  readonly events: readonly {
    event: string;
    event_id: string;
    timestamp: number;
    page_url: string;
    user_id?: string;
  }[];
}

/** Hears what the tracker of this page sends; an event that is sent again stays one, with the time of the first try. */
export function hearTracker(page: Page): () => Sent[] {
  const sent = new Map<string, Sent>();
  page.on('request', (request) => {
    const body = request.url().endsWith('/api/v1/events/ingest') && request.postData();
    if (!body) return;
    const { sent_at: sentAt, events } = JSON.parse(body) as Body;
    for (const { event_id: id, event, timestamp, page_url: url, user_id: who = null } of events) {
      if (sent.has(id)) continue;
      const path = new URL(url).pathname;
      sent.set(id, { id, event, timestamp, path, who, sentAt });
    }
  });
  return () => [...sent.values()].sort((a, b) => a.timestamp - b.timestamp);
}

const view = (path: string): Happening => ({ event: 'page_view', path: `/demo/${path}` });
const act = (event: string, path: string): Happening => ({ event, path: `/demo/${path}` });

type Step = readonly [does: (page: Page) => Promise<unknown>, ...happens: Happening[]];

const link = (name: string | RegExp) => (page: Page) =>
  page.getByRole('link', { name }).first().click();
const press = (name: string) => (page: Page) => page.getByRole('button', { name }).click();

/** A buyer's visit up to the sign-out: real pages, routes of one document, the back button, a sign-in, a purchase. */
export const buyersWalk: readonly Step[] = [
  [link('See all pieces'), view('category.html')],
  [link('Light'), view('category.html')],
  [link(/^Moon/), view('product.html')],
  [press('Add to cart'), act('add_to_cart', 'product.html')],
  // From one document to another, back.
  [(page) => page.goBack(), view('category.html')],
  [link('Lookbook'), view('lookbook/index.html')],
  [link('Harbour'), view('lookbook/harbour.html')],
  [link('Orchard'), view('lookbook/orchard.html')],
  // Inside one document, back.
  [(page) => page.goBack(), view('lookbook/harbour.html')],
  [
    async (page) => {
      await page.getByRole('searchbox').fill('lamp');
      await page.keyboard.press('Enter');
    },
    view('category.html'),
    act('search', 'category.html'),
  ],
  [
    async (page) => {
      await page.getByLabel('A letter').fill('robin@example.org');
      await page.getByRole('button', { name: 'Subscribe' }).click();
    },
    act('newsletter', 'category.html'),
  ],
  [link('Sign in'), view('account.html')],
  // Signing in loads the page again.
  [
    async (page) => {
      await page.getByLabel('Plan').selectOption('pro');
      await page.getByRole('button', { name: 'Sign in' }).click();
    },
    view('account.html'),
  ],
  [link(/^Cart/), view('cart.html')],
  [link('To checkout'), view('checkout.html'), act('checkout_started', 'checkout.html')],
  [press('Pay'), act('purchase', 'checkout.html'), view('thank-you.html')],
  [link('Ada'), view('account.html')],
];

/** The same person after signing out: somebody nobody knows. */
export const walkAfterSigningOut: readonly Step[] = [
  [press('Sign out'), view('account.html')],
  [link('Pieces'), view('category.html')],
];

/** Everything that happens along a walk, in its order. */
export const happenings = (walk: readonly Step[]): Happening[] =>
  walk.flatMap(([, ...happens]) => happens);

/** Takes each step, and waits until the tracker has said what belongs to it. */
export async function takeWalk(
  page: Page,
  walk: readonly Step[],
  arrived: () => Promise<number>,
): Promise<void> {
  for (const [does, ...happens] of walk) {
    const wanted = (await arrived()) + happens.length;
    await does(page);
    const end = performance.now() + allowing(5_000);
    while ((await arrived()) < wanted) {
      if (performance.now() > end) {
        throw new Error(`Not seen: ${happens.map(({ event }) => event).join(', ')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
