/** Properties of a visit: the same for all of its events. */
export const visitDimensions = [
  'entry_page',
  'exit_page',
  'referrer',
  'source',
  'channel',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'country',
  'region',
  'city',
  'browser',
  'os',
  'device',
  'language',
  'screen',
] as const;

/** Properties of a single event. */
export const eventDimensions = ['page', 'hostname', 'event', 'user', 'group'] as const;

export type VisitDimension = (typeof visitDimensions)[number];
export type EventDimension = (typeof eventDimensions)[number];
export type Dimension = VisitDimension | EventDimension;
export const dimensions: readonly Dimension[] = [...visitDimensions, ...eventDimensions];

/** Of these nothing is remembered: whoever asks for them has the events counted. */
export function isRemembered(dimension: Dimension | null): boolean {
  return dimension !== 'user' && dimension !== 'group';
}

/** A property that events carry themselves, by its name. */
export type PropertyDimension = `property:${string}`;
/** What a filter can look at. */
export type FilterDimension = Dimension | PropertyDimension;
export const LONGEST_PROPERTY = 200;
const PROPERTY = 'property:';

export function isProperty(dimension: string): dimension is PropertyDimension {
  const { length } = dimension;
  return (
    dimension.startsWith(PROPERTY) &&
    length > PROPERTY.length &&
    length <= PROPERTY.length + LONGEST_PROPERTY
  );
}

/** The name of the property that a dimension reads. */
export function propertyName(dimension: PropertyDimension): string {
  return dimension.slice(PROPERTY.length);
}

export const operators = [
  'is',
  'is_not',
  'contains',
  'not_contains',
  'starts_with',
  'matches',
  'is_set',
  'is_not_set',
  'gt',
  'gte',
  'lt',
  'lte',
] as const;
export type Operator = (typeof operators)[number];

/**
 * `values` are alternatives: «is A or B», «is neither A nor B». `contains` ignores case, the others mind it; in
 * `matches`, `*` stands for anything. `gt gte lt lte` compare numbers, and what is no number passes none of them.
 */
export interface Condition {
  readonly dimension: FilterDimension;
  readonly operator: Operator;
  readonly values: readonly string[];
}

export const countOperators = ['gte', 'lte', 'is'] as const;

/** Something that somebody has done, at least once, and how often: «at most twice» is once or twice. */
export interface Deed {
  /** What an event must pass to be it. */
  readonly filters: readonly Filter[];
  readonly count: { readonly operator: (typeof countOperators)[number]; readonly value: number };
  /** When; null = in the range of the question, or of the deed, around it. */
  readonly range: TimeRange | null;
}

/**
 * `did` is passed by every event of whoever did it: a person over all of its range, a cookieless visitor on the day of
 * the visit; what is nobody's never passes. `not` is passed by whatever does not pass the filter inside.
 */
export type Filter =
  | Condition
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter }
  | { readonly did: Deed };

/** What the store has to know of a project to count for it. */
export interface ProjectScope {
  readonly no: number;
  readonly timezone: string;
  /** Engaged seconds from which a visit of one view is no bounce; 0 = engaged time does not matter. */
  readonly bounceSeconds: number;
  /** A visit without an event for this long has ended. */
  readonly sessionTimeoutMinutes: number;
}

/** Half-open: `from` belongs to it, `to` does not. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

export interface TallyRequest {
  readonly project: ProjectScope;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
  /** One row a value of this dimension; null = one row for everything. */
  readonly dimension: Dimension | null;
  /** Starts of the buckets, ascending, the first at or before `range.from`; null = one bucket, the whole range. */
  readonly buckets: readonly Date[] | null;
  /** Also find the median duration; only without dimension. */
  readonly median?: boolean;
  /** Only some of the rows, in order; only without buckets. */
  readonly top?: Top;
  /** Events are all that matters, the other counts may be anything. */
  readonly eventsOnly?: boolean;
}

export type TallyOrder = 'visitors' | 'visits' | 'pageViews' | 'events';

/** Rows with a value, the largest first, equal ones by value. */
export interface Top {
  readonly order: TallyOrder;
  /** So many are passed over … */
  readonly offset: number;
  /** … and at most so many given. */
  readonly count: number;
  /** Only values that contain this, in whatever case; null = all. */
  readonly search: string | null;
}

/** What a {@link Top} was chosen from. */
export interface Found {
  readonly values: number;
  readonly pageViews: number;
  readonly events: number;
}

/** One cell of an answer. */
export interface TallyRow {
  /** Index into `buckets`; 0 when there are none. */
  readonly bucket: number;
  /** Value of the dimension; '' when not set or when there is no dimension. */
  readonly value: string;
  readonly events: number;
  readonly pageViews: number;
  /** Visits with at least one of the events counted. */
  readonly visits: number;
  /** Distinct people: known users and kept anonymous ids as a set, cookieless visitors once a day. */
  readonly visitors: number;
  /** Distinct known users. */
  readonly users: number;
  /** Visits with at least one page view: what bounces are a share of. */
  readonly viewedVisits: number;
  readonly bounces: number;
  /** Sum over `visits`, milliseconds. */
  readonly durationMs: number;
  /** Median over `visits`, each in whole seconds, so it may end in .5; null unless asked for or without visits. */
  readonly medianSeconds: number | null;
}

export interface Tally {
  readonly rows: readonly TallyRow[];
  readonly source: 'rollup' | 'raw' | 'mixed';
  /** All rows with a value that was searched for; only with `top`. */
  readonly found?: Found;
  /** Distinct people with an id of their own; only without dimension and buckets. */
  readonly people?: number;
  /** Events stored after this may not be counted yet; null = everything stored is. */
  readonly countedUntil: Date | null;
}
