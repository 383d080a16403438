import {
  dimensions,
  isProperty,
  operators,
  type Condition,
  type Filter,
  type FilterDimension,
  type Operator,
} from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';

export const MOST_CONDITIONS = 50;
export const MOST_GROUPS = 50;
/** Of one condition, and of all together. */
export const MOST_VALUES = 200;
export const MOST_VALUES_IN_ALL = 1_000;
export const LONGEST_VALUE = 2_000;
export const MOST_STARS = 10;
const DEEPEST = 4;

/**
 * Filters as they stand in a URL: a JSON array, all of which must hold, of conditions and `{ "or": […] }` or
 * `{ "and": […] }`. Throws `ImpossibleQuestion` that says which part is wrong.
 */
export function readFilters(text: string | undefined): Filter[] {
  if (text === undefined || text === '') return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ImpossibleQuestion('?filters', 'must be JSON');
  }
  return new FilterReader('?filters').list(value, '?filters', 0);
}

/** The same filters as they stand in a body; `pointer` says where. */
export function readFilterTree(value: unknown, pointer: string): Filter[] {
  if (value === undefined || value === null) return [];
  return new FilterReader(pointer).list(value, pointer, 0);
}

class FilterReader {
  private conditions = 0;
  private groups = 0;
  private values = 0;

  constructor(private readonly root: string) {}

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
    if ('or' in value || 'and' in value) return this.group(value, pointer, depth);
    this.bound(++this.conditions, MOST_CONDITIONS, 'conditions');
    return this.condition(value as Record<string, unknown>, pointer);
  }

  private group(value: object, pointer: string, depth: number): Filter {
    this.bound(++this.groups, MOST_GROUPS, 'groups');
    if ('or' in value && 'and' in value) {
      throw new ImpossibleQuestion(pointer, 'must hold either and or or, not both');
    }
    if ('or' in value) return { or: this.list(value.or, `${pointer}/or`, depth + 1) };
    return { and: this.list('and' in value && value.and, `${pointer}/and`, depth + 1) };
  }

  private condition(value: Record<string, unknown>, pointer: string): Condition {
    const dimension = value['dimension'];
    const operator = value['operator'] ?? 'is';
    if (!isDimension(dimension)) {
      throw new ImpossibleQuestion(
        `${pointer}/dimension`,
        `must be one of ${dimensions.join(', ')}, or property:<name>`,
      );
    }
    if (!isOperator(operator)) {
      throw new ImpossibleQuestion(`${pointer}/operator`, `must be one of ${operators.join(', ')}`);
    }
    const needsNone = operator === 'is_set' || operator === 'is_not_set';
    const values = needsNone ? [] : readValues(value['values'] ?? value['value'], pointer);
    this.values += values.length;
    this.bound(this.values, MOST_VALUES_IN_ALL, 'values');
    check(operator, values, `${pointer}/values`);
    return { dimension, operator, values };
  }

  private bound(count: number, most: number, what: string): void {
    if (count > most) throw new ImpossibleQuestion(this.root, `must hold at most ${most} ${what}`);
  }
}

function check(operator: Operator, values: readonly string[], pointer: string): void {
  if (operator === 'matches' && values.some((value) => value.split('*').length > MOST_STARS + 1)) {
    throw new ImpossibleQuestion(pointer, `must hold at most ${MOST_STARS} stars in a pattern`);
  }
  const compares =
    operator === 'gt' || operator === 'gte' || operator === 'lt' || operator === 'lte';
  if (compares && values.some((value) => value.trim() === '' || !Number.isFinite(Number(value)))) {
    throw new ImpossibleQuestion(pointer, `must be numbers with ${operator}`);
  }
}

function readValues(value: unknown, pointer: string): string[] {
  const values = Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
  const at = `${pointer}/values`;
  if (values.length === 0 || values.length > MOST_VALUES) {
    throw new ImpossibleQuestion(at, `must be an array of 1 to ${MOST_VALUES} texts`);
  }
  return values.map((one) => {
    const text = typeof one === 'number' || typeof one === 'boolean' ? String(one) : one;
    if (typeof text !== 'string' || text.length > LONGEST_VALUE || !isStorable(text)) {
      throw new ImpossibleQuestion(
        at,
        `must be texts of at most ${LONGEST_VALUE} characters without \\u0000`,
      );
    }
    return text;
  });
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function isDimension(value: unknown): value is FilterDimension {
  if (typeof value !== 'string') return false;
  return (
    (dimensions as readonly string[]).includes(value) || (isProperty(value) && isStorable(value))
  );
}

function isOperator(value: unknown): value is Operator {
  return (operators as readonly unknown[]).includes(value);
}
