import {
  propertyMetric,
  type MeasureDimension,
  type MeasureRequest,
  type Metric,
} from '../measure.js';
import { isProperty } from '../tally.js';
import { expressionOf, numberSql, openSql } from './dimension.sql.js';
import { bouncedSql, DURATION_MS, factsSql, filtersBy, UNIT } from './facts.sql.js';
import { besideCounts, readsPages } from './measure-beside.sql.js';
import { metricSql } from './measure-metric.sql.js';
import { partColumns, type PartColumns } from './measure-parts.sql.js';
import { Params, type Statement } from './params.js';

/** One row of the answer: sums are digits of a bigint, `dN` the values of dimensions, `nN` aggregates of properties. */
export interface MeasureRecord {
  bucket: number;
  values: (string | null)[];
  events: string;
  page_views: string;
  visits: number;
  visitors: number;
  users: number;
  viewed_visits: number;
  bounces: number;
  duration_ms: string;
  median_seconds: number | null;
  engaged_ms: string;
  entries: number;
  exits: number;
  groups: number;
  scroll_depth: number | null;
  engaged_ms_per_page: number | null;
  numbers: (number | null)[];
  parts: (number | null)[];
  total: number;
}

/**
 * Counts raw events by any dimensions. `by_visit` holds one row for each cell × visit × person; `lead` marks one of the
 * rows of a visit, so that summing over leads counts each visit of a cell once.
 */
export function measureQuery(request: MeasureRequest): Statement {
  const params = new Params();
  const keys = request.dimensions.map((_, index) => `d${index}`);
  const cell = ['bucket', ...keys];
  const numbers = numbersOf(request.metrics);
  const ends = request.metrics.some((one) => /^(entries|exits|exit_rate)$/.test(one));
  const parts = partColumns(request, params);
  const facts = factsOf(request, numbers.properties, ends, parts, params);
  const counted = countedSql(request, cell, ends, parts, params);
  const beside = besideCounts(request, cell, numbers.sql, params);
  const sql = `
    WITH facts AS ${beside.ctes.length > 0 ? 'MATERIALIZED' : 'NOT MATERIALIZED'} (${facts}),
    ${[`counted AS (${counted})`, ...beside.ctes].join(', ')}
    SELECT bucket, ARRAY[${keys.map((key) => `${key}::text`).join(', ')}]::text[] AS values,
      events, page_views, visits, visitors, users, viewed_visits, bounces, duration_ms, median_seconds,
      engaged_ms, entries, exits, groups, scroll_depth, engaged_ms_per_page, numbers, parts,
      (count(*) OVER ())::int AS total
    FROM (SELECT c.*, ${beside.columns} FROM counted c ${beside.joins}) a
    ${onlyRows(request, keys, params)}
    ORDER BY ${orderOf(request, numbers.metrics)}, ${cell.map((key, index) => (index === 0 ? key : collated(key, request.dimensions[index - 1]))).join(', ')}
    LIMIT ${params.add(request.limit)}::int OFFSET ${params.add(request.offset)}::int`;
  return { sql, params: params.values };
}

/** The metrics over properties in the order in which their numbers are answered. */
export function numbersOf(metrics: readonly Metric[]): {
  metrics: Metric[];
  properties: string[];
  sql: string[];
} {
  const asked = metrics.filter((one) => propertyMetric(one) !== null);
  const properties = [...new Set(asked.map((one) => propertyMetric(one)?.property ?? ''))];
  const sql = asked.map((one) => {
    const metric = propertyMetric(one);
    const column = `n${properties.indexOf(metric?.property ?? '')}`;
    switch (metric?.aggregate) {
      case 'median':
        return `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${column})`;
      case 'p90':
        return `percentile_cont(0.9) WITHIN GROUP (ORDER BY ${column})`;
      case 'mean':
        return `avg(${column})`;
      case 'sum':
      case undefined:
        return `sum(${column})`;
    }
  });
  return { metrics: asked, properties, sql };
}

function factsOf(
  request: MeasureRequest,
  properties: readonly string[],
  ends: boolean,
  parts: PartColumns,
  params: Params,
): string {
  const bucket = request.buckets
    ? `width_bucket(e.at, ${params.add(request.buckets)}::timestamptz[]) - 1`
    : '0';
  const read = request.dimensions.map((one) => readSql(one, request, params));
  const values = read.map((sql, index) => `${sql} AS d${index}`);
  const numbers = properties.map(
    (name, index) => `${numberSql(`(e.properties ->> ${params.add(name)}::text)`)} AS n${index}`,
  );
  const last = ends
    ? [
        `(e.kind = 0 AND e.at = s.entry_at AND e.path IS NOT DISTINCT FROM s.entry_page) AS entry`,
        `(e.kind = 0 AND e.at = s.exit_at AND e.path IS NOT DISTINCT FROM s.exit_page
          AND NOT ${openSql(request.project, params)}) AS exit`,
      ]
    : [];
  const columns = [
    `${bucket} AS bucket`,
    ...values,
    'e.session_id',
    'r.person',
    `${UNIT} AS unit`,
    '(e.kind = 0)::int AS page_view',
    ...(readsPages(request) ? ['e.path'] : []),
    ...(request.metrics.includes('groups') ? ['g.no AS group_no'] : []),
    ...last,
    ...numbers,
    ...parts.ofEvents,
  ];
  const people =
    request.dimensions.includes('user') ||
    request.parts.some(({ filters }) => filtersBy(filters, 'user'));
  const groups =
    request.dimensions.includes('group') ||
    request.metrics.includes('groups') ||
    request.parts.some(({ filters }) => filtersBy(filters, 'group'));
  const wanted = read.map((sql, index) => someOf(sql, request.only, index, params));
  return `SELECT ${columns.join(', ')} ${factsSql({ ...request, ...request.range, people, groups }, params)}
    ${wanted.join('')}`;
}

