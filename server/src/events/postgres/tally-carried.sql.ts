import { TOTAL } from './dimension.sql.js';
import { visitsBetween } from './facts.sql.js';
import type { Params } from './params.js';
import { cellsSql, durationsOf, measuresOfCarried } from './tally-cells.sql.js';
import type { TallySlice } from './tally-part.js';

/**
 * What visits and visitors that began before the slice had been counted for already, since some instant: only theirs
 * are looked at once more, before and within the slice.
 */
export function carriedPart(
  slice: TallySlice,
  since: Date,
  factsOf: (slice: TallySlice, params: Params) => string,
  params: Params,
): { ctes: string; parts: string[] } {
  const before = factsOf({ ...slice, from: since, to: slice.from }, params);
  const range = visitsBetween(slice.project, since, slice.to, params);
  const began = visitsBetween(slice.project, slice.from, slice.from, params);
  const ctes = `,
    running AS MATERIALIZED (
      SELECT s.id, s.unit FROM sessions s
      WHERE ${began()} AND s.id IN (SELECT session_id FROM visits)),
    running_facts AS MATERIALIZED (
      SELECT f.* FROM facts f WHERE f.session_id IN (SELECT id FROM running)
      UNION ALL
      SELECT f.* FROM facts f WHERE f.unit IN (SELECT unit FROM running WHERE unit IS NOT NULL)
        AND f.session_id NOT IN (SELECT id FROM running)),
    facts_before AS MATERIALIZED (
      SELECT f.* FROM (${before}) f
      WHERE f.session_id IN (SELECT id FROM running)
        OR f.unit IN (SELECT unit FROM running WHERE unit IS NOT NULL)),
    cells_before AS MATERIALIZED (${cellsSql('facts_before', slice, params, range)}),
    seen_visits AS (SELECT DISTINCT dimension, value, session_id FROM cells_before),
    seen_units AS (SELECT DISTINCT dimension, value, unit FROM cells_before WHERE unit IS NOT NULL),
    carried AS MATERIALIZED (
      SELECT c.*, sv.session_id IS NOT NULL AS seen_visit, su.unit IS NOT NULL AS seen_unit
      FROM (${cellsSql('running_facts', slice, params, range)}) c
      LEFT JOIN seen_visits sv
        ON sv.dimension = c.dimension AND sv.value = c.value AND sv.session_id = c.session_id
      LEFT JOIN seen_units su
        ON su.dimension = c.dimension AND su.value = c.value AND su.unit = c.unit)`;
  const parts = [
    `SELECT ${measuresOfCarried('c.seen_visit', 'c.seen_unit')} FROM carried c
     GROUP BY c.dimension, c.value`,
  ];
  if (slice.durations) {
    const seen = `(SELECT * FROM carried WHERE dimension = ${TOTAL} AND seen_visit) c`;
    parts.push(durationsOf(seen, 'carried_'));
  }
  return { ctes, parts };
}
