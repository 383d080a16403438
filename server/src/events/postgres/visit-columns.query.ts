import type { Filter, ProjectScope, TimeRange, VisitDimension } from '../tally.js';
import { eventExpressions, visitExpression } from './dimension.sql.js';
import { condensedSql, ofEvent } from './condensed.sql.js';
import { factsSql, filterSql, looksAtEvents, partsOf, visitsBetween } from './facts.sql.js';
import { Params, type Statement } from './params.js';

/** Which visits to read, and what of them. */
export interface VisitColumnsScope {
  readonly project: ProjectScope;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
  readonly dimensions: readonly VisitDimension[];
  readonly withActions: boolean;
  /** The range is a day: visits that are all of one day, one person and one visitor are told from those that may not be. */
  readonly isWholeDay: boolean;
  /**
   * Only visits that do not lie within something; or only what has no visit; or what so many events have done at most that
   * pass the filters, which are looked for first, and their visits afterwards.
   */
  readonly only?: { readonly outside: TimeRange } | { readonly matches: number } | 'without visit';
  /** Visits are taken for their events where it comes to the same; only without `only` and `withActions`, under filters that look at visits alone. */
  readonly condensed?: boolean;
  /** Starts of the days that visits are divided by, ascending, the first at or before the range; undefined = not at all. */
  readonly days?: readonly Date[];
}

/** A `VisitRecord` for each row of `VisitColumns`, in the same order whenever it is asked. */
export function visitColumnsQuery(scope: VisitColumnsScope): Statement {
  const params = new Params();
  return { sql: rowsSql(scope, params), params: params.values };
}

/**
 * The same of what a few events have done: all of them as `found`, with each row, which are none when there are more than
 * `matches`; then, as when there are none, one row comes without a `day`.
 */
export function matchedColumnsQuery(
  scope: VisitColumnsScope & { readonly only: { readonly matches: number } },
): Statement {
  const params = new Params();
  const { project, range, filters, only } = scope;
  const near = nearSql(scope, params);
  const most = `${params.add(only.matches)}::int`;
  const sql = `
    WITH matches AS MATERIALIZED (
      SELECT * FROM full_events e
      WHERE e.project_no = ${params.add(project.no)}::int AND e.kind <= 1
        AND e.at >= ${params.add(range.from)}::timestamptz AND e.at < ${params.add(range.to)}::timestamptz
        AND ${filterSql(filters.flatMap(partsOf).filter(looksAtEvents), project, params)}
      LIMIT ${most} + 1),
    their AS MATERIALIZED (
      SELECT * FROM sessions s
      WHERE (SELECT count(*) FROM matches) <= ${most}
        AND s.id = ANY(ARRAY(SELECT DISTINCT session_id FROM matches)) AND ${near()})
    SELECT n.found::int, v.*
    FROM (SELECT count(*) AS found FROM matches) n
    LEFT JOIN (${rowsSql(scope, params)}) v ON n.found <= ${most}`;
  return { sql, params: params.values };
}

