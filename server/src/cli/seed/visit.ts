import type { EventKind } from '../../events/event.js';
import { articles, categories, type Product, products, searches } from './catalogue.js';
import type { Origin } from './origins.js';
import type { Person } from './people.js';
import type { Random } from './random.js';

/** One thing that happens during a visit. */
export interface Moment {
  /** Since the visit began. */
  readonly afterMs: number;
  readonly kind: EventKind;
  readonly name: string;
  readonly path: string;
  readonly properties: Readonly<Record<string, unknown>> | null;
  readonly engagedMs: number;
  /** The visitor has signed in by now. */
  readonly signedIn: boolean;
}

const LONGEST_STAY_MS = 15 * 60_000;
const MOST_ENGAGED_MS = 300_000;

/** Everything one person does in one visit, in order; it begins with a page view. */
export function visit(random: Random, person: Person, origin: Origin): Moment[] {
  const walk = new Walk(random, person);
  const landing = walk.land();
  if (random.chance(bounceChance(person, origin))) return walk.leave(3_000);
  if (person.userId !== null) walk.signIn();
  if (random.chance(0.06)) walk.search();
  const strolls = Math.min(12, Math.round(random.longTailed(2.2)));
  for (let step = 0; step < strolls; step += 1) walk.stroll();
  if (random.chance(0.16 * origin.eagerness * (person.userId === null ? 1 : 2))) {
    walk.buy(landing ?? random.weighted(products));
  }
  if (random.chance(0.02)) walk.happen('newsletter_signup', { placement: 'footer' });
  return walk.leave(20_000);
}

function bounceChance(person: Person, origin: Origin): number {
  return person.userId === null ? Math.min(0.65, 0.45 / origin.eagerness) : 0.08;
}

class Walk {
  private readonly moments: Moment[] = [];
  private now = 0;
  private path = '';
  private signedIn = false;
  private viewedAt = 0;

  constructor(
    private readonly random: Random,
    private readonly person: Person,
  ) {}

  /** The first page; its product when it shows one. */
  land(): Product | null {
    // Whoever is still signed in from last time is known from the first page on.
    this.signedIn = this.person.userId !== null && this.random.chance(0.4);
    const kind = this.random.weighted([
      [9, 'home'],
      [8, 'product'],
      [3, 'category'],
      [5, 'article'],
    ] as const);
    if (kind !== 'product') {
      this.view(this.pathOf(kind));
      return null;
    }
    const product = this.random.weighted(products);
    this.view(`/products/${product.slug}`, { category: product.category });
    return product;
  }

  signIn(): void {
    if (!this.signedIn) {
      this.view('/sign-in');
      this.pause(9_000);
      this.signedIn = true;
    }
    this.add('identify', '$identify', null);
  }

  search(): void {
    const query = this.random.pick(searches);
    this.happen('search', { query, results: this.random.below(12) });
    this.view('/search');
  }

  stroll(): void {
    const kind = this.random.weighted([
      [6, 'product'],
      [4, 'category'],
      [2, 'article'],
      [1, 'home'],
      [1, 'about'],
    ] as const);
    this.view(kind === 'product' ? this.productPath() : this.pathOf(kind));
  }

  /** product → cart → checkout → purchase; at each step some turn away. */
  buy(product: Product): void {
    const path = `/products/${product.slug}`;
    if (this.path !== path) this.view(path, { category: product.category });
    const quantity = this.random.chance(0.8) ? 1 : 2;
    const item = { product: product.slug, price: product.price, quantity };
    this.happen('add_to_cart', item);
    this.view('/cart');
    if (this.random.chance(0.35)) return;
    this.view('/checkout');
    this.happen('begin_checkout', { value: product.price * quantity, currency: 'EUR' });
    if (this.random.chance(0.3)) return;
    this.pause(35_000);
    this.happen('purchase', {
      order_id: `A-${this.random.hex(8)}`,
      value: product.price * quantity,
      currency: 'EUR',
      items: quantity,
    });
    this.view('/thank-you');
  }

  happen(name: string, properties: Record<string, unknown>): void {
    this.pause(4_000);
    this.add('custom', name, properties);
  }

  /** Ends the visit after a last look at the page. */
  leave(medianMs: number): Moment[] {
    this.pause(medianMs);
    this.engage();
    return this.moments;
  }

  private view(path: string, properties: Record<string, unknown> | null = null): void {
    if (this.moments.length > 0) {
      this.pause(18_000);
      this.engage();
    }
    this.path = path;
    this.viewedAt = this.now;
    this.add('page_view', 'page_view', properties);
  }

  private engage(): void {
    const stayed = this.now - this.viewedAt;
    const engagedMs = Math.round(Math.min(MOST_ENGAGED_MS, stayed * this.random.between(0.6, 1)));
    if (engagedMs > 0) this.add('engagement', 'engagement', null, engagedMs);
  }

  private pause(medianMs: number): void {
    const pause = Math.min(LONGEST_STAY_MS, this.random.longTailed(medianMs));
    this.now += Math.max(400, Math.round(pause));
  }

  private add(
    kind: EventKind,
    name: string,
    properties: Readonly<Record<string, unknown>> | null,
    engagedMs = 0,
  ): void {
    this.moments.push({
      afterMs: this.now,
      kind,
      name,
      path: this.path,
      properties,
      engagedMs,
      signedIn: this.signedIn,
    });
  }

  private productPath(): string {
    return `/products/${this.random.weighted(products).slug}`;
  }

  private pathOf(kind: 'home' | 'category' | 'article' | 'about'): string {
    switch (kind) {
      case 'home':
        return '/';
      case 'category':
        return `/shop/${this.random.weighted(categories)}`;
      case 'article':
        return `/journal/${this.random.weighted(articles)}`;
      case 'about':
        return '/about';
    }
  }
}
