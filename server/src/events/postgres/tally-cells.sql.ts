import type { EventDimension, VisitDimension } from '../tally.js';
import {
  dimensionNumber,
  eventExpressions,
  isVisitDimension,
  TOTAL,
  visitExpression,
} from './dimension.sql.js';
import type { Params } from './params.js';
import type { TallySlice } from './tally-part.js';

type Asked = Pick<TallySlice, 'project' | 'dimensions'>;

export function visitDimensionsOf({ dimensions }: Pick<Asked, 'dimensions'>): VisitDimension[] {
  return dimensions.filter((one) => one !== null).filter(isVisitDimension);
}

/** Dimensions of events, with what they read of a row `e` of facts. */
export function eventDimensionsOf({
  dimensions,
}: Pick<Asked, 'dimensions'>): { number: number; expression: string }[] {
  return dimensions
    .filter((one): one is EventDimension => one !== null && !isVisitDimension(one))
    .map((one) => ({
      number: dimensionNumber(one),
      expression: eventExpressions[one].replaceAll(/\b[epg]\./g, 'e.'),
    }));
}

/**
 * One row for each value × visit × person of a set of facts, the slow and certain way: `lead` marks one of the rows of a
 * visit, so that adding up leads counts each visit once. `visits` says where all of their visits are found.
 */
export function cellsSql(
  facts: string,
  slice: Asked,
  params: Params,
  visits: () => string,
): string {
  const ofVisits = visitDimensionsOf(slice).map(
    (one) => `(${dimensionNumber(one)}, ${visitExpression(one, slice.project, params)})`,
  );
  const ofEvents = eventDimensionsOf(slice).map(
    ({ number, expression }) => `(${number}, ${expression})`,
  );
  const total = slice.dimensions.includes(null) ? [`(${TOTAL}, '')`] : [];
  const parts: string[] = [];
  if (ofVisits.length + total.length > 0) {
    parts.push(`
      SELECT v.bucket, d.dimension, coalesce(d.value, '') AS value, v.session_id, v.person, v.unit,
        v.events, v.page_views, v.viewed, v.bounced, v.duration_ms, v.lead
      FROM (SELECT ${grouped}, row_number() OVER (
          PARTITION BY bucket, session_id ORDER BY person NULLS FIRST) = 1 AS lead
        FROM ${facts} GROUP BY bucket, session_id, person, unit) v
      LEFT JOIN ${visits()} s ON s.id = v.session_id
      CROSS JOIN LATERAL (VALUES ${[...total, ...ofVisits].join(', ')}) AS d (dimension, value)`);
  }
  if (ofEvents.length > 0) {
    parts.push(`
      SELECT g.*, row_number() OVER (PARTITION BY g.bucket, g.dimension, g.value, g.session_id
          ORDER BY g.person NULLS FIRST) = 1 AS lead
      FROM (SELECT e.bucket, d.dimension, coalesce(d.value, '') AS value, e.session_id, e.person, e.unit,
          ${measured}
        FROM ${facts} e CROSS JOIN LATERAL (VALUES ${ofEvents.join(', ')}) AS d (dimension, value)
        GROUP BY 1, 2, 3, 4, 5, 6) g`);
  }
  return parts.join(' UNION ALL ');
}

const measured = `sum(events) AS events, sum(page_views) AS page_views, any_value(viewed) AS viewed,
  any_value(bounced) AS bounced, any_value(duration_ms) AS duration_ms`;
const grouped = `bucket, session_id, person, unit, ${measured}`;

/**
 * A part of cells; visits are counted where `lead` holds. Summed up by whose they are first: an event is a person's or a
 * cookieless visitor's, never both, so that nobody is in two rows then, and nothing has to be sorted to tell.
 */
export function cellsPart(cells: string): string {
  return `SELECT c.bucket::int, c.dimension::int, c.value,
      sum(c.events)::bigint AS events, sum(c.page_views)::bigint AS page_views,
      sum(c.visits)::int, sum(c.viewed_visits)::int, sum(c.bounces)::int, sum(c.duration_ms)::bigint,
      count(c.unit)::int AS units,
      array_agg(c.person) FILTER (WHERE c.person IS NOT NULL) AS people,
      0, 0, 0, 0::bigint, 0, NULL::int[], NULL::int[], NULL::int[], NULL::int[]
    FROM (SELECT c.bucket, c.dimension, c.value, c.unit, c.person,
        sum(c.events) AS events, sum(c.page_views) AS page_views, ${visitMeasures('c.lead')}
      FROM (${cells}) c GROUP BY 1, 2, 3, 4, 5) c
    GROUP BY 1, 2, 3`;
}

/** The columns of a part over cells `c`, of what is carried over. */
export function measuresOfCarried(seenVisit: string, seenUnit: string): string {
  return `0, c.dimension::int, c.value, 0::bigint, 0::bigint, 0, 0, 0, 0::bigint, 0, NULL::int[],
    ${visitMeasures(`c.lead AND ${seenVisit}`)},
    count(DISTINCT c.unit) FILTER (WHERE ${seenUnit})::int,
    NULL::int[], NULL::int[], NULL::int[], NULL::int[]`;
}

function visitMeasures(lead: string): string {
  return `
    count(c.viewed) FILTER (WHERE ${lead})::int AS visits,
    count(*) FILTER (WHERE ${lead} AND c.viewed)::int AS viewed_visits,
    count(*) FILTER (WHERE ${lead} AND c.bounced)::int AS bounces,
    coalesce(sum(c.duration_ms) FILTER (WHERE ${lead}), 0)::bigint AS duration_ms`;
}

/** One row that says how many visits of a set lasted how many seconds. */
export function durationsOf(visits: string, prefix: '' | 'carried_'): string {
  const lists = (which: string): string =>
    which === prefix ? 'array_agg(seconds), array_agg(visits)' : 'NULL::int[], NULL::int[]';
  return `SELECT 0, ${TOTAL}, '', 0::bigint, 0::bigint, 0, 0, 0, 0::bigint, 0, NULL::int[],
      0, 0, 0, 0::bigint, 0, ${lists('')}, ${lists('carried_')}
    FROM (SELECT (duration_ms / 1000)::int AS seconds, count(*)::int AS visits
      FROM (SELECT session_id, any_value(duration_ms) AS duration_ms FROM ${visits}
        WHERE viewed IS NOT NULL GROUP BY session_id) v GROUP BY 1) d`;
}
