import type { EventDimension } from '../tally.js';
import { dimensionNumber, eventExpressions, TOTAL, visitExpression } from './dimension.sql.js';
import { factsSql, visitsBetween } from './facts.sql.js';
import { Params, type Statement } from './params.js';
import { condensedSql, ofEvent } from './condensed.sql.js';
import { carriedPart } from './tally-carried.sql.js';
import {
  cellsPart,
  cellsSql,
  durationsOf,
  eventDimensionsOf,
  visitDimensionsOf,
} from './tally-cells.sql.js';
import type { TallySlice } from './tally-part.js';

/**
 * Counts the raw events of a slice in one pass. The same statement answers a question, fills the rollups and checks
 * them: they cannot drift apart.
 *
 * Nearly every visit is plain: all of its events are one person's, and its cookieless visitor has no other visit in the
 * bucket. Plain ones are counted by adding up, in one pass over visits for all dimensions. For the tangled rest, people
 * and visits have to be told apart value by value, which costs many times more.
 */
export function tallyQuery(slice: TallySlice): Statement {
  const params = new Params();
  const near = visitsBetween(slice.project, slice.from, slice.to, params);
  const nearVisits = (): string => `(SELECT * FROM sessions s WHERE ${near()})`;
  // Where it comes to the same, the events of a visit are one row.
  const facts = slice.condensed ? condensedSql(slice, params) : factsOf(slice, params);
  const parts = [
    ...plainVisits(slice, nearVisits, params),
    ...plainEvents(slice),
    cellsPart(cellsSql('tangled_facts', slice, params, nearVisits)),
    ...(slice.durations ? [durationsOf('visits', '')] : []),
  ];
  const carried = slice.seenSince
    ? carriedPart(slice, slice.seenSince, factsOf, params)
    : { ctes: '', parts: [] };
  const sql = `
    WITH facts AS MATERIALIZED (${facts}),
    visits AS MATERIALIZED (
      SELECT bucket, session_id, person, unit, sum(events) AS events, sum(page_views) AS page_views,
        any_value(viewed) AS viewed, any_value(bounced) AS bounced, any_value(duration_ms) AS duration_ms
      FROM facts GROUP BY bucket, session_id, person, unit),
    tangled AS MATERIALIZED (
      SELECT bucket, session_id FROM visits WHERE session_id IS NOT NULL
      GROUP BY bucket, session_id HAVING count(*) > 1
      UNION
      SELECT bucket, session_id FROM visits WHERE (bucket, unit) IN (
        SELECT bucket, unit FROM visits WHERE unit IS NOT NULL GROUP BY bucket, unit HAVING count(*) > 1)),
    tangled_facts AS MATERIALIZED (SELECT f.* FROM facts f JOIN tangled USING (bucket, session_id))
    ${carried.ctes}
    ${[...parts, ...carried.parts].join('\n    UNION ALL\n')}`;
  return { sql, params: params.values };
}

/** How many events each value of a dimension of events has, and nothing else: without a look at visits or people. */
export function eventsOnlyQuery(
  { project, from, to }: Pick<TallySlice, 'project' | 'from' | 'to'>,
  dimension: Exclude<EventDimension, 'user' | 'group'>,
): Statement {
  const params = new Params();
  const sql = `
    SELECT 0 AS bucket, ${dimensionNumber(dimension)} AS dimension, value, events, ${nothingElse}
    FROM (SELECT coalesce(${eventExpressions[dimension]}, '') AS value, count(*) AS events FROM full_events e
      WHERE e.project_no = ${params.add(project.no)}::int AND e.kind <= 1
        AND e.at >= ${params.add(from)}::timestamptz AND e.at < ${params.add(to)}::timestamptz
      GROUP BY 1) v`;
  return { sql, params: params.values };
}

const nothingElse = `0::bigint AS page_views, 0 AS visits, 0 AS viewed_visits, 0 AS bounces,
  0::bigint AS duration_ms, 0 AS units, NULL::int[] AS people, 0 AS carried_visits,
  0 AS carried_viewed_visits, 0 AS carried_bounces, 0::bigint AS carried_duration_ms, 0 AS carried_units,
  NULL::int[] AS duration_seconds, NULL::int[] AS duration_visits,
  NULL::int[] AS carried_duration_seconds, NULL::int[] AS carried_duration_visits`;

