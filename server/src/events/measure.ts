import type { Filter, FilterDimension, ProjectScope, Tally, TallyRow, TimeRange } from './tally.js';

/** When something happened on the wall clock: the hour, 0 to 23; the day of the week, 1 (Monday) to 7. */
export const clockDimensions = ['hour', 'weekday'] as const;
export type ClockDimension = (typeof clockDimensions)[number];
export type MeasureDimension = FilterDimension | ClockDimension;

export const countMetrics = [
  'visitors',
  'visits',
  'page_views',
  'events',
  'users',
  'bounce_rate',
  'visit_duration',
  'visit_duration_median',
  'views_per_visit',
  'engaged_time',
  'entries',
  'exits',
  'exit_rate',
  'scroll_depth',
  'engaged_time_per_page',
  'groups',
] as const;
export type CountMetric = (typeof countMetrics)[number];

export const aggregates = ['sum', 'mean', 'median', 'p90'] as const;
export type Aggregate = (typeof aggregates)[number];

/** An aggregate over the numbers that events carry in a property: `sum:amount`. */
export type PropertyMetric = `${Aggregate}:${string}`;
export type Metric = CountMetric | PropertyMetric;

/** The aggregate and the property of a metric; null for a {@link CountMetric}. */
export function propertyMetric(
  metric: string,
): { readonly aggregate: Aggregate; readonly property: string } | null {
  const [name = '', ...rest] = metric.split(':');
  const aggregate = aggregates.find((one) => one === name);
  const property = rest.join(':');
  return aggregate === undefined || property === '' ? null : { aggregate, property };
}

/** What can be counted of a part: how many of them, or the sum or mean of the numbers in a property. */
export type PartMeasure =
  | 'events'
  | 'visits'
  | 'visitors'
  | 'users'
  | { readonly aggregate: 'sum' | 'mean'; readonly property: string };

/** One number about those events of a cell that pass further filters. */
export interface Part {
  readonly filters: readonly Filter[];
  readonly measure: PartMeasure;
}

/** A part by its index, perhaps divided by the visitors of its cell. */
export interface PartOrder {
  readonly part: number;
  readonly perVisitor: boolean;
}

/** Which rows come first: by a metric that is asked for, by a part, or by the value of a dimension (its index). */
export interface MeasureOrder {
  readonly by: Metric | PartOrder | number;
  readonly descending: boolean;
}

/** A question that is counted over raw events: several dimensions, properties, anything a {@link Metric} names. */
export interface MeasureRequest {
  readonly project: ProjectScope;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
  /** Where `hour` and `weekday` are read: an IANA zone. */
  readonly zone: string;
  readonly dimensions: readonly MeasureDimension[];
  readonly metrics: readonly Metric[];
  readonly parts: readonly Part[];
  /** Starts of the buckets, ascending, the first at or before `range.from`; null = one bucket, the whole range. */
  readonly buckets: readonly Date[] | null;
  readonly order: MeasureOrder;
  readonly offset: number;
  readonly limit: number;
  /** Only rows with these values, one for each dimension; null = all rows. */
  readonly only: readonly (readonly (string | null)[])[] | null;
}

/** What a cell counts; what was not asked for is 0 or null. */
export interface MeasureRow extends Omit<TallyRow, 'value'> {
  /** One for each dimension; null when not set. */
  readonly values: readonly (string | null)[];
  /** Engaged time of the visits, milliseconds. */
  readonly engagedMs: number;
  /** Visits whose first, or last, page view is counted here; a visit that may still go on has no last one. */
  readonly entries: number;
  readonly exits: number;
  /** Mean percent of the pages that visits scrolled through; null where nothing is known of it. */
  readonly scrollDepth: number | null;
  /** Mean engaged time of the pages of visits, milliseconds; null where nothing is known of it. */
  readonly engagedMsPerPage: number | null;
  /** Distinct groups. */
  readonly groups: number;
  /** Aggregates of properties, null where no event carries a number. */
  readonly aggregates: ReadonlyMap<PropertyMetric, number | null>;
  /** In the order asked for; null where no event carries a number. */
  readonly parts: readonly (number | null)[];
}

export interface Measured {
  readonly rows: readonly MeasureRow[];
  /** How many rows there are before offset and limit. */
  readonly total: number;
  readonly source: Tally['source'];
}
