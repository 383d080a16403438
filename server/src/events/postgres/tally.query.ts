import type { Dimension, EventDimension, Filter, ProjectScope, VisitDimension } from '../tally.js';
import {
  dimensionNumber,
  eventExpressions,
  isVisitDimension,
  TOTAL,
  visitExpression,
} from './dimension.sql.js';
import { bouncedSql, DURATION_MS, factsSql, UNIT } from './facts.sql.js';
import { Params, type Statement } from './params.js';

export interface TallySlice {
  readonly project: ProjectScope;
  readonly from: Date;
  readonly to: Date;
  readonly filters: readonly Filter[];
  /** Null counts everything together. */
  readonly dimensions: readonly (Dimension | null)[];
  /** Starts of buckets, the first at or before `from`; null = one bucket. */
  readonly buckets: readonly Date[] | null;
  /** Also say which part of the counts has been seen since this instant already (with one bucket, without filters). */
  readonly seenSince: Date | null;
  /** Also list the durations of visits; of the total only. */
  readonly durations: boolean;
}

/** One row of the answer. Sums are digits of a bigint. */
export interface TallyRecord {
  bucket: number;
  dimension: number;
  value: string;
  events: string;
  page_views: string;
  visits: number;
  viewed_visits: number;
  bounces: number;
  duration_ms: string;
  units: number;
  people: number[] | null;
  carried_visits: number;
  carried_viewed_visits: number;
  carried_bounces: number;
  carried_duration_ms: string;
  carried_units: number;
  /** Whole seconds, unordered. */
  durations: number[] | null;
  carried_durations: number[] | null;
}

/**
 * Counts the raw events of a slice in one pass. The same statement answers a question, fills the rollups and checks
 * them: they cannot drift apart.
 *
 * `cells` holds one row for each value × visit × person; `lead` marks one of the rows of a visit, so that summing over
 * leads counts each visit once.
 */
export function tallyQuery(slice: TallySlice): Statement {
  const params = new Params();
  const bucket = slice.buckets
    ? `width_bucket(e.at, ${params.add(slice.buckets)}::timestamptz[]) - 1`
    : '0';
  const withUser = slice.dimensions.includes('user');
  const facts = `SELECT ${bucket} AS bucket, ${factColumns(withUser)} ${factsSql(
    { ...slice, people: withUser },
    params,
  )}`;
  const bounced = bouncedSql(slice.project, params);
  const carried = slice.seenSince
    ? carriedSql(slice, slice.seenSince, withUser, params)
    : { ctes: '', joins: '', seenVisit: 'false', seenUnit: 'false' };
  const durations = (condition: string): string =>
    slice.durations
      ? `array_agg((${DURATION_MS} / 1000)::int) FILTER (WHERE c.lead AND s.id IS NOT NULL
           AND c.dimension = ${TOTAL} AND ${condition})`
      : 'NULL::int[]';
  const sql = `
    WITH facts AS MATERIALIZED (${facts}),
    cells AS MATERIALIZED (${cellsSql('facts', slice, params)})
    ${carried.ctes}
    SELECT c.bucket::int, c.dimension::int, c.value,
      sum(c.events)::bigint AS events,
      sum(c.page_views)::bigint AS page_views,
      ${visitMeasures('', bounced, 'true')},
      count(DISTINCT c.unit)::int AS units,
      array_agg(DISTINCT c.person) FILTER (WHERE c.person IS NOT NULL) AS people,
      ${visitMeasures('carried_', bounced, carried.seenVisit)},
      count(DISTINCT c.unit) FILTER (WHERE ${carried.seenUnit})::int AS carried_units,
      ${durations('true')} AS durations,
      ${durations(carried.seenVisit)} AS carried_durations
    FROM cells c
    LEFT JOIN sessions s ON s.id = c.session_id
    ${carried.joins}
    GROUP BY c.bucket, c.dimension, c.value`;
  return { sql, params: params.values };
}

function factColumns(withUser: boolean): string {
  return `e.session_id, r.person, ${UNIT} AS unit, (e.kind = 0)::int AS page_view,
    e.path, e.hostname, e.name${withUser ? ', p.key' : ''}`;
}

