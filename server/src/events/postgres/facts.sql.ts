import type { Filter, ProjectScope } from '../tally.js';
import { filterSql, filtersBy } from './filter.sql.js';
import type { Params } from './params.js';

/** Which countable events to look at. */
export interface FactsScope {
  readonly project: ProjectScope;
  readonly from: Date;
  readonly to: Date;
  readonly filters: readonly Filter[];
  /** Join the ids of people even when no filter asks for them. */
  readonly people?: boolean;
}

/**
 * FROM and WHERE of the countable events of a range: `e` the event, `s` its visit (may be missing), `r.person` whom it
 * is counted for, `p` that person's id when asked for.
 *
 * An event is its own user's; else, unless the visitor had signed out, the user's of its visit; else the kept anonymous
 * id's, and that is the user's once it has identified.
 */
export function factsSql(scope: FactsScope, params: Params): string {
  const project = `${params.add(scope.project.no)}::int`;
  const withPeople = scope.people === true || filtersBy(scope.filters, 'user');
  return `
    FROM events e
    LEFT JOIN sessions s ON s.id = e.session_id
    CROSS JOIN LATERAL (SELECT CASE
      WHEN e.person_no > 0 THEN e.person_no
      WHEN s.person_no > 0 AND NOT e.signed_out THEN s.person_no
      ELSE e.person_no END AS own) o
    LEFT JOIN people_aliases a ON a.project_no = ${project} AND a.anonymous_no = o.own
    CROSS JOIN LATERAL (SELECT coalesce(a.user_no, o.own) AS person) r
    ${withPeople ? `LEFT JOIN people p ON p.project_no = ${project} AND p.no = r.person` : ''}
    WHERE e.project_no = ${project} AND e.kind <= 1
      AND e.at >= ${params.add(scope.from)}::timestamptz
      AND e.at < ${params.add(scope.to)}::timestamptz
      AND ${filterSql(scope.filters, scope.project, params)}`;
}

/** The cookieless visitor an event is counted for; null when it is counted for a person. */
export const UNIT = 'CASE WHEN r.person IS NULL THEN s.unit END';

/** Whether visit `s` is a bounce: one page view, nothing done, and hardly looked at. */
export function bouncedSql(project: Pick<ProjectScope, 'bounceSeconds'>, params: Params): string {
  const engaged = params.add(project.bounceSeconds * 1000);
  return `(s.page_views = 1 AND s.interactions = 0
    AND (${engaged}::int = 0 OR s.engaged_ms < ${engaged}::int))`;
}

/** Milliseconds visit `s` lasted. */
export const DURATION_MS = `(extract(epoch FROM s.last_at - s.started_at) * 1000)::bigint`;
