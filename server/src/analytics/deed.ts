import { countOperators, type Deed, type Filter, type TimeRange } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { isStorable, LONGEST_VALUE } from './condition.js';
import { filtersOfDoing } from './doing.js';
import { presets, type Preset } from './period.js';
import { rangeOf, readPeriod } from './question.js';
import type { Terms } from './terms.js';

type ReadList = (value: unknown, pointer: string) => Filter[];

const MOST_TIMES = 1_000_000;

/**
 * Something that somebody has done, as it stands in JSON: `{ event | page, filters, count, range }`. Throws
 * `ImpossibleQuestion` that says what is wrong with it.
 */
export function readDeed(value: unknown, pointer: string, terms: Terms, list: ReadList): Deed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ImpossibleQuestion(pointer, 'must be an object');
  }
  const { event, page, filters, count, range } = value as Record<string, unknown>;
  const doing = {
    event: readText(event, `${pointer}/event`),
    page: readText(page, `${pointer}/page`),
  };
  const inner = filters === undefined ? [] : list(filters, `${pointer}/filters`);
  const all = [...filtersOfDoing(doing, pointer), ...inner];
  if (all.length === 0) {
    throw new ImpossibleQuestion(pointer, 'must have an event, a page or filters');
  }
  return {
    filters: all,
    count: readCount(count, `${pointer}/count`),
    range: readRange(range, `${pointer}/range`, terms),
  };
}

function readText(value: unknown, pointer: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.length <= LONGEST_VALUE && isStorable(value)) return value;
  throw new ImpossibleQuestion(pointer, `must be a text of at most ${LONGEST_VALUE} characters`);
}

function readCount(value: unknown, pointer: string): Deed['count'] {
  if (value === undefined || value === null) return { operator: 'gte', value: 1 };
  const asked = value as { operator?: unknown; value?: unknown };
  const operator = countOperators.find((one) => one === (asked.operator ?? 'gte'));
  if (operator === undefined) {
    const names = countOperators.join(', ');
    throw new ImpossibleQuestion(`${pointer}/operator`, `must be one of ${names}`);
  }
  const times = asked.value;
  if (typeof times === 'number' && Number.isInteger(times) && times >= 1 && times <= MOST_TIMES) {
    return { operator, value: times };
  }
  throw new ImpossibleQuestion(
    `${pointer}/value`,
    `must be a whole number from 1 to ${MOST_TIMES}; for «never», ask did_not`,
  );
}

/** When a deed was done, as it stands in JSON; null when it does not say. */
export function readRange(value: unknown, pointer: string, { clock }: Terms): TimeRange | null {
  if (value === undefined || value === null) return null;
  const { period, start, end } = value as Record<string, unknown>;
  const preset = presets.find((one) => one === period);
  if (period !== undefined && preset === undefined) {
    throw new ImpossibleQuestion(`${pointer}/period`, `must be one of ${presets.join(', ')}`);
  }
  const asked = {
    start: readText(start, `${pointer}/start`),
    end: readText(end, `${pointer}/end`),
  };
  if (preset === undefined && asked.start === undefined && asked.end === undefined) {
    throw new ImpossibleQuestion(pointer, 'must have a period, or a start');
  }
  return readAt(pointer, { ...asked, period: preset }, clock);
}

function readAt(
  pointer: string,
  asked: { period?: Preset; start?: string; end?: string },
  { zone, now }: Terms['clock'],
): TimeRange {
  try {
    // «all» is whatever is kept.
    return rangeOf(readPeriod(asked, zone, new Date(0), now), true);
  } catch (error) {
    if (!(error instanceof ImpossibleQuestion)) throw error;
    throw new ImpossibleQuestion(`${pointer}/${error.pointer.slice(1)}`, error.reason);
  }
}