/** The countable events of a slice, one row each; of all there are, or of those a source gives. */
function factsOf(slice: TallySlice, params: Params, source?: string): string {
  const { project, from, to, filters, dimensions, buckets } = slice;
  const people = dimensions.includes('user');
  const groups = dimensions.includes('group');
  return `SELECT ${ofEvent(project, buckets, params)}, e.path, e.hostname, e.name
      ${people ? ', p.key' : ''}${groups ? ', g.group_id' : ''}
    ${factsSql({ project, from, to, filters, people, groups, source }, params)}`;
}

/** Asked for each row, but found in a hash: nearly always an empty one. */
function isPlain(row: string): string {
  return `((${row}.bucket, ${row}.session_id) IN (SELECT bucket, session_id FROM tangled)) IS NOT TRUE`;
}

/** Everything together, and the dimensions of visits: one pass that adds up each visit under each of its values. */
function plainVisits(slice: TallySlice, visits: () => string, params: Params): string[] {
  const dimensions = visitDimensionsOf(slice);
  const total = slice.dimensions.includes(null);
  if (dimensions.length === 0 && !total) return [];
  const named = dimensions.map((dimension, index) => ({
    name: `d${index}`,
    number: dimensionNumber(dimension),
    expression: visitExpression(dimension, slice.project, params),
  }));
  const selected = named.map(({ name, expression }) => `, (${expression}) AS ${name}`).join('');
  const sets = [...(total ? ['(bucket)'] : []), ...named.map(({ name }) => `(bucket, ${name})`)];
  const choose = (
    result: (one: { name: string; number: number }) => string,
    rest: string,
  ): string =>
    named.length === 0
      ? rest
      : `CASE ${named.map((one) => `WHEN GROUPING(${one.name}) = 0 THEN ${result(one)}`).join(' ')}
         ELSE ${rest} END`;
  return [
    `SELECT bucket::int, ${choose(({ number }) => String(number), String(TOTAL))} AS dimension,
       ${choose(({ name }) => `coalesce(${name}, '')`, `''`)} AS value, ${sums}
     FROM (SELECT v.*${selected} FROM visits v
       LEFT JOIN ${visits()} s ON s.id = v.session_id
       WHERE ${isPlain('v')}) x
     GROUP BY GROUPING SETS (${sets.join(', ')})`,
  ];
}

/** The dimensions of events: one row a visit and value, then one row a value. */
function plainEvents(slice: TallySlice): string[] {
  return eventDimensionsOf(slice).map(
    ({ number, expression }) => `
     SELECT bucket::int, ${number} AS dimension, value, ${sums}
     FROM (SELECT e.bucket, coalesce(${expression}, '') AS value, e.session_id, e.person, e.unit,
         sum(e.events) AS events, sum(e.page_views) AS page_views,
         any_value(e.viewed) AS viewed, any_value(e.bounced) AS bounced, any_value(e.duration_ms) AS duration_ms
       FROM facts e WHERE ${isPlain('e')} GROUP BY 1, 2, 3, 4, 5) x
     GROUP BY bucket, value`,
  );
}

/** Measures of rows that are a visit each; an event without a visit has no `viewed`. */
const sums = `
  sum(events)::bigint AS events, sum(page_views)::bigint AS page_views,
  count(viewed)::int AS visits,
  count(*) FILTER (WHERE viewed)::int AS viewed_visits,
  count(*) FILTER (WHERE bounced)::int AS bounces,
  coalesce(sum(duration_ms), 0)::bigint AS duration_ms,
  count(unit)::int AS units,
  array_agg(person) FILTER (WHERE person IS NOT NULL) AS people,
  0 AS carried_visits, 0 AS carried_viewed_visits, 0 AS carried_bounces,
  0::bigint AS carried_duration_ms, 0 AS carried_units,
  NULL::int[] AS duration_seconds, NULL::int[] AS duration_visits,
  NULL::int[] AS carried_duration_seconds, NULL::int[] AS carried_duration_visits`;
