import type { Deed, Filter } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { readCondition } from './condition.js';
import { readDeed } from './deed.js';
import type { Terms } from './terms.js';

export const MOST_CONDITIONS = 50;
export const MOST_GROUPS = 50;
/** Each is a search through the events of its range. */
export const MOST_DEEDS = 6;
/** Of all conditions together. */
export const MOST_VALUES_IN_ALL = 1_000;
const DEEPEST = 4;

/**
 * Filters as they stand in a URL: a JSON array, all of which must hold, of conditions, `{ "or": […] }`,
 * `{ "and": […] }`, `{ "did": … }` and `{ "did_not": … }`. Throws `ImpossibleQuestion` that says which part is wrong.
 */
export function readFilters(text: string | undefined, terms: Terms): Filter[] {
  if (text === undefined || text === '') return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ImpossibleQuestion('?filters', 'must be JSON');
  }
  return new FilterReader('?filters', terms).list(value, '?filters', 0);
}

/** The same filters as they stand in a body; `pointer` says where. */
export function readFilterTree(value: unknown, pointer: string, terms: Terms): Filter[] {
  if (value === undefined || value === null) return [];
  return new FilterReader(pointer, terms).list(value, pointer, 0);
}

/** What an object may say instead of a dimension. */
const words = ['or', 'and', 'did', 'did_not'] as const;
type Word = (typeof words)[number];

class FilterReader {
  private conditions = 0;
  private groups = 0;
  private deeds = 0;
  private values = 0;

  constructor(
    private readonly root: string,
    private readonly terms: Terms,
  ) {}

  list(value: unknown, pointer: string, depth: number): Filter[] {
    if (!Array.isArray(value)) throw new ImpossibleQuestion(pointer, 'must be an array');
    if (depth > DEEPEST) {
      throw new ImpossibleQuestion(pointer, `must not nest deeper than ${DEEPEST} levels`);
    }
    return value.map((item, index) => this.filter(item, `${pointer}/${index}`, depth));
  }

  private filter(value: unknown, pointer: string, depth: number): Filter {
    if (typeof value !== 'object' || value === null) {
      throw new ImpossibleQuestion(pointer, 'must be an object');
    }
    const [word, another] = words.filter((one) => one in value);
    if (another !== undefined) {
      throw new ImpossibleQuestion(pointer, `must hold either ${word} or ${another}, not both`);
    }
    if (word !== undefined) return this.compound(word, value, pointer, depth + 1);
    this.bound(++this.conditions, MOST_CONDITIONS, 'conditions');
    const condition = readCondition(value as Record<string, unknown>, pointer);
    this.values += condition.values.length;
    this.bound(this.values, MOST_VALUES_IN_ALL, 'values');
    return condition;
  }

  private compound(word: Word, value: object, pointer: string, depth: number): Filter {
    const inner = (value as Record<Word, unknown>)[word];
    const at = `${pointer}/${word}`;
    switch (word) {
      case 'or':
        this.bound(++this.groups, MOST_GROUPS, 'groups');
        return { or: this.list(inner, at, depth) };
      case 'and':
        this.bound(++this.groups, MOST_GROUPS, 'groups');
        return { and: this.list(inner, at, depth) };
      case 'did':
        return { did: this.deed(inner, at, depth) };
      case 'did_not':
        return { did_not: this.deed(inner, at, depth) };
    }
  }

  private deed(value: unknown, pointer: string, depth: number): Deed {
    this.bound(++this.deeds, MOST_DEEDS, 'did and did_not');
    return readDeed(value, pointer, this.terms, (filters, at) => this.list(filters, at, depth));
  }

  private bound(count: number, most: number, what: string): void {
    if (count > most) throw new ImpossibleQuestion(this.root, `must hold at most ${most} ${what}`);
  }
}
