import {
  type Deed,
  type Dimension,
  type Filter,
  type FilterDimension,
  isProperty,
  type ProjectScope,
  type TimeRange,
} from '../tally.js';
import { actionSql } from './action.sql.js';
import { allOf, combinedSql, type Leaf } from './combined.sql.js';
import { conditionSql } from './condition.sql.js';
import { isActionDimension, isVisitDimension } from './dimension.sql.js';
import { groupsSql } from './group.sql.js';
import type { Params } from './params.js';

/** Which countable events to look at. */
export interface FactsScope {
  readonly project: ProjectScope;
  readonly from: Date;
  readonly to: Date;
  readonly filters: readonly Filter[];
  /** Join the ids of people even when no filter asks for them. */
  readonly people?: boolean;
  /** The same of groups. */
  readonly groups?: boolean;
  /** Whoever asks reads nothing of visits `s`: those in which nobody known was may be missing, which is quicker. */
  readonly onlyPeople?: boolean;
  /** Where events `e` and their visits `s` are taken from, instead of all there are. */
  readonly source?: string;
}

/**
 * FROM and WHERE of the countable events of a range: `e` the event, `s` its visit (may be missing), `r.person` whom it
 * is counted for, `p` that person's id and `g` the event's group when asked for.
 *
 * An event is its own user's; else, unless the visitor had signed out, the user's of its visit; else the kept anonymous
 * id's, and that is the user's once it has identified.
 */
export function factsSql(scope: FactsScope, params: Params): string {
  const project = `${params.add(scope.project.no)}::int`;
  const from = `${params.add(scope.from)}::timestamptz`;
  const to = `${params.add(scope.to)}::timestamptz`;
  const withGroups = scope.groups === true || filtersBy(scope.filters, 'group');
  const withPeople = scope.people === true || filtersBy(scope.filters, 'user');
  const known =
    scope.onlyPeople === true && !readsVisits(scope.filters) ? ' AND s.person_no > 0' : '';
  const source =
    scope.source ??
    `full_events e LEFT JOIN sessions s ON s.id = e.session_id AND ${visitsOf(project, from, to)}${known}`;
  return `
    FROM ${source}
    CROSS JOIN LATERAL (SELECT CASE
      WHEN e.person_no > 0 THEN e.person_no
      WHEN s.person_no > 0 AND NOT e.signed_out THEN s.person_no
      ELSE e.person_no END AS own) o
    LEFT JOIN people_aliases a ON a.project_no = ${project} AND a.anonymous_no = o.own
    CROSS JOIN LATERAL (SELECT coalesce(a.user_no, o.own) AS person) r
    ${withPeople ? `LEFT JOIN people p ON p.project_no = ${project} AND p.no = r.person` : ''}
    ${withGroups ? groupsSql(project) : ''}
    WHERE e.project_no = ${project} AND e.kind <= 1
      AND e.at >= ${from} AND e.at < ${to}
      AND ${filterSql(scope.filters, scope.project, params)}`;
}

/** A condition on events `e`, their visits `s` and people `r`, `p`; 'true' without filters. */
export function filterSql(
  filters: readonly Filter[],
  project: ProjectScope,
  params: Params,
): string {
  const parts = filters.flatMap(partsOf);
  const ofActions = parts.filter(looksAtActions);
  const others = parts.filter((part) => !looksAtActions(part));
  return allOf([
    ...(ofActions.length > 0 ? [actionSql(ofActions, project, params)] : []),
    ...others.map((other) =>
      combinedSql(
        other,
        (part) => filterSql([part], project, params),
        (leaf) =>
          'did' in leaf ? doneSql(leaf.did, project, params) : conditionSql(leaf, project, params),
      ),
    ),
  ]);
}

/**
 * Whether the event is of somebody who did it. TRICKY: unpacked from an array, the set is taken for small and always
 * looked up in a hash; left to an estimate, a large one is searched through for each event. «IS TRUE» keeps it from
 * becoming a join, for which the same would hold.
 */
function doneSql({ filters, count, range }: Deed, project: ProjectScope, params: Params): string {
  const { from, to } = range ?? NEVER;
  const done = factsSql({ project, from, to, filters }, params);
  const times = `HAVING count(*) ${{ gte: '>=', lte: '<=', is: '=' }[count.operator]} ${params.add(count.value)}::bigint`;
  return `((${ANYBODY} IN (SELECT unnest(ARRAY(
    SELECT ${ANYBODY} ${done} AND (r.person IS NOT NULL OR s.unit IS NOT NULL)
    GROUP BY 1 ${times})))) IS TRUE)`;
}

