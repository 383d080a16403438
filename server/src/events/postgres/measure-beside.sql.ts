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
  const reads = readsPages(request);
  return {
    ctes: [
      ...(ofProperties
        ? [
            `numbers AS (SELECT ${keys}, ARRAY[${numbers.join(', ')}]::float8[] AS numbers FROM facts GROUP BY ${keys})`,
          ]
        : []),
      ...(reads ? readingCtes(request, cell, params) : []),
    ],
    columns: `${ofProperties ? 'numbers.numbers' : `'{}'::float8[] AS numbers`},
      ${
        reads
          ? 'reading.scroll_depth, reading.engaged_ms_per_page'
          : 'NULL::float8 AS scroll_depth, NULL::float8 AS engaged_ms_per_page'
      }`,
    joins: `${ofProperties ? join('numbers') : ''} ${reads ? join('reading') : ''}`,
  };
}

/** What tells one cell from another, unset values included. */
function identity(table: string, cell: readonly string[]): string {
  return `jsonb_build_array(${cell.map((key) => `${table}.${key}`).join(', ')})`;
}

/**
 * How pages were read, for each cell of `facts`: means over the pages of its visits, each with the deepest percent that
 * any engagement of the visit tells of it, and with the engaged time of all of them. A visit lasts at most a day, so
 * that is how far its engagement may lie outside of the range.
 */
function readingCtes(
  { project, range }: Pick<MeasureRequest, 'project' | 'range'>,
  cell: readonly string[],
  params: Params,
): string[] {
  const depth = numberSql(`(e.properties ->> 'scroll_depth')`);
  const keys = cell.join(', ');
  // What is not known is not 0, which greatest() would make of it.
  const deepest = `CASE WHEN max(${depth}) IS NOT NULL THEN least(greatest(max(${depth}), 0), 100) END`;
  return [
    `pages AS MATERIALIZED (
      SELECT e.session_id, e.path, ${deepest} AS depth, sum(e.engaged_ms)::float8 AS engaged_ms
      FROM full_events e
      WHERE e.project_no = ${params.add(project.no)}::int AND e.kind = 2
        AND e.at >= ${params.add(range.from)}::timestamptz - interval '24 hours'
        AND e.at < ${params.add(range.to)}::timestamptz + interval '24 hours'
      GROUP BY e.session_id, e.path
      HAVING max(${depth}) IS NOT NULL OR sum(e.engaged_ms) IS NOT NULL)`,
    `reading AS (
      SELECT ${keys}, avg(p.depth) AS scroll_depth, avg(p.engaged_ms) AS engaged_ms_per_page
      FROM (SELECT DISTINCT ${keys}, session_id, path FROM facts WHERE page_view = 1) v
      JOIN pages p USING (session_id, path)
      GROUP BY ${keys})`,
  ];
}

/** Whether the pages of visits are looked at one by one. */
export const readsPages = ({ metrics }: Pick<MeasureRequest, 'metrics'>): boolean =>
  metrics.includes('scroll_depth') || metrics.includes('engaged_time_per_page');