function readSql(dimension: MeasureDimension, request: MeasureRequest, params: Params): string {
  if (dimension === 'hour' || dimension === 'weekday') {
    const field = dimension === 'hour' ? 'hour' : 'isodow';
    return `extract(${field} FROM e.at AT TIME ZONE ${params.add(request.zone)}::text)::int`;
  }
  const read = expressionOf(dimension, request.project, params);
  // An empty property is a value; an empty path or country is none.
  return isProperty(dimension) ? read : `nullif(${read}, '')`;
}

/** Leaves out early what no wanted row can have. */
function someOf(sql: string, only: MeasureRequest['only'], index: number, params: Params): string {
  if (only === null) return '';
  const values = only.map((row) => row[index] ?? null);
  const set = values.filter((value) => value !== null);
  const unset = values.includes(null) ? ` OR (${sql}) IS NULL` : '';
  return ` AND ((${sql})::text = ANY(${params.add(set)}::text[])${unset})`;
}

function countedSql(
  request: MeasureRequest,
  cell: readonly string[],
  ends: boolean,
  parts: PartColumns,
  params: Params,
): string {
  const lead = 'lead AND s.id IS NOT NULL';
  const bounced = bouncedSql(request.project, params);
  const median = request.metrics.includes('visit_duration_median')
    ? `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${DURATION_MS} / 1000) FILTER (WHERE ${lead})`
    : 'NULL::float8';
  const group = request.metrics.includes('groups') ? ', group_no' : '';
  const flags = ends ? ['bool_or(entry) AS entry', 'bool_or(exit) AS exit'] : [];
  const counts = (flag: string): string =>
    ends ? `(count(DISTINCT session_id) FILTER (WHERE ${flag}))::int` : '0';
  return `
    SELECT ${cell.join(', ')}, sum(v.events)::bigint AS events, sum(v.page_views)::bigint AS page_views,
      (count(*) FILTER (WHERE ${lead}))::int AS visits,
      (count(DISTINCT person) + count(DISTINCT v.unit))::int AS visitors,
      (count(DISTINCT person) FILTER (WHERE person > 0))::int AS users,
      (count(*) FILTER (WHERE ${lead} AND s.page_views > 0))::int AS viewed_visits,
      (count(*) FILTER (WHERE ${lead} AND ${bounced}))::int AS bounces,
      coalesce(sum(${DURATION_MS}) FILTER (WHERE ${lead}), 0)::bigint AS duration_ms,
      ${median} AS median_seconds,
      coalesce(sum(s.engaged_ms::bigint) FILTER (WHERE ${lead}), 0)::bigint AS engaged_ms,
      ${counts('entry')} AS entries, ${counts('exit')} AS exits,
      ${group ? 'count(DISTINCT group_no)::int' : '0'} AS groups, ${parts.answer}
    FROM (
      SELECT ${cell.join(', ')}, session_id, person, unit${group}, count(*) AS events, sum(page_view) AS page_views,
        row_number() OVER (PARTITION BY ${cell.join(', ')}, session_id ORDER BY person NULLS FIRST) = 1 AS lead
        ${[...flags, ...parts.ofVisits].map((column) => `, ${column}`).join('')}
      FROM facts GROUP BY ${cell.join(', ')}, session_id, person, unit${group}) v
    LEFT JOIN sessions s ON s.id = v.session_id
    GROUP BY ${cell.join(', ')}`;
}

function onlyRows(request: MeasureRequest, keys: readonly string[], params: Params): string {
  if (request.only === null) return '';
  const wanted = params.add(request.only.map((values) => JSON.stringify(values)));
  const values = keys.map((key) => `${key}::text`).join(', ');
  return `WHERE jsonb_build_array(${values}) = ANY(${wanted}::jsonb[])`;
}

function orderOf(request: MeasureRequest, numbers: readonly Metric[]): string {
  const { order, dimensions } = request;
  const direction = order.descending ? 'DESC NULLS LAST' : 'ASC NULLS LAST';
  if (typeof order.by === 'number') {
    return `${collated(`d${order.by}`, dimensions[order.by])} ${direction}`;
  }
  if (typeof order.by === 'object') {
    const { measure } = request.parts[order.by.part] ?? {};
    const none = typeof measure === 'object' && measure.aggregate === 'mean' ? 'NULL' : '0';
    const part = `coalesce(parts[${order.by.part + 1}], ${none})`;
    return `${order.by.perVisitor ? `${part} / nullif(visitors, 0)` : part} ${direction}`;
  }
  const number = numbers.indexOf(order.by);
  if (number < 0) return `${metricSql(order.by)} ${direction}`;
  // A sum of nothing is 0, any other aggregate of nothing is none.
  const isSum = propertyMetric(order.by)?.aggregate === 'sum';
  const value = `numbers[${number + 1}]`;
  return `${isSum ? `coalesce(${value}, 0)` : value} ${direction}`;
}

/** The same order on every machine. */
function collated(key: string, dimension: MeasureDimension | undefined): string {
  return dimension === 'hour' || dimension === 'weekday' ? key : `${key} COLLATE "C"`;
}
