import type { JourneysRequest } from '../journeys.js';
import { factsSql, filtersBy, filterSql } from './facts.sql.js';
import { Params, type Statement } from './params.js';
import { labelOf } from './ways.repository.js';

/** Nodes are `p` and a page, `e` and an event, '' all others together; null where the visit ended. */
export interface JourneyRecord {
  step: number;
  node: string;
  next: string | null;
  visits: number;
}

/**
 * Visits by what they did one after the other. `marked` says of each event how often the anchor has come by then, `kept`
 * leaves out what lies beyond the anchor or repeats its neighbour, `links` counts each step with its next one.
 *
 * Millions of events are sorted here, so a node is a hash of its name on the way; names are looked up at last, at an
 * instant at which the node was seen.
 */
export function journeysQuery(request: JourneysRequest): Statement {
  const params = new Params();
  const { anchor } = request;
  const steps = `${params.add(request.steps)}::int`;
  const limit = `${params.add(request.limit)}::int`;
  const project = `${params.add(request.project.no)}::int`;
  const label = labelSql(request, params);
  const ways = anchor?.side === 'to' ? waysTo : anchor ? waysFrom : waysOn;
  const sql = `
    WITH facts AS (${factsOfVisits(request, label, params)}),
    ${ways},
    links AS MATERIALIZED (
      SELECT step, node, CASE WHEN step < ${steps} THEN next END AS next, count(*) AS visits, min(at) AS at
      FROM placed WHERE step <= ${steps} GROUP BY 1, 2, 3),
    -- Equally frequent ones are told apart by their names, so they all are looked up.
    ranked AS MATERIALIZED (
      SELECT step, node, sum(visits) AS visits, min(at) AS at,
        rank() OVER (PARTITION BY step ORDER BY sum(visits) DESC) AS place
      FROM links GROUP BY step, node),
    named AS MATERIALIZED (
      SELECT * FROM (
        SELECT r.step, r.node, l.label, row_number() OVER (
          PARTITION BY r.step ORDER BY r.visits DESC, l.label COLLATE "C") AS place
        FROM ranked r
        CROSS JOIN LATERAL (
          SELECT ${label} AS label FROM full_events e
          WHERE e.project_no = ${project} AND e.at = r.at AND e.kind <= 1
            AND hashtextextended(${label}, 0) = r.node LIMIT 1) l
        WHERE r.place <= ${limit}) n
      WHERE place <= ${limit})
    SELECT step::int, node, next, visits::int FROM (
      SELECT k.step, coalesce(here.label, '') AS node,
        CASE WHEN k.next IS NOT NULL THEN coalesce(there.label, '') END AS next, sum(k.visits) AS visits
      FROM links k
      LEFT JOIN named here ON here.step = k.step AND here.node = k.node
      LEFT JOIN named there ON there.step = k.step + 1 AND there.node = k.next
      GROUP BY 1, 2, 3) l
    ORDER BY step, visits DESC, node COLLATE "C", next COLLATE "C"`;
  return { sql, params: params.values };
}

/** From the first anchor on; of two equal neighbours, the earlier stays. */
const waysFrom = `
    marked AS (
      SELECT session_id, at, event_id, node, anchor, lag(node) OVER w AS neighbour,
        count(*) FILTER (WHERE anchor) OVER w AS seen
      FROM facts WINDOW w AS (PARTITION BY session_id ORDER BY at, event_id ROWS UNBOUNDED PRECEDING)),
    kept AS (
      SELECT session_id, at, event_id, node FROM marked
      WHERE seen > 0 AND ((anchor AND seen = 1) OR node <> neighbour)),
    placed AS (
      SELECT at, node, row_number() OVER w AS step, lead(node) OVER w AS next
      FROM kept WINDOW w AS (PARTITION BY session_id ORDER BY at, event_id))`;

/** Back from the first anchor; of two equal neighbours, the later stays. */
const waysTo = `
    marked AS (
      SELECT session_id, at, event_id, node, anchor, lead(node) OVER w AS neighbour,
        count(*) FILTER (WHERE anchor) OVER w AS seen
      FROM facts WINDOW w AS (PARTITION BY session_id ORDER BY at, event_id ROWS UNBOUNDED PRECEDING)),
    kept AS (
      SELECT session_id, at, event_id, node FROM marked
      WHERE (anchor AND seen = 1) OR (seen = 0 AND node <> neighbour)),
    placed AS (
      SELECT at, node, row_number() OVER w AS step, lead(node) OVER w AS next
      FROM kept WINDOW w AS (PARTITION BY session_id ORDER BY at DESC, event_id DESC))`;

/** From where visits begin. */
const waysOn = `
    marked AS (
      SELECT session_id, at, event_id, node, lag(node) OVER w AS neighbour
      FROM facts WINDOW w AS (PARTITION BY session_id ORDER BY at, event_id)),
    placed AS (
      SELECT at, node, row_number() OVER w AS step, lead(node) OVER w AS next
      FROM marked WHERE node IS DISTINCT FROM neighbour
      WINDOW w AS (PARTITION BY session_id ORDER BY at, event_id))`;

/** What happened in the visits that are followed, as nodes. */
function factsOfVisits(request: JourneysRequest, label: string, params: Params): string {
  const { project, anchor, filters, range } = request;
  const people = filtersBy([...filters, ...(anchor?.filters ?? [])], 'user');
  const groups = filtersBy([...filters, ...(anchor?.filters ?? [])], 'group');
  const scope = { project, ...range, people, groups };
  const isAnchor = anchor ? `(${filterSql(anchor.filters, project, params)}) IS TRUE` : 'false';
  const asked = { pages: 'e.kind = 0', events: 'e.kind = 1', both: 'true' }[request.of];
  // Only visits in which the anchor happens are walked at all.
  const wanted = anchor
    ? `AND e.session_id IN (SELECT e.session_id ${factsSql({ ...scope, filters: [...filters, ...anchor.filters] }, params)})`
    : '';
  return `
    SELECT e.session_id, e.at, e.event_id, ${isAnchor} AS anchor, hashtextextended(${label}, 0) AS node
    ${factsSql({ ...scope, filters }, params)}
      AND e.session_id IS NOT NULL AND (${asked} OR ${isAnchor}) ${wanted}`;
}

/** The name of what an event `e` is a step of: its page, perhaps cut to its folders, or itself. */
function labelSql({ folders }: JourneysRequest, params: Params): string {
  return folders === null ? labelOf(`coalesce(e.path, '')`) : labelOf(folderSql(folders, params));
}

/** `/blog/*` for `/blog/2026/news` and one folder. */
function folderSql(folders: number, params: Params): string {
  const parts = Array.from({ length: folders }, (_, index) => {
    const part = `split_part(e.path, '/', ${params.add(index + 2)}::int)`;
    return `'/' || ${part}`;
  });
  return `CASE WHEN split_part(e.path, '/', ${params.add(folders + 2)}::int) <> ''
    THEN ${parts.join(' || ')} || '/*' ELSE coalesce(e.path, '') END`;
}
