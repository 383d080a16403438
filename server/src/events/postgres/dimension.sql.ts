import { PAGE_VIEW } from '../event.js';
import {
  isProperty,
  propertyName,
  visitDimensions,
  type Dimension,
  type EventDimension,
  type FilterDimension,
  type ProjectScope,
  type VisitDimension,
} from '../tally.js';
import type { Params } from './params.js';
import type { ActionDimension } from './visit-columns.js';

/** `rollup_days.dimension` of the row that counts everything. */
export const TOTAL = -1;

/** `rollup_days.dimension`: stored, so a number is never changed or given again; a new dimension takes a new one. */
const numbers: Readonly<Record<Dimension, number>> = {
  entry_page: 0,
  exit_page: 1,
  referrer: 2,
  source: 3,
  channel: 4,
  utm_source: 5,
  utm_medium: 6,
  utm_campaign: 7,
  utm_term: 8,
  utm_content: 9,
  country: 10,
  region: 11,
  city: 12,
  browser: 13,
  os: 14,
  device: 15,
  language: 16,
  screen: 17,
  page: 18,
  hostname: 19,
  event: 20,
  user: 21,
  group: 22,
};
const names: ReadonlyMap<number, string> = new Map(
  Object.entries(numbers).map(([name, number]) => [number, name]),
);

/** The number a dimension is stored under; null asks for the row that counts everything. */
export function dimensionNumber(dimension: Dimension | null): number {
  return dimension === null ? TOTAL : numbers[dimension];
}

/** What a stored number stands for, for people to read. */
export function dimensionName(number: number): string {
  return number === TOTAL ? 'total' : (names.get(number) ?? String(number));
}

/** What a dimension reads of a visit `s`. */
export function visitExpression(
  dimension: VisitDimension,
  project: ProjectScope,
  params: Params,
): string {
  if (dimension === 'source') {
    return `CASE WHEN s.id IS NOT NULL THEN coalesce(s.source, 'Direct') END`;
  }
  // Where a visit ends is known when it has ended.
  if (dimension === 'exit_page')
    return `CASE WHEN NOT ${openSql(project, params)} THEN s.exit_page END`;
  return `s.${dimension}`;
}

/** Whether visit `s` may still go on. */
export function openSql(project: ProjectScope, params: Params): string {
  const minutes = params.add(project.sessionTimeoutMinutes);
  return `(s.last_at > now() - make_interval(mins => ${minutes}::int))`;
}

/** What a dimension reads of texts of what was done: `d.` for columns of `d`. */
export function textOfAction(dimension: ActionDimension, texts: string): string {
  if (dimension === 'event') return `coalesce(${texts}name, '${PAGE_VIEW}')`;
  return dimension === 'page' ? `${texts}path` : `${texts}hostname`;
}

/** What a dimension reads of an event `e`, its person `p` and its group `g`. */
export const eventExpressions: Readonly<Record<EventDimension, string>> = {
  page: textOfAction('page', 'e.'),
  hostname: textOfAction('hostname', 'e.'),
  event: textOfAction('event', 'e.'),
  user: 'p.key',
  group: 'g.group_id',
};

const ofVisits: ReadonlySet<string> = new Set(visitDimensions);

export function isVisitDimension(dimension: FilterDimension): dimension is VisitDimension {
  return ofVisits.has(dimension);
}

/** Whether it is a dimension of what an event is, neither of whose it is nor of its visit. */
export function isActionDimension(dimension: FilterDimension): dimension is ActionDimension {
  return dimension === 'page' || dimension === 'hostname' || dimension === 'event';
}

/** What a dimension reads, of whatever it reads it. */
export function expressionOf(
  dimension: FilterDimension,
  project: ProjectScope,
  params: Params,
): string {
  if (isProperty(dimension))
    return `(e.properties ->> ${params.add(propertyName(dimension))}::text)`;
  return isVisitDimension(dimension)
    ? visitExpression(dimension, project, params)
    : eventExpressions[dimension];
}

/**
 * What a text says as a number, null when it says none. TRICKY: its length is bounded so that the cast never fails,
 * which would end the whole question: PostgreSQL takes neither 1e999 nor 1e-999 for a double.
 */
export function numberSql(text: string): string {
  return `CASE WHEN length(${text}) <= 60 AND ${text} ~ '^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]{1,2})?$'
    THEN (${text})::float8 END`;
}
