import type { EventList, SessionList, UserList, UserOrder } from '../lists.js';
import { micros, type Cursor } from './cursor.js';
import { EVENT_COLUMNS } from './list-rows.js';
import { eventExpressions, openSql } from './dimension.sql.js';
import { bouncedSql, factsSql, filterSql, looksAtVisits } from './facts.sql.js';
import { Params, type Statement } from './params.js';

/** Newest events first. One row more than asked tells whether there is another page. */
export function eventsQuery(list: EventList, cursor: Cursor | null): Statement {
  const params = new Params();
  const facts = factsSql({ ...list.range, ...list, people: true }, params);
  const after = cursor
    ? `AND (e.at, e.event_id) < (to_timestamp(${params.add(cursor[0])}::bigint / 1000000.0), ${params.add(cursor[1])}::uuid)`
    : '';
  const search = list.search
    ? `AND (${eventExpressions.event} ILIKE ${params.add(pattern(list.search))}
         OR e.path ILIKE ${params.add(pattern(list.search))} OR p.key ILIKE ${params.add(pattern(list.search))})`
    : '';
  const sql = `
    SELECT ${EVENT_COLUMNS}, ${micros('e.at')} AS micros
    ${facts} ${after} ${search}
    ORDER BY e.at DESC, e.event_id DESC LIMIT ${params.add(list.limit + 1)}`;
  return { sql, params: params.values };
}

/**
 * Visits that began last first. Filters that look at visits alone are asked of them, and only visits that reach over an
 * end of the range are looked into: so a page is read off the index. Others need the events of the whole range.
 */
export function sessionsQuery(list: SessionList, cursor: Cursor | null, now: Date): Statement {
  const params = new Params();
  const { project } = list;
  const visits = `(${visitsSql(list, cursor, params)}
    ORDER BY s.started_at DESC, s.id DESC LIMIT ${params.add(list.limit + 1)}::int)`;
  const bounced = bouncedSql(project, params);
  const live = `s.last_at > ${params.add(new Date(now.getTime() - 5 * 60_000))}::timestamptz`;
  const sql = `
    SELECT s.*, ${micros('s.started_at')} AS micros, ${bounced} AS bounced, ${live} AS live,
      ${openSql(project, params)} AS open, coalesce(u.key, p.key) AS distinct_id
    FROM ${visits} s
    LEFT JOIN people p ON p.project_no = s.project_no AND p.no = s.person_no
    LEFT JOIN people_aliases a ON a.project_no = s.project_no AND a.anonymous_no = s.person_no
    LEFT JOIN people u ON u.project_no = a.project_no AND u.no = a.user_no
    ORDER BY s.started_at DESC, s.id DESC`;
  return { sql, params: params.values };
}

/** How many visits the whole list has. */
export function sessionsTotalQuery(list: SessionList): Statement {
  const params = new Params();
  const sql = `SELECT count(*)::int AS total FROM (${visitsSql(list, null, params)}) v`;
  return { sql, params: params.values };
}

function visitsSql(list: SessionList, cursor: Cursor | null, params: Params): string {
  const { project, range, filters } = list;
  const no = `${params.add(project.no)}::int`;
  const from = `${params.add(range.from)}::timestamptz`;
  const to = `${params.add(range.to)}::timestamptz`;
  const after = cursor
    ? `AND (s.started_at, s.id) < (to_timestamp(${params.add(cursor[0])}::bigint / 1000000.0), ${params.add(cursor[1])}::bigint)`
    : '';
  // A visit lasts at most a day.
  const near = `s.project_no = ${no} AND s.started_at >= ${from} - interval '24 hours'
    AND s.started_at < ${to} ${after}`;
  if (!filters.every(looksAtVisits)) {
    const facts = factsSql({ project, ...range, filters }, params);
    return `SELECT s.* FROM sessions s WHERE ${near} AND s.id IN (SELECT e.session_id ${facts})`;
  }
  return `SELECT s.* FROM sessions s
    WHERE ${near} AND s.last_at >= ${from} AND s.events > 0 AND ${filterSql(filters, project, params)}
      AND ((s.started_at >= ${from} AND s.last_at < ${to}) OR EXISTS (
        SELECT 1 FROM events e WHERE e.project_no = ${no} AND e.session_id = s.id AND e.kind <= 1
          AND e.at >= greatest(s.started_at, ${from}) AND e.at <= s.last_at AND e.at < ${to}))`;
}

/** What people `f` are ordered by; of equals, the one with the larger number comes first. */
export const userPositions: Readonly<Record<UserOrder, string>> = {
  last_seen: micros('f.last_seen'),
  first_seen: micros('f.first_seen'),
  event_count: 'f.events::bigint',
  session_count: 'f.sessions::bigint',
};

/** WHERE of the people `f` that come after a page. */
export function afterSql({ order }: UserList, cursor: Cursor | null, params: Params): string {
  return cursor
    ? `WHERE (${userPositions[order]}, f.person) < (${params.add(cursor[0])}::bigint, ${params.add(cursor[1])}::int)`
    : '';
}

/** Whether the id of a person `p`, or what is known of it, has some text in it. */
export function likePerson(search: string, params: Params): string {
  const part = params.add(pattern(search));
  return `(p.key ILIKE ${part} OR p.traits::text ILIKE ${part})`;
}

/** People with an id, in the order asked for, with the size of the whole list. */
export function usersQuery(list: UserList, cursor: Cursor | null): Statement {
  const params = new Params();
  const people = list.search !== null && list.search !== '';
  const facts = factsSql({ ...list.range, ...list, people }, params);
  const search = list.search ? `AND ${likePerson(list.search, params)}` : '';
  const project = params.add(list.project.no);
  const sql = `
    WITH visits AS (
      SELECT r.person, e.session_id, count(*) AS events, min(e.at) AS first_seen, max(e.at) AS last_seen
      ${facts} AND r.person IS NOT NULL ${search}
      GROUP BY r.person, e.session_id),
    found AS MATERIALIZED (
      SELECT person, sum(events)::int AS events, count(session_id)::int AS sessions,
        min(first_seen) AS first_seen, max(last_seen) AS last_seen,
        (array_agg(session_id ORDER BY last_seen DESC, session_id DESC))[1] AS last_session
      FROM visits GROUP BY person)
    SELECT f.*, ${userPositions[list.order]} AS position, p.key, p.known, p.traits,
      s.country, s.browser, s.os, s.device, (SELECT count(*)::int FROM found) AS total
    FROM found f
    JOIN people p ON p.project_no = ${project}::int AND p.no = f.person
    LEFT JOIN sessions s ON s.id = f.last_session
    ${afterSql(list, cursor, params)}
    ORDER BY position DESC, f.person DESC LIMIT ${params.add(list.limit + 1)}`;
  return { sql, params: params.values };
}

function pattern(search: string): string {
  return `%${search.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