/** Questions name the range of every deed before they are asked. */
const NEVER: TimeRange = { from: new Date(0), to: new Date(0) };

/** Whether a filter asks about nothing but dimensions of some kind, however nested. */
export function looksOnlyAt(
  filter: Filter,
  isSome: (dimension: FilterDimension) => boolean,
): boolean {
  return leavesOf([filter]).every((leaf) => 'dimension' in leaf && isSome(leaf.dimension));
}

/** Whether a filter asks about visits alone: all events of a visit pass it, or none. */
export function looksAtVisits(filter: Filter): boolean {
  return looksOnlyAt(filter, isVisitDimension);
}

/** Whether a filter asks about nothing but what an event is called and where it happened. */
function looksAtActions(filter: Filter): boolean {
  return leavesOf([filter]).length > 0 && looksOnlyAt(filter, isActionDimension);
}

/** Whether a filter asks about nothing but what is written with the event. */
export function looksAtEvents(filter: Filter): boolean {
  return looksOnlyAt(filter, (one) => isProperty(one) || isActionDimension(one));
}

/** Filters that all have to pass for one to do. */
export function partsOf(filter: Filter): readonly Filter[] {
  return 'and' in filter ? filter.and.flatMap(partsOf) : [filter];
}

/** Whether any of the filters reads anything of the visits of events. */
export function readsVisits(filters: readonly Filter[]): boolean {
  return leavesOf(filters).some((leaf) => 'did' in leaf || isVisitDimension(leaf.dimension));
}

/** Whether any of the filters speaks of a dimension of the event itself. */
export function filtersBy(filters: readonly Filter[], dimension: Dimension): boolean {
  return leavesOf(filters).some((leaf) => 'dimension' in leaf && leaf.dimension === dimension);
}

/** What a filter that combines others is made of. */
export function insideOf(filter: Exclude<Filter, Leaf>): readonly Filter[] {
  if ('not' in filter) return [filter.not];
  return 'and' in filter ? filter.and : filter.or;
}

/** What filters are made of in the end, however nested. */
export function leavesOf(filters: readonly Filter[]): readonly Leaf[] {
  return filters.flatMap((filter) =>
    'dimension' in filter || 'did' in filter ? [filter] : leavesOf(insideOf(filter)),
  );
}

/**
 * Which visits `s` can have events in a range: a visit lasts at most a day. It changes no answer, it lets PostgreSQL
 * read those visits alone instead of all there ever were.
 */
export function visitsOf(project: string, from: string, to: string): string {
  return `s.project_no = ${project} AND s.started_at >= ${from} - interval '24 hours' AND s.started_at < ${to}`;
}

/** Whether nobody else is who a person `p` turned out to be. */
export const IS_NOBODY_ELSE = `NOT EXISTS (SELECT 1 FROM people_aliases a
  WHERE a.project_no = p.project_no AND a.anonymous_no = p.no AND a.user_no <> p.no)`;

/** The cookieless visitor an event is counted for; null when it is counted for a person. */
export const UNIT = 'CASE WHEN r.person IS NULL THEN s.unit END';

/**
 * Whoever an event is counted for, as one number. TRICKY: a cookieless visitor's is any 64 bits, a person's any 32; with
 * its upper bits set to 01, the former is beyond all of the latter.
 */
export const ANYBODY = `CASE WHEN r.person IS NOT NULL THEN r.person::bigint
  ELSE (s.unit & 4611686018427387903) + 4611686018427387904 END`;

/** Whether visit `s` is a bounce: one page view, nothing done, and hardly looked at. */
export function bouncedSql(project: Pick<ProjectScope, 'bounceSeconds'>, params: Params): string {
  const engaged = params.add(project.bounceSeconds * 1000);
  return `(s.page_views = 1 AND s.interactions = 0
    AND (${engaged}::int = 0 OR s.engaged_ms < ${engaged}::int))`;
}

/** Milliseconds visit `s` lasted. */
export const DURATION_MS = `(extract(epoch FROM s.last_at - s.started_at) * 1000)::bigint`;

/** The same, for a statement that may do without: the values are added when it is first asked for. */
export function visitsBetween(
  project: ProjectScope,
  from: Date,
  to: Date,
  params: Params,
): () => string {
  let condition: string | undefined;
  return () =>
    (condition ??= visitsOf(
      `${params.add(project.no)}::int`,
      `${params.add(from)}::timestamptz`,
      `${params.add(to)}::timestamptz`,
    ));
}

/**
 * Said at the beginning of a transaction that counts: a set of events is matched with its visits as a whole. Without it
 * a database that has not been analysed yet takes the one for small and looks through all of the other for each.
 */
export const MATCH_WHOLE_SETS = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '32MB'";