function rowsSql(scope: VisitColumnsScope, params: Params): string {
  const { project, range, filters, dimensions, withActions, isWholeDay, days, only } = scope;
  const near = nearSql(scope, params);
  const facts = scope.condensed
    ? condensedSql({ project, ...range, filters, buckets: days ?? null }, params)
    : factsOf(scope, near, params);
  const ofVisit = ['viewed', 'bounced', 'duration_ms']
    .map((one) => `any_value(${one}) AS ${one}`)
    .join(', ');
  const rows = withActions
    ? `SELECT bucket, session_id, person, unit, sum(times) AS events, sum(page_views) AS page_views, ${ofVisit},
         string_agg(times || ' ' || action, E'\\n' ORDER BY action COLLATE "C") AS actions
       FROM (SELECT bucket, session_id, person, unit, action, sum(events) AS times, sum(page_views) AS page_views, ${ofVisit}
         FROM (${facts}) f GROUP BY bucket, session_id, person, unit, action) a
       GROUP BY bucket, session_id, person, unit`
    : `SELECT bucket, session_id, person, unit, sum(events) AS events, sum(page_views) AS page_views, ${ofVisit},
         NULL AS actions
       FROM (${facts}) f GROUP BY bucket, session_id, person, unit`;
  const selected = dimensions.map(
    (dimension, index) => `, (${visitExpression(dimension, project, params)}) AS d${index}`,
  );
  // Asked of days that are remembered, and of nothing else.
  const startMs = isWholeDay
    ? `(extract(epoch FROM s.started_at - ${params.add(range.from)}::timestamptz) * 1000)::int`
    : 'NULL::int';
  const sessions = typeof only === 'object' && 'matches' in only ? 'their' : 'sessions';
  const readsVisits = isWholeDay || dimensions.length > 0;
  return `
    SELECT v.bucket::int AS day, v.session_id::float8 AS session, v.person, v.unit::text, v.viewed, v.bounced,
      v.duration_ms::float8, v.events::int,
      ${startMs} AS start_ms, v.page_views::int, v.actions,
      ${entangledSql(scope, near, params)} AS entangled${selected.join('')}
    FROM (${rows}) v
    ${readsVisits ? `LEFT JOIN ${sessions} s ON s.id = v.session_id AND ${near()}` : ''}
    ORDER BY v.bucket, v.session_id, v.person, v.unit`;
}

/** The events of a scope, one row each, with their visits. */
function factsOf(scope: VisitColumnsScope, near: () => string, params: Params): string {
  const { project, range, filters, withActions, days, only } = scope;
  const { page, hostname, event } = eventExpressions;
  const action = `jsonb_build_array(${page}, ${hostname}, ${event})::text`;
  return `
    SELECT ${ofEvent(project, days ?? null, params)}${withActions ? `, ${action} AS action` : ''}
    ${factsSql({ project, ...range, filters, source: sourceSql(scope, near, params) }, params)}
      ${only === 'without visit' ? 'AND e.session_id IS NULL' : ''}`;
}

/** Where events and their visits are taken from; undefined for all there are. */
function sourceSql(
  { only }: VisitColumnsScope,
  near: () => string,
  params: Params,
): string | undefined {
  if (only === undefined) return undefined;
  if (only === 'without visit') return 'full_events e LEFT JOIN sessions s ON false';
  if ('matches' in only) return 'matches e LEFT JOIN their s ON s.id = e.session_id';
  const { from, to } = only.outside;
  return `full_events e JOIN sessions s ON s.id = e.session_id AND ${near()}
    AND NOT (s.started_at >= ${params.add(from)}::timestamptz AND s.last_at < ${params.add(to)}::timestamptz)`;
}

/** Which visits `s` may matter. Of those that do not lie within something, but began in it, none is older than the range. */
function nearSql({ project, range, only }: VisitColumnsScope, params: Params): () => string {
  const isLate = typeof only === 'object' && 'outside' in only && only.outside.from < range.from;
  return isLate
    ? () => `s.project_no = ${params.add(project.no)}::int
        AND s.started_at >= ${params.add(range.from)}::timestamptz AND s.started_at < ${params.add(range.to)}::timestamptz`
    : visitsBetween(project, range.from, range.to, params);
}

/**
 * Whether something of a visit, or of its cookieless visitor, may be in another row, of this day or another. TRICKY: all
 * visits of a cookieless visitor begin on one day, so another one that matters is near.
 */
function entangledSql(
  { range, isWholeDay }: VisitColumnsScope,
  near: () => string,
  params: Params,
): string {
  if (!isWholeDay) return 'v.session_id IS NOT NULL';
  return `coalesce(v.session_id IS NOT NULL AND (
    s.started_at < ${params.add(range.from)}::timestamptz OR s.last_at >= ${params.add(range.to)}::timestamptz
    OR count(*) OVER (PARTITION BY v.session_id) > 1
    OR v.unit IN (SELECT s.unit FROM sessions s WHERE ${near()} AND s.unit IS NOT NULL
      GROUP BY s.unit HAVING count(*) > 1)), false)`;
}
