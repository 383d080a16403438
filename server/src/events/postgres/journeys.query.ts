import type { JourneysRequest } from '../journeys.js';
import { factsSql } from './facts.sql.js';
import { filterSql, filtersBy } from './filter.sql.js';
import { Params, type Statement } from './params.js';

/** Nodes are `p` and a page, `e` and an event, '' all others together; null where the visit ended. */
export interface JourneyRecord {
  step: number;
  node: string;
  next: string | null;
  visits: number;
}

/**
 * Visits by what they did one after the other. `walked` numbers the events of each visit, `kept` leaves out what comes
 * before the anchor (or after it) and repeats its neighbour, `placed` names each step's next one.
 */
export function journeysQuery(request: JourneysRequest): Statement {
  const params = new Params();
  const { anchor } = request;
  const back = anchor?.side === 'to';
  const steps = params.add(request.steps);
  const limit = params.add(request.limit);
  // Of two equal neighbours, the one nearer to the anchor stays.
  const neighbour = back ? 'lead' : 'lag';
  const sql = `
    WITH facts AS (${factsOfVisits(request, params)}),
    walked AS (
      SELECT session_id, node, anchor, row_number() OVER w AS n, ${neighbour}(node) OVER w AS neighbour
      FROM facts WINDOW w AS (PARTITION BY session_id ORDER BY at, event_id)),
    anchored AS (
      SELECT *, ${anchor ? 'min(n) FILTER (WHERE anchor) OVER (PARTITION BY session_id)' : '1'} AS start FROM walked),
    kept AS (
      SELECT session_id, node, row_number() OVER (PARTITION BY session_id ORDER BY n ${back ? 'DESC' : ''}) AS step
      FROM anchored
      WHERE n = start OR (n ${back ? '<' : '>'} start AND node IS DISTINCT FROM neighbour)),
    placed AS MATERIALIZED (
      SELECT step, node, CASE WHEN step < ${steps}::int
        THEN lead(node) OVER (PARTITION BY session_id ORDER BY step) END AS next
      FROM kept WHERE step <= ${steps}::int),
    ranked AS (
      SELECT step, node, row_number() OVER (
        PARTITION BY step ORDER BY count(*) DESC, node COLLATE "C") <= ${limit}::int AS shown
      FROM placed GROUP BY step, node)
    SELECT * FROM (SELECT p.step::int, CASE WHEN here.shown THEN p.node ELSE '' END AS node,
      CASE WHEN p.next IS NULL THEN NULL WHEN there.shown THEN p.next ELSE '' END AS next,
      count(*)::int AS visits
    FROM placed p
    JOIN ranked here ON here.step = p.step AND here.node = p.node
    LEFT JOIN ranked there ON there.step = p.step + 1 AND there.node = p.next
    GROUP BY 1, 2, 3) links
    ORDER BY step, visits DESC, node COLLATE "C", next COLLATE "C"`;
  return { sql, params: params.values };
}

/** What happened in the visits that are followed, as nodes. */
function factsOfVisits(request: JourneysRequest, params: Params): string {
  const { project, anchor, filters, range } = request;
  const people = filtersBy([...filters, ...(anchor?.filters ?? [])], 'user');
  const scope = { project, ...range, people };
  const isAnchor = anchor ? `(${filterSql(anchor.filters, project, params)}) IS TRUE` : 'false';
  const asked = { pages: 'e.kind = 0', events: 'e.kind = 1', both: 'true' }[request.of];
  // Only visits in which the anchor happens are walked at all.
  const wanted = anchor
    ? `AND e.session_id IN (SELECT e.session_id ${factsSql({ ...scope, filters: [...filters, ...anchor.filters] }, params)})`
    : '';
  return `
    SELECT e.session_id, e.at, e.event_id, ${isAnchor} AS anchor, ${nodeSql(request, params)} AS node
    ${factsSql({ ...scope, filters }, params)}
      AND e.session_id IS NOT NULL AND (${asked} OR ${isAnchor}) ${wanted}`;
}

function nodeSql({ folders }: JourneysRequest, params: Params): string {
  const deeper = `^((/[^/]+){${folders ?? 1}})/.+$`;
  const page =
    folders === null
      ? `coalesce(e.path, '')`
      : `regexp_replace(coalesce(e.path, ''), ${params.add(deeper)}::text, '\\1/*')`;
  return `CASE WHEN e.kind = 0 THEN 'p' || ${page} ELSE 'e' || e.name END`;
}
