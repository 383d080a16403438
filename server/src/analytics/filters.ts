import type { Deed, Filter } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { readCondition } from './condition.js';
import { readDeed, readRange } from './deed.js';
import { filtersOfDoing, type Doing } from './doing.js';
import { nameable, type Nameable, type Terms } from './terms.js';

export const MOST_CONDITIONS = 50;
export const MOST_GROUPS = 50;
/** Each is a search through the events of its range. */
export const MOST_DEEDS = 6;
/** Of all conditions together. */
export const MOST_VALUES_IN_ALL = 1_000;
const DEEPEST = 4;

/**
 * Filters as they stand in a URL: a JSON array, all of which must hold, of conditions, `{ "or": […] }`,
 * `{ "and": […] }`, `{ "not": … }`, `{ "did": … }`, `{ "did_not": … }`, and `{ "cohort": "<id>" }`, «segment» or «goal»
 * for what has been given a name. Throws `ImpossibleQuestion` that says which part is wrong.
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
const words = ['or', 'and', 'not', 'did', 'did_not', ...nameable] as const;
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
      case 'not':
        this.bound(++this.groups, MOST_GROUPS, 'groups');
        // No level of its own: it holds one filter, and the number of groups bounds a chain of them.
        return { not: this.filter(inner, at, depth - 1) };
      case 'did':
        return { did: this.deed(inner, at, depth) };
      case 'did_not':
        return { not: { did: this.deed(inner, at, depth) } };
      case 'cohort':
      case 'segment':
      case 'goal':
        this.bound(++this.groups, MOST_GROUPS, 'groups');
        if (word === 'cohort') this.bound(++this.deeds, MOST_DEEDS, 'did, did_not and cohort');
        return readNamed(word, inner, at, this.terms);
    }
  }

  private deed(value: unknown, pointer: string, depth: number): Deed {
    this.bound(++this.deeds, MOST_DEEDS, 'did, did_not and cohort');
    return readDeed(value, pointer, this.terms, (filters, at) => this.list(filters, at, depth));
  }

  private bound(count: number, most: number, what: string): void {
    if (count > most) throw new ImpossibleQuestion(this.root, `must hold at most ${most} ${what}`);
  }
}

function readNamed(kind: Nameable, id: unknown, pointer: string, terms: Terms): Filter {
  const named = typeof id === 'string' ? terms.named(kind, id) : undefined;
  if (named === undefined) {
    throw new ImpossibleQuestion(pointer, `must be the id of a ${kind} of this project`);
  }
  try {
    return filterOfNamed(kind, named, terms);
  } catch (error) {
    if (!(error instanceof ImpossibleQuestion)) throw error;
    const reason = `names a ${kind} that asks for something that is not there any more`;
    throw new ImpossibleQuestion(pointer, reason);
  }
}

/**
 * What a goal, cohort or segment stands for. A goal is passed by its events, a segment by what passes its filters, a
 * cohort by every event of whoever has an event, in the range of the cohort, that passes its filters.
 */
export function filterOfNamed(kind: Nameable, body: object, terms: Terms): Filter {
  const { filters, range, ...doing } = body as Doing & { filters?: unknown; range?: unknown };
  const all = readFilterTree(filters, '/filters', within(kind, terms));
  if (kind === 'segment') return { and: all };
  if (kind === 'goal') return { and: [...filtersOfDoing(doing, ''), ...all] };
  return {
    did: {
      filters: all,
      count: { operator: 'gte', value: 1 },
      range: readRange(range ?? { period: 'all' }, '/range', terms),
    },
  };
}

/** The same terms, but for what may stand inside of this kind: so nothing holds itself. */
function within(kind: Nameable, terms: Terms): Terms {
  const before = nameable.slice(0, nameable.indexOf(kind));
  return {
    ...terms,
    named: (one, id) => (before.includes(one) ? terms.named(one, id) : undefined),
  };
}
