import type { ApiDimension } from '../../api/models';
import { say } from '../words/say';

/** What a visit or event can be asked about, in the words of the API. */
export const dimensions = {
  page: say('Page'),
  entry_page: say('Entry page'),
  exit_page: say('Exit page'),
  hostname: say('Hostname'),
  channel: say('Channel'),
  source: say('Source'),
  referrer: say('Referrer'),
  utm_source: say('UTM source'),
  utm_medium: say('UTM medium'),
  utm_campaign: say('UTM campaign'),
  utm_term: say('UTM term'),
  utm_content: say('UTM content'),
  country: say('Country'),
  region: say('Region'),
  city: say('City'),
  browser: say('Browser'),
  os: say('System'),
  device: say('Device type'),
  screen: say('Screen size'),
  language: say('Language'),
  event: say('Event'),
  user: say('User'),
  group: say('Group'),
} as const satisfies Partial<Record<ApiDimension, string>>;

export type Dimension = keyof typeof dimensions;

export const operators = {
  is: say('is'),
  is_not: say('is not'),
  contains: say('contains'),
  not_contains: say('does not contain'),
  starts_with: say('starts with'),
  matches: say('matches pattern'),
  is_set: say('is set'),
  is_not_set: say('is not set'),
  gt: say('is greater than'),
  gte: say('is at least'),
  lt: say('is less than'),
  lte: say('is at most'),
} as const;

export type Operator = keyof typeof operators;

export interface Filter {
  readonly dimension: FilterDimension;
  readonly operator: Operator;
  readonly values: readonly string[];
}

export const needsValues = (operator: Operator): boolean =>
  operator !== 'is_set' && operator !== 'is_not_set';

/** A dimension of visits and events, or any property that events carry. */
export type FilterDimension = Dimension | PropertyDimension;
export type PropertyDimension = `property:${string}`;

export const isProperty = (dimension: string): dimension is PropertyDimension =>
  /^property:./.test(dimension);

/** What a dimension is called; a property by its own name. */
export function dimensionLabel(dimension: FilterDimension): string {
  return isProperty(dimension) ? dimension.slice('property:'.length) : dimensions[dimension];
}

/** Operators that compare numbers, which only properties are. */
export const comparesNumbers = (operator: Operator): boolean =>
  ['gt', 'gte', 'lt', 'lte'].includes(operator);

export const isDimension = (text: string): text is Dimension => Object.hasOwn(dimensions, text);
export const isOperator = (text: string): text is Operator => Object.hasOwn(operators, text);

/** A filter as one readable part of the address: `is,country,DE,FR`. */
export function encodeFilter(filter: Filter): string {
  const escaped = [filter.dimension, ...filter.values].map((text) =>
    text.replace(/[%,]/g, encodeURIComponent),
  );
  return [filter.operator, ...escaped].join(',');
}

/** Reads what `encodeFilter` wrote; null for anything a person made up. */
export function decodeFilter(text: string): Filter | null {
  const [operator = '', ...escaped] = text.split(',');
  const [dimension = '', ...values] = escaped.map((part) =>
    part.replace(/%(25|2C)/gi, decodeURIComponent),
  );
  if (!isOperator(operator) || !(isDimension(dimension) || isProperty(dimension))) return null;
  if (needsValues(operator) && values.length === 0) return null;
  return { operator, dimension, values: needsValues(operator) ? values : [] };
}

/**
 * Adds a clicked row to the filters. A value joins the same question («is DE or FR»);
 * clicking what is already there takes it out again.
 */
export function toggleValue(
  filters: readonly Filter[],
  dimension: FilterDimension,
  value: string,
  exclude: boolean,
): Filter[] {
  if (value === '') return toggleUnset(filters, dimension, exclude);
  const operator: Operator = exclude ? 'is_not' : 'is';
  const opposite: Operator = exclude ? 'is' : 'is_not';
  const cleared = without(filters, dimension, opposite, value);
  const at = cleared.findIndex((f) => f.dimension === dimension && f.operator === operator);
  const existing = cleared[at];
  if (!existing) return [...cleared, { dimension, operator, values: [value] }];
  if (existing.values.includes(value)) return without(cleared, dimension, operator, value);
  return cleared.with(at, { ...existing, values: [...existing.values, value] });
}

// A row without a value («Direct / none») asks whether the value is there at all.
function toggleUnset(
  filters: readonly Filter[],
  dimension: FilterDimension,
  exclude: boolean,
): Filter[] {
  const operator: Operator = exclude ? 'is_set' : 'is_not_set';
  const others = filters.filter(
    (filter) => filter.dimension !== dimension || needsValues(filter.operator),
  );
  const wasOn = filters.some((f) => f.dimension === dimension && f.operator === operator);
  return wasOn ? others : [...others, { dimension, operator, values: [] }];
}

function without(
  filters: readonly Filter[],
  dimension: FilterDimension,
  operator: Operator,
  value: string,
): Filter[] {
  return filters
    .map((filter) =>
      filter.dimension === dimension && filter.operator === operator
        ? { ...filter, values: filter.values.filter((kept) => kept !== value) }
        : filter,
    )
    .filter((filter) => filter.values.length > 0 || !needsValues(filter.operator));
}
