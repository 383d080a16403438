import { isProperty, type Dimension, type Filter } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { readFilters, readFilterTree } from './filters.js';
import type { Terms } from './terms.js';

/** What a public link is locked to, as in a body; null for whoever may see everything. */
export type Lock = readonly unknown[] | null;

const nobodysNames = (): undefined => undefined;

/**
 * Filters of a URL together with those of the link: whoever looks through it can narrow what it shows, and cannot ask
 * for people. Throws `ImpossibleQuestion` that says what to leave out.
 */
export function readLockedFilters(text: string | undefined, lock: Lock, terms: Terms): Filter[] {
  if (lock === null) return readFilters(text, terms);
  const asked = readFilters(text, { ...terms, named: nobodysNames });
  for (const filter of asked) refusePeople(filter);
  return [...readLock(lock, terms), ...asked];
}

/** The filters of a link alone. */
export function readLock(lock: Lock, terms: Terms): Filter[] {
  try {
    return readFilterTree(lock, '/filters', terms);
  } catch (error) {
    if (!(error instanceof ImpossibleQuestion)) throw error;
    // It was right when the link was made: a segment of it has been removed.
    throw new ImpossibleQuestion('?filters', 'of the link ask for something that has been removed');
  }
}

/** Throws `ImpossibleQuestion` when whoever looks through a link may not see this dimension. */
export function refuseHidden(dimension: Dimension, lock: Lock): void {
  if (lock === null || (dimension !== 'user' && dimension !== 'group')) return;
  throw new ImpossibleQuestion('?dimension', `must not be ${dimension} through a public link`);
}

function refusePeople(filter: Filter): void {
  if ('and' in filter) return filter.and.forEach(refusePeople);
  if ('or' in filter) return filter.or.forEach(refusePeople);
  if ('not' in filter) return refusePeople(filter.not);
  if ('did' in filter) {
    throw new ImpossibleQuestion('?filters', 'must not ask what people did through a public link');
  }
  const { dimension } = filter;
  if (dimension === 'user' || dimension === 'group' || isProperty(dimension)) {
    const what = isProperty(dimension) ? 'a property' : dimension;
    throw new ImpossibleQuestion('?filters', `must not look at ${what} through a public link`);
  }
}
