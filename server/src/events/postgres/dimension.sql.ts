import {
  dimensions,
  visitDimensions,
  type Dimension,
  type EventDimension,
  type VisitDimension,
} from '../tally.js';

/** `rollup_days.dimension` of the row that counts everything. */
export const TOTAL = -1;

/** `rollup_days.dimension`: the position in the list of dimensions, which is only ever appended to. */
export function dimensionNumber(dimension: Dimension | null): number {
  return dimension === null ? TOTAL : dimensions.indexOf(dimension);
}

const visitColumns: Partial<Record<VisitDimension, string>> = {
  source: `CASE WHEN s.id IS NOT NULL THEN coalesce(s.source, 'Direct') END`,
};

/** What a dimension reads of a visit `s`. */
export function visitExpression(dimension: VisitDimension): string {
  return visitColumns[dimension] ?? `s.${dimension}`;
}

/** What a dimension reads of an event `e` and its person `p`. */
export const eventExpressions: Readonly<Record<EventDimension, string>> = {
  page: 'e.path',
  hostname: 'e.hostname',
  event: `coalesce(e.name, 'page_view')`,
  user: 'p.key',
};

const ofVisits: ReadonlySet<string> = new Set(visitDimensions);

export function isVisitDimension(dimension: Dimension): dimension is VisitDimension {
  return ofVisits.has(dimension);
}

/** What a dimension reads, of whatever it reads it. */
export function expressionOf(dimension: Dimension): string {
  return isVisitDimension(dimension) ? visitExpression(dimension) : eventExpressions[dimension];
}