function visitMeasures(prefix: string, bounced: string, condition: string): string {
  const filter = (also: string): string =>
    `FILTER (WHERE c.lead AND s.id IS NOT NULL AND ${also} AND ${condition})`;
  return `
      count(*) ${filter('true')}::int AS ${prefix}visits,
      count(*) ${filter('s.page_views > 0')}::int AS ${prefix}viewed_visits,
      count(*) ${filter(bounced)}::int AS ${prefix}bounces,
      coalesce(sum(${DURATION_MS}) ${filter('true')}, 0)::bigint AS ${prefix}duration_ms`;
}

function cellsSql(facts: string, { project, dimensions }: TallySlice, params: Params): string {
  const ofVisits = dimensions.filter(
    (one): one is VisitDimension => one !== null && isVisitDimension(one),
  );
  const ofEvents = dimensions.filter(
    (one): one is EventDimension => one !== null && !isVisitDimension(one),
  );
  const byVisit = `
    SELECT bucket, session_id, person, unit, count(*) AS events, sum(page_view) AS page_views,
      row_number() OVER (PARTITION BY bucket, session_id ORDER BY person NULLS FIRST) = 1 AS lead
    FROM ${facts} GROUP BY bucket, session_id, person, unit`;
  const parts: string[] = [];
  if (dimensions.includes(null)) {
    parts.push(`SELECT v.bucket, ${TOTAL} AS dimension, '' AS value, v.session_id, v.person, v.unit,
      v.events, v.page_views, v.lead FROM (${byVisit}) v`);
  }
  if (ofVisits.length > 0) {
    const values = ofVisits.map(
      (one) => `(${dimensionNumber(one)}, ${visitExpression(one, project, params)})`,
    );
    parts.push(`SELECT v.bucket, d.dimension, coalesce(d.value, '') AS value, v.session_id, v.person,
      v.unit, v.events, v.page_views, v.lead
      FROM (${byVisit}) v LEFT JOIN sessions s ON s.id = v.session_id
      CROSS JOIN LATERAL (VALUES ${values.join(', ')}) AS d (dimension, value)`);
  }
  if (ofEvents.length > 0) {
    const values = ofEvents.map(
      (one) => `(${dimensionNumber(one)}, ${eventExpressions[one].replaceAll(/\b[ep]\./g, 'e.')})`,
    );
    parts.push(`SELECT g.*, row_number() OVER (
        PARTITION BY g.bucket, g.dimension, g.value, g.session_id ORDER BY g.person NULLS FIRST) = 1 AS lead
      FROM (
        SELECT e.bucket, d.dimension, coalesce(d.value, '') AS value, e.session_id, e.person, e.unit,
          count(*) AS events, sum(e.page_view) AS page_views
        FROM ${facts} e CROSS JOIN LATERAL (VALUES ${values.join(', ')}) AS d (dimension, value)
        GROUP BY 1, 2, 3, 4, 5, 6) g`);
  }
  return parts.join(' UNION ALL ');
}

/** What visits and visitors that began before the slice had been counted for already. */
function carriedSql(
  slice: TallySlice,
  since: Date,
  withUser: boolean,
  params: Params,
): { ctes: string; joins: string; seenVisit: string; seenUnit: string } {
  const before = factsSql(
    { project: slice.project, from: since, to: slice.from, filters: [], people: withUser },
    params,
  );
  const ctes = `,
    running AS MATERIALIZED (
      SELECT s.id, s.unit FROM sessions s
      WHERE s.id IN (SELECT session_id FROM facts) AND s.started_at < ${params.add(slice.from)}::timestamptz),
    facts_before AS MATERIALIZED (
      SELECT 0 AS bucket, ${factColumns(withUser)} ${before}
      AND (e.session_id IN (SELECT id FROM running)
        OR s.unit IN (SELECT unit FROM running WHERE unit IS NOT NULL))),
    cells_before AS MATERIALIZED (${cellsSql('facts_before', slice, params)}),
    seen_visits AS (SELECT DISTINCT dimension, value, session_id FROM cells_before),
    seen_units AS (SELECT DISTINCT dimension, value, unit FROM cells_before WHERE unit IS NOT NULL)`;
  const joins = `
    LEFT JOIN seen_visits sv ON sv.dimension = c.dimension AND sv.value = c.value AND sv.session_id = c.session_id
    LEFT JOIN seen_units su ON su.dimension = c.dimension AND su.value = c.value AND su.unit = c.unit`;
  return { ctes, joins, seenVisit: 'sv.session_id IS NOT NULL', seenUnit: 'su.unit IS NOT NULL' };
}
