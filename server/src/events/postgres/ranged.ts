import type { Deed, Filter, TimeRange } from '../tally.js';

/** The same filters, with the range of every deed that names none: that of the question or deed around it. */
export function ranged(filters: readonly Filter[], range: TimeRange): readonly Filter[] {
  return filters.map((filter) => rangedOne(filter, range));
}

function rangedOne(filter: Filter, range: TimeRange): Filter {
  if ('and' in filter) return { and: ranged(filter.and, range) };
  if ('or' in filter) return { or: ranged(filter.or, range) };
  if ('not' in filter) return { not: rangedOne(filter.not, range) };
  return 'did' in filter ? { did: deedIn(filter.did, range) } : filter;
}

function deedIn(deed: Deed, around: TimeRange): Deed {
  const range = deed.range ?? around;
  return { ...deed, range, filters: ranged(deed.filters, range) };
}

/** A question about its range, with the ranges of all deeds in its filters. */
export function about<T extends { readonly filters: readonly Filter[]; readonly range: TimeRange }>(
  question: T,
): T {
  return { ...question, filters: ranged(question.filters, question.range) };
}
