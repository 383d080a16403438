import type { MeasureRequest } from '../measure.js';
import { numberSql } from './dimension.sql.js';
import type { Params } from './params.js';

/** What is counted of the same cells in a second pass over the facts. */
export function besideCounts(
  request: MeasureRequest,
  cell: readonly string[],
  numbers: readonly string[],
  params: Params,
): { readonly ctes: string[]; readonly columns: string; readonly joins: string } {
  const keys = cell.join(', ');
  const join = (table: string): string =>
    `LEFT JOIN ${table} ON ${identity(table, cell)} = ${identity('c', cell)}`;
  const ofProperties = numbers.length > 0;
  const scrolls = request.metrics.includes('scroll_depth');
  return {
    ctes: [
      ...(ofProperties
        ? [
            `numbers AS (SELECT ${keys}, ARRAY[${numbers.join(', ')}]::float8[] AS numbers FROM facts GROUP BY ${keys})`,
          ]
        : []),
      ...(scrolls ? scrolledCtes(request, cell, params) : []),
    ],
    columns: `${ofProperties ? 'numbers.numbers' : `'{}'::float8[] AS numbers`},
      ${scrolls ? 'scrolled.scroll_depth' : 'NULL::float8 AS scroll_depth'}`,
    joins: `${ofProperties ? join('numbers') : ''} ${scrolls ? join('scrolled') : ''}`,
  };
}

/** What tells one cell from another, unset values included. */
function identity(table: string, cell: readonly string[]): string {
  return `jsonb_build_array(${cell.map((key) => `${table}.${key}`).join(', ')})`;
}

/**
 * How deep pages were scrolled, for each cell of `facts`: the mean over the pages of its visits, each with the deepest
 * percent that any engagement of the visit tells of it. A visit lasts at most a day, so that is how far its engagement
 * may lie outside of the range.
 */
function scrolledCtes(
  { project, range }: Pick<MeasureRequest, 'project' | 'range'>,
  cell: readonly string[],
  params: Params,
): string[] {
  const depth = numberSql(`(e.properties ->> 'scroll_depth')`);
  const keys = cell.join(', ');
  return [
    `depths AS MATERIALIZED (
      SELECT e.session_id, e.path, least(greatest(max(${depth}), 0), 100) AS depth
      FROM events e
      WHERE e.project_no = ${params.add(project.no)}::int AND e.kind = 2
        AND e.at >= ${params.add(range.from)}::timestamptz - interval '24 hours'
        AND e.at < ${params.add(range.to)}::timestamptz + interval '24 hours'
      GROUP BY e.session_id, e.path HAVING max(${depth}) IS NOT NULL)`,
    `scrolled AS (
      SELECT ${keys}, avg(d.depth) AS scroll_depth
      FROM (SELECT DISTINCT ${keys}, session_id, path FROM facts WHERE page_view = 1) v
      JOIN depths d USING (session_id, path)
      GROUP BY ${keys})`,
  ];
}
