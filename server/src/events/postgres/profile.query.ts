import type { ProjectScope } from '../tally.js';
import { openSql } from './dimension.sql.js';
import { bouncedSql, factsSql } from './facts.sql.js';
import { EVENT_COLUMNS } from './list-rows.js';
import { Params, type Statement } from './params.js';

/** The visit of an id, ours or the client's; of several under a client's id the last one in which anything counts. */
export function sessionQuery(project: ProjectScope, sessionId: string, now: Date): Statement {
  const params = new Params();
  const no = `${params.add(project.no)}::int`;
  const id = `${params.add(sessionId)}::text`;
  const bounced = bouncedSql(project, params);
  const live = `s.last_at > ${params.add(new Date(now.getTime() - 5 * 60_000))}::timestamptz`;
  // Only digits that fit can be a number of ours.
  const ours = /^\d{1,18}$/.test(sessionId)
    ? `OR (s.id = ${id}::bigint AND s.client_session IS NULL)`
    : '';
  const sql = `
    SELECT s.*, ${bounced} AS bounced, ${live} AS live, ${openSql(project, params)} AS open,
      coalesce(u.key, p.key) AS distinct_id
    FROM sessions s
    LEFT JOIN people p ON p.project_no = s.project_no AND p.no = s.person_no
    LEFT JOIN people_aliases a ON a.project_no = s.project_no AND a.anonymous_no = s.person_no
    LEFT JOIN people u ON u.project_no = a.project_no AND u.no = a.user_no
    WHERE s.project_no = ${no} AND (s.client_session = ${id} ${ours})
    ORDER BY s.events > 0 DESC, s.started_at DESC LIMIT 1`;
  return { sql, params: params.values };
}

/** What happened in a visit, in order; one event more than asked tells whether there are more. */
export function sessionEventsQuery(
  project: ProjectScope,
  session: { readonly id: string; readonly started_at: Date; readonly last_at: Date },
  most: number,
): Statement {
  const params = new Params();
  const range = { from: session.started_at, to: new Date(session.last_at.getTime() + 1) };
  const facts = factsSql({ project, ...range, filters: [], people: true }, params);
  const sql = `
    SELECT ${EVENT_COLUMNS} ${facts} AND e.session_id = ${params.add(session.id)}::bigint
    ORDER BY e.at, e.event_id LIMIT ${params.add(most + 1)}::int`;
  return { sql, params: params.values };
}

/** A person by their id, or one of their former ids; a known user rather than an anonymous id of the same name. */
export function personQuery(project: ProjectScope, key: string): Statement {
  return {
    sql: `
      SELECT p.no, p.key, p.known, p.traits,
        array_remove(array_agg(n.no), NULL) AS alias_nos,
        array_remove(array_agg(DISTINCT n.key), NULL) AS aliases
      FROM people q
      LEFT JOIN people_aliases x ON x.project_no = q.project_no AND x.anonymous_no = q.no
      JOIN people p ON p.project_no = q.project_no AND p.no = coalesce(x.user_no, q.no)
      LEFT JOIN people_aliases a ON a.project_no = p.project_no AND a.user_no = p.no
        AND a.anonymous_no <> p.no
      LEFT JOIN people n ON n.project_no = p.project_no AND n.no = a.anonymous_no
      WHERE q.project_no = $1 AND q.key = $2
      GROUP BY q.known, p.no, p.key, p.known, p.traits
      ORDER BY q.known DESC LIMIT 1`,
    params: [project.no, key],
  };
}

/** What a trait was after each word about it that changed it, the latest first, and what is known last. */
export function traitsQuery(project: ProjectScope, whose: Whose, most: number): Statement {
  return {
    sql: `
      WITH words AS (
        SELECT t.key AS trait, t.value AS "to", e.at, e.event_id, lag(t.value) OVER w AS "from",
          row_number() OVER (PARTITION BY t.key ORDER BY e.at DESC, e.event_id DESC) = 1 AS last
        FROM events e CROSS JOIN LATERAL jsonb_each(e.traits) t
        WHERE e.project_no = $1 AND e.person_no = ANY($2::int[]) AND e.traits IS NOT NULL
        WINDOW w AS (PARTITION BY t.key ORDER BY e.at, e.event_id))
      SELECT
        (SELECT coalesce(jsonb_object_agg(trait, "to"), '{}') FROM words WHERE last) AS traits,
        (SELECT coalesce(jsonb_agg(c), '[]') FROM (
          SELECT at, trait, "from", "to" FROM words WHERE "to" IS DISTINCT FROM "from"
          ORDER BY at DESC, event_id DESC, trait COLLATE "C" LIMIT $3::int) c) AS changes`,
    params: [project.no, whose.all, most],
  };
}

