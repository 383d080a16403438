import type { PropertyNamesRequest, SuggestionRequest, ValuesRequest } from '../suggestions.js';
import { SAMPLED_EVENTS } from '../suggestions.js';
import { isProperty, propertyName } from '../tally.js';
import { eventExpressions, numberSql } from './dimension.sql.js';
import { IS_NOBODY_ELSE } from './facts.sql.js';
import { Params, type Statement } from './params.js';

/** Names of properties, the most frequent first. */
export function propertyNamesQuery(request: PropertyNamesRequest): Statement {
  const params = new Params();
  const latest = latestSql(request, params);
  const event =
    request.event === null
      ? ''
      : `AND ${eventExpressions.event} = ${params.add(request.event)}::text`;
  // Many events say the same of themselves, and taking a set apart costs more than finding equal ones.
  const sql = `
    SELECT p.key AS name, sum(o.times)::int AS count,
      coalesce(bool_and((${numberSql('p.value')}) IS NOT NULL), false) AS numeric
    FROM (SELECT properties, count(*) AS times FROM (${latest}) e
      WHERE jsonb_typeof(properties) = 'object' ${event} GROUP BY properties) o
    CROSS JOIN LATERAL jsonb_each_text(o.properties) p
    WHERE true ${likeSql('p.key', request, params)}
    GROUP BY p.key ORDER BY 2 DESC, p.key COLLATE "C" LIMIT ${params.add(request.limit)}::int`;
  return { sql, params: params.values };
}

/** Values of a property, or ids of users, the most frequent first. */
export function valuesQuery(request: ValuesRequest): Statement {
  const params = new Params();
  if (request.dimension === 'group') return groupsOf(request, params);
  if (!isProperty(request.dimension)) return usersOf(request, params);
  const latest = latestSql(request, params);
  const name = params.add(propertyName(request.dimension));
  const sql = `
    SELECT value, count(*)::int AS count
    FROM (SELECT e.properties ->> ${name}::text AS value FROM (${latest}) e) v
    WHERE value IS NOT NULL AND length(value) <= 2000 ${likeSql('value', request, params)}
    GROUP BY value ORDER BY 2 DESC, value COLLATE "C" LIMIT ${params.add(request.limit)}::int`;
  return { sql, params: params.values };
}

/** The latest of those who were here; their ids say nothing of how often, so each counts once. */
function usersOf(request: SuggestionRequest, params: Params): Statement {
  const no = params.add(request.projectNo);
  const from = params.add(request.range.from);
  const to = params.add(request.range.to);
  const sql = `
    SELECT p.key AS value, 1 AS count FROM people p
    WHERE p.project_no = ${no}::int AND p.last_seen >= ${from}::timestamptz - interval '1 minute'
      AND p.first_seen < ${to}::timestamptz ${likeSql('p.key', request, params)}
      AND ${IS_NOBODY_ELSE}
    ORDER BY p.last_seen DESC, p.no LIMIT ${params.add(request.limit)}::int`;
  return { sql, params: params.values };
}

/** Groups there are, the latest to appear first, whatever the range. */
function groupsOf(request: SuggestionRequest, params: Params): Statement {
  const sql = `
    SELECT g.group_id AS value, 1 AS count FROM groups g
    WHERE g.project_no = ${params.add(request.projectNo)}::int ${likeSql('g.group_id', request, params)}
    ORDER BY g.no DESC LIMIT ${params.add(request.limit)}::int`;
  return { sql, params: params.values };
}

/** However long the range, no more than the latest events of it are looked at. */
function latestSql({ projectNo, range }: SuggestionRequest, params: Params): string {
  return `
    SELECT name, properties FROM full_events
    WHERE project_no = ${params.add(projectNo)}::int AND kind <= 1
      AND at >= ${params.add(range.from)}::timestamptz AND at < ${params.add(range.to)}::timestamptz
    ORDER BY at DESC LIMIT ${SAMPLED_EVENTS}`;
}

function likeSql(what: string, { search }: SuggestionRequest, params: Params): string {
  if (search === null || search === '') return '';
  const literal = search.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
  return `AND ${what} ILIKE ${params.add(`%${literal}%`)}::text`;
}
