import type { Weighted } from './random.js';

/** What the generated shop sells. */
export interface Product {
  readonly slug: string;
  readonly name: string;
  readonly category: string;
  /** Euro. */
  readonly price: number;
}

export const products: Weighted<Product> = [
  [14, product('ceramic-dripper', 'Ceramic dripper', 'brewing', 24)],
  [13, product('hand-grinder', 'Hand grinder', 'grinding', 89)],
  [10, product('gooseneck-kettle', 'Gooseneck kettle', 'brewing', 64)],
  [12, product('filter-papers', 'Filter papers, 100', 'brewing', 8)],
  [18, product('house-espresso', 'House espresso, 500 g', 'beans', 14)],
  [12, product('ethiopia-washed', 'Ethiopia, washed, 250 g', 'beans', 15)],
  [5, product('decaf', 'Decaf, 250 g', 'beans', 13)],
  [7, product('brew-scale', 'Brew scale', 'brewing', 49)],
  [4, product('travel-press', 'Travel press', 'brewing', 39)],
  [5, product('gift-card', 'Gift card', 'gifts', 50)],
];

export const categories: Weighted<string> = [
  [5, 'brewing'],
  [5, 'beans'],
  [3, 'grinding'],
  [2, 'gifts'],
];

export const articles: Weighted<string> = [
  [6, 'how-to-brew-pour-over'],
  [4, 'grind-size-explained'],
  [3, 'water-matters'],
  [2, 'storing-beans'],
];

export const searches: readonly string[] = [
  'grinder',
  'decaf',
  'filter',
  'kettle',
  'gift',
  'espresso beans',
];

function product(slug: string, name: string, category: string, price: number): Product {
  return { slug, name, category, price };
}