/** After everything. */
const FAR = new Date('2200-01-01');

/** Whose events are to be found: the number of a person, and all numbers their events may be stored under. */
export interface Whose {
  readonly no: number;
  readonly all: readonly number[];
}

/**
 * WITH own: every countable event of a person. They are found from two sides, by the number they carry and by the visits
 * that are the person's, and each is then held against the rule that says whose an event is.
 */
function ownSql(project: ProjectScope, whose: Whose, params: Params): string {
  const scope = { project, from: new Date(0), to: FAR, filters: [], people: true };
  const all = `${params.add(whose.all)}::int[]`;
  const no = `${params.add(whose.no)}::int`;
  const columns = `${EVENT_COLUMNS}, e.kind, s.id AS visit, s.region, s.last_at - s.started_at AS lasted`;
  return `WITH own AS MATERIALIZED (
    SELECT ${columns} ${factsSql(scope, params)}
      AND r.person = ${no} AND e.person_no = ANY(${all})
    UNION ALL
    SELECT other.* FROM sessions mine
    CROSS JOIN LATERAL (
      SELECT ${columns} ${factsSql(scope, params)}
        AND r.person = ${no} AND (e.person_no IS NULL OR e.person_no <> ALL(${all}))
        AND e.session_id = mine.id AND e.at BETWEEN mine.started_at AND mine.last_at
      -- Visit by visit, off the index; joined as a whole, all events there are would be read.
      OFFSET 0) other
    WHERE mine.project_no = ${params.add(project.no)}::int AND mine.person_no = ANY(${all}))`;
}

/** Totals, devices and favourites of a person, as one row of JSON. */
export function profileQuery(project: ProjectScope, whose: Whose): Statement {
  const params = new Params();
  const own = ownSql(project, whose, params);
  const top = (value: string, which: string): string => `
    (SELECT coalesce(json_agg(t), '[]') FROM (
      SELECT ${value} AS value, count(*)::int AS count FROM own WHERE ${which}
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10) t)`;
  const sql = `${own},
    visits AS MATERIALIZED (
      SELECT visit, min(browser) AS browser, min(os) AS os, min(device) AS device, max(at) AS last_seen,
        max(lasted) AS lasted, min(country) AS country, min(region) AS region, min(city) AS city
      FROM own WHERE visit IS NOT NULL GROUP BY visit)
    SELECT
      (SELECT json_build_object('first_seen', min(at), 'last_seen', max(at), 'event_count', count(*),
        'page_views', count(*) FILTER (WHERE kind = 0)) FROM own) AS totals,
      (SELECT json_build_object('session_count', count(*),
        'total_duration', coalesce(extract(epoch FROM sum(lasted)), 0)) FROM visits) AS visits,
      (SELECT json_build_object('country', country, 'region', region, 'city', city)
        FROM visits ORDER BY last_seen DESC LIMIT 1) AS place,
      (SELECT coalesce(json_agg(d), '[]') FROM (
        SELECT browser, os, device, count(*)::int AS session_count, max(last_seen) AS last_seen
        FROM visits GROUP BY 1, 2, 3 ORDER BY 5 DESC LIMIT 20) d) AS devices,
      ${top('path', 'kind = 0 AND path IS NOT NULL')} AS top_pages,
      ${top('name', 'kind = 1')} AS top_events`;
  return { sql, params: params.values };
}

/** The latest events of a person. */
export function personEventsQuery(project: ProjectScope, whose: Whose, most: number): Statement {
  const params = new Params();
  const own = ownSql(project, whose, params);
  const sql = `${own} SELECT * FROM own ORDER BY at DESC, event_id DESC LIMIT ${params.add(most)}::int`;
  return { sql, params: params.values };
}
