import { TOTAL } from './dimension.sql.js';
import { visitsBetween } from './facts.sql.js';
import type { Params } from './params.js';
import { eventsOfVisits, stretchesSql } from './running-visits.sql.js';
import { cellsSql, durationsOf, measuresOfCarried } from './tally-cells.sql.js';
import type { TallySlice } from './tally-part.js';

/**
 * What visits and visitors that began before the slice had been counted for already, since some instant: only theirs
 * are looked at once more, before and within the slice. Of what was before, no events are read but those of the
 * stretches of time in which their visits ran. `factsOf` gives the facts of a slice, from a source of `e` and `s`.
 */
export function carriedPart(
  slice: TallySlice,
  since: Date,
  factsOf: (slice: TallySlice, params: Params, source: string) => string,
  params: Params,
): { ctes: string; parts: string[] } {
  const { project } = slice;
  const no = `${params.add(project.no)}::int`;
  const from = `${params.add(slice.from)}::timestamptz`;
  const range = visitsBetween(project, since, slice.to, params);
  const began = visitsBetween(project, slice.from, slice.from, params);
  const eventsBefore = eventsOfVisits('stretches_before', 'their_visits', no);
  const before = factsOf({ ...slice, from: since, to: slice.from }, params, eventsBefore);
  const theirVisits = (): string => 'their_visits';
  const ctes = `,
    running AS MATERIALIZED (
      SELECT s.id, s.unit FROM sessions s
      WHERE ${began()} AND s.id IN (SELECT session_id FROM visits)),
    their_visits AS MATERIALIZED (
      SELECT s.* FROM sessions s
      WHERE ${range()} AND (s.id IN (SELECT id FROM running)
        OR s.unit IN (SELECT unit FROM running WHERE unit IS NOT NULL))),
    running_facts AS MATERIALIZED (
      SELECT f.* FROM facts f WHERE f.session_id IN (SELECT id FROM running)
      UNION ALL
      SELECT f.* FROM facts f WHERE f.unit IN (SELECT unit FROM running WHERE unit IS NOT NULL)
        AND f.session_id NOT IN (SELECT id FROM running)),
    stretches_before AS MATERIALIZED (
      ${stretchesSql(`(SELECT * FROM their_visits WHERE started_at < ${from}) v`)}),
    facts_before AS MATERIALIZED (${before}),
    cells_before AS MATERIALIZED (${cellsSql('facts_before', slice, params, theirVisits)}),
    seen_visits AS (SELECT DISTINCT dimension, value, session_id FROM cells_before),
    seen_units AS (SELECT DISTINCT dimension, value, unit FROM cells_before WHERE unit IS NOT NULL),
    carried AS MATERIALIZED (
      SELECT c.*, sv.session_id IS NOT NULL AS seen_visit, su.unit IS NOT NULL AS seen_unit
      FROM (${cellsSql('running_facts', slice, params, theirVisits)}) c
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
