import type { RetentionRequest } from '../retention.js';
import { ANYBODY, factsSql, filterSql, filtersBy, readsVisits } from './facts.sql.js';
import { Params, type Statement } from './params.js';

/** People of a cohort who came back `later` buckets after; -1 stands for all of the cohort. */
export interface RetentionRecord {
  bucket: number;
  later: number;
  people: number;
}

/** Who is in which cohort, and who of them came back when. */
export function retentionQuery(request: RetentionRequest): Statement {
  const params = new Params();
  const active = activeSql(request, params);
  const cohorts =
    request.cohort === 'any'
      ? 'SELECT actor, bucket, started FROM active WHERE started IS NOT NULL'
      : `SELECT DISTINCT ON (actor) actor, bucket, started FROM active f
         WHERE started IS NOT NULL AND actor NOT IN (SELECT actor FROM earlier)
         ORDER BY actor, bucket`;
  const earlier = request.cohort === 'first' ? `earlier AS (${earlierSql(request, params)}),` : '';
  const sql = `
    WITH active AS MATERIALIZED (${active}), ${earlier}
    cohorts AS MATERIALIZED (${cohorts})
    SELECT bucket, -1 AS later, count(*)::int AS people FROM cohorts GROUP BY bucket
    UNION ALL
    SELECT c.bucket, a.bucket - c.bucket AS later, count(*)::int AS people
    FROM cohorts c JOIN active a USING (actor)
    WHERE a.returned IS NOT NULL
      AND (a.bucket > c.bucket OR (a.bucket = c.bucket AND a.returned >= c.started))
    GROUP BY 1, 2
    ORDER BY 1, 2`;
  return { sql, params: params.values };
}

/** Everybody in every bucket: when they first did the start event there, and when they last did the other one. */
function activeSql(request: RetentionRequest, params: Params): string {
  const { project, start, back, filters, anonymous } = request;
  const people = [filters, start, back].some((one) => filtersBy(one, 'user'));
  const groups = [filters, start, back].some((one) => filtersBy(one, 'group'));
  const onlyPeople = !anonymous && !readsVisits([...start, ...back]);
  const facts = factsSql({ ...request, ...request.range, people, groups, onlyPeople }, params);
  const starts = `(${filterSql(start, project, params)}) IS TRUE`;
  const returns = `(${filterSql(back, project, params)}) IS TRUE`;
  const [first] = request.buckets;
  // A cookieless visit over midnight is no return.
  const at = anonymous
    ? `CASE WHEN r.person IS NULL THEN greatest(s.started_at, ${params.add(first)}::timestamptz) ELSE e.at END`
    : 'e.at';
  return `
    SELECT actor, bucket, min(at) FILTER (WHERE starts) AS started, max(at) FILTER (WHERE returns) AS returned
    FROM (
      SELECT ${anonymous ? ANYBODY : 'r.person::bigint'} AS actor,
        width_bucket(${at}, ${params.add(request.buckets)}::timestamptz[]) - 1 AS bucket,
        e.at, ${starts} AS starts, ${returns} AS returns
      ${facts} AND ${anonymous ? '(r.person IS NOT NULL OR s.unit IS NOT NULL)' : 'r.person > 0'}
        AND (${starts} OR ${returns})) f
    GROUP BY actor, bucket`;
}

/** Who did the start event before the range; nobody recognises the cookieless. */
function earlierSql(request: RetentionRequest, params: Params): string {
  const filters = [...request.filters, ...request.start];
  const range = { from: new Date(0), to: request.range.from };
  return `
    SELECT DISTINCT r.person::bigint AS actor
      ${factsSql({ project: request.project, ...range, filters, onlyPeople: true }, params)}
      AND ${request.anonymous ? 'r.person IS NOT NULL' : 'r.person > 0'}`;
}
