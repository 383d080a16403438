import type { Filter, ProjectScope, TimeRange } from '../tally.js';
import { isVisitDimension } from './dimension.sql.js';
import {
  bouncedSql,
  DURATION_MS,
  factsSql,
  filterSql,
  looksAtVisits,
  UNIT,
  visitsOf,
} from './facts.sql.js';
import type { Ask, Params } from './params.js';
import { eventsOfVisits, stretchesSql } from './running-visits.sql.js';
import type { TallySlice } from './tally-part.js';

/** In shorter buckets too many visits lie on both sides of an edge. */
const SHORTEST_BUCKET_MS = 12 * 60 * 60 * 1000;

/** Whether nothing is asked that only events know. */
export function isCondensable(
  slice: Pick<TallySlice, 'dimensions' | 'filters' | 'buckets'>,
): boolean {
  const { dimensions, filters, buckets } = slice;
  const [first, second] = buckets ?? [];
  if (first && second && second.getTime() - first.getTime() < SHORTEST_BUCKET_MS) return false;
  return (
    dimensions.every((one) => one === null || isVisitDimension(one)) && filters.every(looksAtVisits)
  );
}

/** With so many visits of several people, so many events are looked up that reading all of them is quicker. */
const MOST_MIXED = 2_000;

/** Whether nearly all visits of a range are of one person each, so that counting from visits pays. */
export async function isMostlyWhole(
  ask: Ask,
  { no }: Pick<ProjectScope, 'no'>,
  { from, to }: TimeRange,
): Promise<boolean> {
  const [found] = await ask<{ mixed: number }>({
    sql: `SELECT count(*)::int AS mixed FROM (
        SELECT 1 FROM sessions WHERE mixed AND project_no = $1 AND started_at >= $2 AND started_at < $3
        LIMIT $4) m`,
    params: [no, from, to, MOST_MIXED],
  });
  return found?.mixed !== MOST_MIXED;
}

/** The bucket an instant lies in. */
export function bucketOf(at: string, buckets: readonly Date[] | null, params: Params): string {
  return buckets ? `width_bucket(${at}, ${params.add(buckets)}::timestamptz[]) - 1` : '0';
}

/** What is known of the visit `s` of a fact. */
function ofVisit(project: ProjectScope, params: Params): string {
  return `s.page_views > 0 AS viewed, ${bouncedSql(project, params)} AS bounced, ${DURATION_MS} AS duration_ms`;
}

/** The columns of a fact that is one event. */
export function ofEvent(
  project: ProjectScope,
  buckets: readonly Date[] | null,
  params: Params,
): string {
  return `${bucketOf('e.at', buckets, params)} AS bucket, e.session_id, r.person, ${UNIT} AS unit,
    1 AS events, (e.kind = 0)::int AS page_views, ${ofVisit(project, params)}`;
}

/**
 * The facts of a slice, those of a visit in one row: of every visit that lies in one bucket and whose events are all of
 * the same person. The events of the others are looked up in the stretches of time in which these visits ran; so are
 * those without a visit.
 */
export function condensedSql(
  slice: Pick<TallySlice, 'project' | 'from' | 'to' | 'filters' | 'buckets'>,
  params: Params,
): string {
  const { project, filters, buckets } = slice;
  const no = `${params.add(project.no)}::int`;
  const from = `${params.add(slice.from)}::timestamptz`;
  const to = `${params.add(slice.to)}::timestamptz`;
  const passes = filterSql(filters, project, params);
  const edges = buckets && `${params.add(buckets)}::timestamptz[]`;
  const oneBucket = edges
    ? `width_bucket(s.started_at, ${edges}) = width_bucket(s.last_at, ${edges})`
    : 'true';
  const isWhole = `(NOT s.mixed AND s.started_at >= ${from} AND s.last_at < ${to} AND ${oneBucket})`;
  const ofEvents = (source: string, passed: readonly Filter[]): string => `
    SELECT ${ofEvent(project, buckets, params)}
    ${factsSql({ ...slice, source, filters: passed }, params)}`;
  return `
    WITH near AS MATERIALIZED (
      SELECT s.id, s.started_at, s.last_at, s.unit, s.person_no, s.events, s.page_views, s.interactions,
        s.engaged_ms, ${isWhole} AS whole
      FROM sessions s
      WHERE ${visitsOf(no, from, to)} AND s.last_at >= ${from} AND s.events > 0 AND ${passes}),
    split AS MATERIALIZED (SELECT * FROM near WHERE NOT whole),
    stretches AS MATERIALIZED (${stretchesSql('split')})
    SELECT ${bucketOf('s.started_at', buckets, params)} AS bucket, s.id AS session_id, r.person,
      ${UNIT} AS unit, s.events, s.page_views, ${ofVisit(project, params)}
    FROM near s
    LEFT JOIN people_aliases a ON a.project_no = ${no} AND a.anonymous_no = s.person_no
    CROSS JOIN LATERAL (SELECT coalesce(a.user_no, s.person_no) AS person) r
    WHERE s.whole
    UNION ALL
    ${ofEvents(eventsOfVisits('stretches', 'split', no), [])}
    UNION ALL
    ${ofEvents(`events e LEFT JOIN sessions s ON false`, filters)} AND e.session_id IS NULL`;
}
