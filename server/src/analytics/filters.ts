import {
  dimensions,
  operators,
  type Condition,
  type Dimension,
  type Filter,
  type Operator,
} from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';

export const MOST_CONDITIONS = 50;
export const MOST_VALUES = 200;
export const LONGEST_VALUE = 2_000;
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
  const reader = new FilterReader();
  return reader.list(value, '?filters', 0);
}

class FilterReader {
  private conditions = 0;

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
    if ('or' in value) return { or: this.list(value.or, `${pointer}/or`, depth + 1) };
    if ('and' in value) return { and: this.list(value.and, `${pointer}/and`, depth + 1) };
    if (++this.conditions > MOST_CONDITIONS) {
      throw new ImpossibleQuestion('?filters', `must hold at most ${MOST_CONDITIONS} conditions`);
    }
    return this.condition(value as Record<string, unknown>, pointer);
  }

  private condition(value: Record<string, unknown>, pointer: string): Condition {
    const dimension = value['dimension'];
    const operator = value['operator'] ?? 'is';
    if (!isDimension(dimension)) {
      throw new ImpossibleQuestion(
        `${pointer}/dimension`,
        `must be one of ${dimensions.join(', ')}`,
      );
    }
    if (!isOperator(operator)) {
      throw new ImpossibleQuestion(`${pointer}/operator`, `must be one of ${operators.join(', ')}`);
    }
    const needsNone = operator === 'is_set' || operator === 'is_not_set';
    const values = needsNone ? [] : readValues(value['values'] ?? value['value'], pointer);
    return { dimension, operator, values };
  }
}

function readValues(value: unknown, pointer: string): string[] {
  const values = typeof value === 'string' ? [value] : value;
  const at = `${pointer}/values`;
  if (!Array.isArray(values) || values.length === 0 || values.length > MOST_VALUES) {
    throw new ImpossibleQuestion(at, `must be an array of 1 to ${MOST_VALUES} strings`);
  }
  return values.map((one: unknown) => {
    if (typeof one !== 'string' || one.length > LONGEST_VALUE || one.includes('\0')) {
      throw new ImpossibleQuestion(
        at,
        `must be strings of at most ${LONGEST_VALUE} characters without \\u0000`,
      );
    }
    return one;
  });
}

function isDimension(value: unknown): value is Dimension {
  return (dimensions as readonly unknown[]).includes(value);
}

function isOperator(value: unknown): value is Operator {
  return (operators as readonly unknown[]).includes(value);
}
