import type { ApiDimension } from '../../api/models';
import type { Preset } from '../range-picker/range';
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

/** A dimension and what its value has to be; the values are alternatives. */
export interface ValueFilter {
  readonly dimension: FilterDimension;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** What filters may call by a name of the project. */
export const namedKinds = ['segment', 'cohort', 'goal'] as const;
export type NamedKind = (typeof namedKinds)[number];

export interface NamedFilter {
  readonly named: NamedKind;
  readonly id: string;
  /** Everything but these. */
  readonly without: boolean;
}

export const timesOperators = ['gte', 'lte', 'is'] as const;
export type TimesOperator = (typeof timesOperators)[number];

/** Whoever did something, or never did. */
export interface DeedFilter {
  readonly did: 'event' | 'page';
  readonly value: string;
  readonly times: { readonly operator: TimesOperator; readonly value: number };
  /** When it was done; in the range of the question when null. */
  readonly period: Preset | null;
  readonly without: boolean;
}

/** What only the API can say (groups of alternatives and the like); kept as it is. */
interface RawFilter {
  readonly raw: object;
}

export type Filter = ValueFilter | NamedFilter | DeedFilter | RawFilter;

export const isValueFilter = (filter: Filter): filter is ValueFilter => 'dimension' in filter;

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
