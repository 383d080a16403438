import type { Condition, Deed, Filter } from '../tally.js';

/** What filters are made of in the end. */
export type Leaf = Extract<Filter, Condition | { did: Deed }>;

/** A filter, whose parts and whose conditions are written by somebody else. */
export function combinedSql(
  filter: Filter,
  part: (filter: Filter) => string,
  leaf: (leaf: Leaf) => string,
): string {
  if ('and' in filter) return allOf(filter.and.map(part));
  if ('not' in filter) return `(${part(filter.not)}) IS NOT TRUE`;
  if (!('or' in filter)) return leaf(filter);
  return filter.or.length === 0 ? 'false' : filter.or.map((one) => `(${part(one)})`).join(' OR ');
}

/** Conditions that all have to hold; 'true' without any. */
export function allOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : conditions.map((one) => `(${one})`).join(' AND ');
}
