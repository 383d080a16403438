import { piece } from './catalogue.js';

const KEY = 'demo:basket';

/** The basket: piece id → how many. */
export function basket() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

export function setCount(id, count) {
  const next = { ...basket(), [id]: count };
  if (!count) delete next[id];
  sessionStorage.setItem(KEY, JSON.stringify(next));
}

export function emptyBasket() {
  sessionStorage.removeItem(KEY);
}

/** The lines of the basket, with their pieces. */
export const lines = () =>
  Object.entries(basket())
    .filter(([id]) => piece(id))
    .map(([id, count]) => ({ ...piece(id), count }));

export const countAll = () => lines().reduce((sum, line) => sum + line.count, 0);
export const total = () => lines().reduce((sum, line) => sum + line.count * line.price, 0);
