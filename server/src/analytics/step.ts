import type { Filter } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { filtersOfDoing } from './doing.js';
import type { AskedStep } from './dto/step.dto.js';
import { readFilterTree } from './filters.js';
import type { Terms } from './terms.js';

/** Something that people do, as the filters that its events pass. */
export interface Step {
  readonly name: string;
  readonly filters: readonly Filter[];
}

/** Spells a step out. Throws `ImpossibleQuestion` when it says nothing, or something wrong. */
export function readStep(asked: AskedStep, pointer: string, terms: Terms): Step {
  const { event, page } = asked;
  const filters = readFilterTree(asked.filters, `${pointer}/filters`, terms);
  if (event === undefined && page === undefined && filters.length === 0) {
    throw new ImpossibleQuestion(pointer, 'must have an event, a page or filters');
  }
  return {
    name: asked.name ?? event ?? page ?? 'filters',
    filters: [...filtersOfDoing(asked, pointer), ...filters],
  };
}
