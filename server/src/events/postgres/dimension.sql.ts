import {
  dimensions,
  visitDimensions,
  type Dimension,
  type EventDimension,
  type ProjectScope,
  type VisitDimension,
} from '../tally.js';
import type { Params } from './params.js';

/** `rollup_days.dimension` of the row that counts everything. */
export const TOTAL = -1;

/** `rollup_days.dimension`: the position in the list of dimensions, which is only ever appended to. */
export function dimensionNumber(dimension: Dimension | null): number {
  return dimension === null ? TOTAL : dimensions.indexOf(dimension);
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
export function expressionOf(dimension: Dimension, project: ProjectScope, params: Params): string {
  return isVisitDimension(dimension)
    ? visitExpression(dimension, project, params)
    : eventExpressions[dimension];
}
