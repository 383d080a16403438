import type { Filter } from '../ui/filter-chips/filter';
import { decodeFilter, encodeFilter } from '../ui/filter-chips/filter-address';
import type { Interval, LocalSpan, Range } from '../ui/range-picker/range';
import { isPreset } from '../ui/range-picker/range';
import { instantOf } from '../ui/range-picker/zone-time';
import { askedFilters } from './asked-filters';
import type { Metric } from './metric';
import { isMetric } from './metric';

export type Comparison =
  | { kind: 'off' }
  | { kind: 'previous' | 'year'; matchWeekday: boolean }
  | { kind: 'custom'; span: LocalSpan };

/** Everything the dashboard asks, as one value; it lives in the address and nowhere else. */
export interface Question {
  readonly range: Range;
  /** null = the interval that fits the range. */
  readonly interval: Interval | null;
  readonly comparison: Comparison;
  readonly filters: readonly Filter[];
  readonly metric: Metric;
}

export const firstQuestion: Question = {
  range: { kind: 'preset', preset: '7d' },
  interval: null,
  comparison: { kind: 'previous', matchWeekday: false },
  filters: [],
  metric: 'visitors',
};

/** Reads query parameters: `get` gives the first value of a name, `all` each of them. */
export interface AddressReader {
  get(name: string): string | null;
  getAll(name: string): string[];
}

/** Query parameters to merge into the address; null removes one, so defaults stay out of it. */
export type AddressChange = Record<string, string | string[] | null>;

const localTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/;
const intervals: readonly Interval[] = ['hour', 'day', 'week', 'month'];

function readSpan(from: string | null, to: string | null): LocalSpan | null {
  if (!from || !to || !localTime.test(from) || !localTime.test(to)) return null;
  if (Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(to)) || from >= to) return null;
  return { from, to };
}

function readRange(address: AddressReader): Range {
  const preset = address.get('period');
  if (isPreset(preset)) return { kind: 'preset', preset };
  const span = readSpan(address.get('from'), address.get('to'));
  return span ? { kind: 'between', ...span } : firstQuestion.range;
}

function readComparison(address: AddressReader): Comparison {
  const kind = address.get('compare');
  const matchWeekday = address.get('match_weekday') === 'true';
  if (kind === 'off') return { kind };
  if (kind === 'year') return { kind, matchWeekday };
  if (kind === 'custom') {
    const span = readSpan(address.get('compare_from'), address.get('compare_to'));
    if (span) return { kind, span };
  }
  return { kind: 'previous', matchWeekday };
}

/** The question an address asks; whatever makes no sense in it falls back to the first question. */
export function readQuestion(address: AddressReader): Question {
  const interval = address.get('interval');
  const metric = address.get('metric');
  return {
    range: readRange(address),
    interval: intervals.find((known) => known === interval) ?? null,
    comparison: readComparison(address),
    filters: address
      .getAll('f')
      .map(decodeFilter)
      .filter((filter) => filter !== null),
    metric: metric && isMetric(metric) ? metric : firstQuestion.metric,
  };
}

/** The address of a question, the inverse of `readQuestion`. */
export function writeQuestion({
  range,
  interval,
  comparison,
  filters,
  metric,
}: Question): AddressChange {
  const between = range.kind === 'between' ? range : null;
  const first = range.kind === 'preset' && range.preset === '7d';
  const custom = comparison.kind === 'custom' ? comparison.span : null;
  const matchWeekday = 'matchWeekday' in comparison && comparison.matchWeekday;
  return {
    period: range.kind === 'preset' && !first ? range.preset : null,
    from: between?.from ?? null,
    to: between?.to ?? null,
    interval,
    compare: comparison.kind === 'previous' ? null : comparison.kind,
    compare_from: custom?.from ?? null,
    compare_to: custom?.to ?? null,
    match_weekday: matchWeekday ? 'true' : null,
    f: filters.length > 0 ? filters.map(encodeFilter) : null,
    metric: metric === firstQuestion.metric ? null : metric,
  };
}

/** What of an address goes along to another page: range, comparison and filters. */
export function carriedAddress(address: AddressReader): AddressChange {
  const { range, comparison, filters } = readQuestion(address);
  return writeQuestion({ ...firstQuestion, range, comparison, filters });
}

const iso = (local: string, zone: string) => new Date(instantOf(local, zone)).toISOString();

/** The parameters of the API that decide which events an answer is about. */
export function scopeParameters(question: Question, zone: string): Record<string, string> {
  const { range, filters } = question;
  const parameters: Record<string, string> = {};
  if (range.kind === 'preset') parameters['period'] = range.preset;
  else {
    parameters['start'] = iso(range.from, zone);
    parameters['end'] = iso(range.to, zone);
  }
  if (filters.length > 0) {
    parameters['filters'] = JSON.stringify(askedFilters(filters));
  }
  return parameters;
}

/** The parameters of the API that say what to compare with; none for all time or when off. */
export function comparisonParameters(question: Question, zone: string): Record<string, string> {
  const { comparison, range } = question;
  if (comparison.kind === 'off') return {};
  if (range.kind === 'preset' && range.preset === 'all') return {};
  if (comparison.kind === 'custom') {
    return {
      compare: 'custom',
      compare_start: iso(comparison.span.from, zone),
      compare_end: iso(comparison.span.to, zone),
    };
  }
  return {
    compare: comparison.kind,
    ...(comparison.matchWeekday ? { match_weekday: 'true' } : {}),
  };
}

/** The same for questions that are posted: the range, and the filters as they are. */
export function scopeBody(question: Question, zone: string) {
  const { range, filters } = question;
  return {
    range:
      range.kind === 'preset'
        ? { period: range.preset }
        : { start: iso(range.from, zone), end: iso(range.to, zone) },
    ...(filters.length > 0 ? { filters: askedFilters(filters) } : {}),
  };
}

/** The comparison as the body of a question; undefined for all time or when off. */
export function comparisonBody(question: Question, zone: string) {
  const { compare, compare_start, compare_end, match_weekday } = comparisonParameters(
    question,
    zone,
  );
  if (compare === undefined) return undefined;
  return {
    to: compare,
    ...(compare_start === undefined ? {} : { start: compare_start, end: compare_end }),
    ...(match_weekday === undefined ? {} : { match_weekday: true }),
  };
}
