import {
  dimensions,
  isProperty,
  operators,
  type Condition,
  type FilterDimension,
  type Operator,
} from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';

/** Of one condition. */
export const MOST_VALUES = 200;
export const LONGEST_VALUE = 2_000;
export const MOST_STARS = 10;

/** A single condition as it stands in JSON. Throws `ImpossibleQuestion` that says what is wrong with it. */
export function readCondition(value: Record<string, unknown>, pointer: string): Condition {
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
  check(operator, values, `${pointer}/values`);
  return { dimension, operator, values };
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

/** Whether PostgreSQL can hold it. */
export function isStorable(text: string): boolean {
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
