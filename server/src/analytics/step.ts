import type { Filter } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import type { AskedStep } from './dto/step.dto.js';
import { MOST_STARS, readFilterTree } from './filters.js';

/** Something that people do, as the filters that its events pass. */
export interface Step {
  readonly name: string;
  readonly filters: readonly Filter[];
}

/** Spells a step out. Throws `ImpossibleQuestion` when it says nothing, or something wrong. */
export function readStep(asked: AskedStep, pointer: string): Step {
  const { event, page } = asked;
  const filters = readFilterTree(asked.filters, `${pointer}/filters`);
  if (event === undefined && page === undefined && filters.length === 0) {
    throw new ImpossibleQuestion(pointer, 'must have an event, a page or filters');
  }
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
  return {
    name: asked.name ?? event ?? page ?? 'filters',
    filters: [...done, ...viewed, ...filters],
  };
}
