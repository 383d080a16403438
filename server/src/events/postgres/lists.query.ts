import type { EventList, SessionList, UserList } from '../lists.js';
import { micros, type Cursor } from './cursor.js';
import { EVENT_COLUMNS } from './list-rows.js';
import { openSql } from './dimension.sql.js';
import { bouncedSql, factsSql } from './facts.sql.js';
import { Params, type Statement } from './params.js';

/** Newest events first. One row more than asked tells whether there is another page. */
export function eventsQuery(list: EventList, cursor: Cursor | null): Statement {
  const params = new Params();
  const facts = factsSql({ ...list.range, ...list, people: true }, params);
  const after = cursor
    ? `AND (e.at, e.event_id) < (to_timestamp(${params.add(cursor[0])}::bigint / 1000000.0), ${params.add(cursor[1])}::uuid)`
    : '';
  const search = list.search
    ? `AND (coalesce(e.name, 'page_view') ILIKE ${params.add(pattern(list.search))}
         OR e.path ILIKE ${params.add(pattern(list.search))} OR p.key ILIKE ${params.add(pattern(list.search))})`
    : '';
  const sql = `
    SELECT ${EVENT_COLUMNS}, ${micros('e.at')} AS micros
    ${facts} ${after} ${search}
    ORDER BY e.at DESC, e.event_id DESC LIMIT ${params.add(list.limit + 1)}`;
  return { sql, params: params.values };
}

/** Visits that began last first, with the size of the whole list. */
export function sessionsQuery(list: SessionList, cursor: Cursor | null, now: Date): Statement {
  const params = new Params();
  const facts = factsSql({ ...list.range, ...list }, params);
  const bounced = bouncedSql(list.project, params);
  const live = `s.last_at > ${params.add(new Date(now.getTime() - 5 * 60_000))}::timestamptz`;
  const after = cursor
    ? `WHERE (s.started_at, s.id) < (to_timestamp(${params.add(cursor[0])}::bigint / 1000000.0), ${params.add(cursor[1])}::bigint)`
    : '';
  const sql = `
    WITH found AS MATERIALIZED (SELECT DISTINCT e.session_id AS id ${facts} AND s.id IS NOT NULL)
    SELECT s.*, ${micros('s.started_at')} AS micros, ${bounced} AS bounced, ${live} AS live, ${openSql(list.project, params)} AS open,
      coalesce(u.key, p.key) AS distinct_id, (SELECT count(*)::int FROM found) AS total
    FROM found JOIN sessions s USING (id)
    LEFT JOIN people p ON p.project_no = s.project_no AND p.no = s.person_no
    LEFT JOIN people_aliases a ON a.project_no = s.project_no AND a.anonymous_no = s.person_no
    LEFT JOIN people u ON u.project_no = a.project_no AND u.no = a.user_no
    ${after}
    ORDER BY s.started_at DESC, s.id DESC LIMIT ${params.add(list.limit + 1)}`;
  return { sql, params: params.values };
}

/** People with an id, last seen first, with the size of the whole list. */
export function usersQuery(list: UserList, cursor: Cursor | null): Statement {
  const params = new Params();
  const facts = factsSql({ ...list.range, ...list, people: true }, params);
  const search = list.search ? `AND p.key ILIKE ${params.add(pattern(list.search))}` : '';
  const after = cursor
    ? `WHERE (f.last_seen, f.person) < (to_timestamp(${params.add(cursor[0])}::bigint / 1000000.0), ${params.add(cursor[1])}::int)`
    : '';
  const project = params.add(list.project.no);
  const sql = `
    WITH found AS MATERIALIZED (
      SELECT r.person, count(*)::int AS events, count(DISTINCT e.session_id)::int AS sessions,
        min(e.at) AS first_seen, max(e.at) AS last_seen, (array_agg(e.session_id ORDER BY e.at DESC))[1] AS last_session
      ${facts} AND r.person IS NOT NULL ${search}
      GROUP BY r.person)
    SELECT f.*, ${micros('f.last_seen')} AS micros, p.key, p.known, p.traits,
      s.country, s.browser, s.os, s.device, (SELECT count(*)::int FROM found) AS total
    FROM found f
    JOIN people p ON p.project_no = ${project}::int AND p.no = f.person
    LEFT JOIN sessions s ON s.id = f.last_session
    ${after}
    ORDER BY f.last_seen DESC, f.person DESC LIMIT ${params.add(list.limit + 1)}`;
  return { sql, params: params.values };
}

function pattern(search: string): string {
  return `%${search.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
