import type { UserList } from '../lists.js';
import { micros, type Cursor } from './cursor.js';
import { factsSql, visitsOf } from './facts.sql.js';
import { Params, type Statement } from './params.js';

/** When somebody was seen last, and in which visit. `all` when the events looked at are all there are. */
export interface LatestRecord {
  /** Null in the one row that says nobody is left. */
  person: number | null;
  /** As the database writes it: to the microsecond. */
  last_seen: string;
  last_session: string | null;
  all: boolean;
}

/**
 * Who was seen last: among the latest `most` events of people, those seen after the earliest of them. Of these, nobody
 * is missing and everybody's last event is there.
 */
export function latestPeopleQuery(list: UserList, cursor: Cursor | null, most: number): Statement {
  const params = new Params();
  const facts = factsSql({ project: list.project, ...list.range, filters: [] }, params);
  const events = `${params.add(most)}::int`;
  const after = cursor
    ? `AND (${micros('last_seen')}, person) < (${params.add(cursor[0])}::bigint, ${params.add(cursor[1])}::int)`
    : '';
  const sql = `
    WITH latest AS MATERIALIZED (
      SELECT r.person, e.at, e.session_id ${facts} AND r.person IS NOT NULL
      ORDER BY e.at DESC LIMIT ${events}),
    looked_at AS MATERIALIZED (
      SELECT count(*) < ${events} AS all, min(at) AS since FROM latest)
    SELECT person, last_seen::text AS last_seen, last_session, a.all
    FROM looked_at a
    LEFT JOIN (SELECT person, max(at) AS last_seen, (array_agg(session_id ORDER BY at DESC))[1] AS last_session
      FROM latest GROUP BY person) p ON (a.all OR last_seen > a.since) ${after}
    ORDER BY last_seen DESC, person DESC LIMIT ${params.add(list.limit + 1)}::int`;
  return { sql, params: params.values };
}

/**
 * Rows of the list of people for some of them. A visit that lies in the range, is all of one person and begins with a
 * page view is counted from its own row; the events of the others are looked up.
 */
export function theirRowsQuery(list: UserList, latest: readonly LatestRecord[]): Statement {
  const found = latest.filter(({ person }) => person !== null);
  const params = new Params();
  const { project, range } = list;
  const no = `${params.add(project.no)}::int`;
  const from = `${params.add(range.from)}::timestamptz`;
  const to = `${params.add(range.to)}::timestamptz`;
  const people = `${params.add(found.map(({ person }) => person))}::int[]`;
  const seen = `${params.add(found.map(({ last_seen }) => last_seen))}::timestamptz[]`;
  const last = `${params.add(found.map(({ last_session }) => last_session))}::bigint[]`;
  const looked = (source: string): string =>
    factsSql({ project, ...range, filters: [], source }, params);
  const sql = `
    WITH asked AS MATERIALIZED (
      SELECT * FROM unnest(${people}, ${seen}, ${last}) AS u (person, last_seen, last_session)),
    ids AS MATERIALIZED (
      SELECT person, person AS no FROM asked
      UNION ALL
      SELECT a.user_no, a.anonymous_no FROM people_aliases a JOIN asked u ON u.person = a.user_no
      WHERE a.project_no = ${no}),
    visits AS MATERIALIZED (
      SELECT s.*, i.person,
        NOT s.mixed AND s.started_at >= ${from} AND s.last_at < ${to}
          AND s.entry_at IS NOT DISTINCT FROM s.started_at AS whole
      FROM ids i JOIN sessions s ON s.project_no = ${no} AND s.person_no = i.no
      WHERE ${visitsOf(no, from, to)} AND s.last_at >= ${from}),
    parts AS (
      SELECT person, id AS session_id, events, started_at AS first_seen
      FROM visits WHERE whole AND events > 0
      UNION ALL
      SELECT r.person, e.session_id, 1, e.at
      ${looked(`visits s JOIN events e ON e.project_no = ${no} AND e.session_id = s.id
        AND e.at >= s.started_at AND e.at <= s.last_at`)} AND NOT s.whole
      UNION ALL
      SELECT r.person, e.session_id, 1, e.at
      ${looked(`ids i JOIN events e ON e.project_no = ${no} AND e.person_no = i.no
        LEFT JOIN sessions s ON s.id = e.session_id AND ${visitsOf(no, from, to)}`)}
        AND (s.id IS NULL OR (s.mixed AND coalesce(s.person_no, 0) NOT IN (SELECT no FROM ids)))),
    found AS (
      SELECT person, sum(events)::int AS events, count(DISTINCT session_id)::int AS sessions,
        min(first_seen) AS first_seen
      FROM parts WHERE person = ANY(${people}) GROUP BY person)
    SELECT f.*, u.last_seen, ${micros('u.last_seen')} AS position, p.key, p.known, p.traits,
      s.country, s.browser, s.os, s.device, 0 AS total
    FROM found f
    JOIN asked u ON u.person = f.person
    JOIN people p ON p.project_no = ${no} AND p.no = f.person
    LEFT JOIN sessions s ON s.id = u.last_session
    ORDER BY position DESC, f.person DESC`;
  return { sql, params: params.values };
}
