import type { Filter } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { MOST_STARS } from './condition.js';

/** What an event is, in the words of a reader: its name, or the page it is a view of, `*` standing for anything. */
export interface Doing {
  readonly event?: string | undefined;
  readonly page?: string | undefined;
}

/** The filters that such events pass. Throws `ImpossibleQuestion` when the page has more stars than allowed. */
export function filtersOfDoing({ event, page }: Doing, pointer: string): Filter[] {
  if (page !== undefined && page.split('*').length > MOST_STARS + 1) {
    throw new ImpossibleQuestion(`${pointer}/page`, `must hold at most ${MOST_STARS} stars`);
  }
  const viewed: Filter[] =
    page === undefined
      ? []
      : [
          { dimension: 'event', operator: 'is', values: ['page_view'] },
          { dimension: 'page', operator: page.includes('*') ? 'matches' : 'is', values: [page] },
        ];
  const done: Filter[] =
    event === undefined ? [] : [{ dimension: 'event', operator: 'is', values: [event] }];
  return [...done, ...viewed];
}
