import type { EventsToRemove } from '../removal.js';
import { factsSql } from './facts.sql.js';
import { Params, type Statement } from './params.js';

/** One row of `people` that belongs to a person. */
export interface Alias {
  readonly no: number;
  readonly key: string;
  readonly known: boolean;
}

/** What the events of a range that pass the filters are. */
export function eventsSizeQuery({ project, range, filters }: EventsToRemove): Statement {
  const params = new Params();
  const facts = factsSql({ project, ...range, filters }, params);
  const sql = `
    SELECT count(*)::float8 AS events, 0::float8 AS messages, min(e.at) AS first, max(e.at) AS last,
      count(DISTINCT e.session_id)::float8 AS visits, count(DISTINCT r.person)::float8 AS people
    ${facts}`;
  return { sql, params: params.values };
}

/** Writes down which they are, for the removal of this id. */
export function noteEventsQuery(
  removalId: string,
  { project, range, filters }: EventsToRemove,
): Statement {
  const params = new Params();
  const facts = factsSql({ project, ...range, filters }, params);
  const sql = `
    INSERT INTO removal_events (removal_id, project_no, session_id, at, event_id)
    SELECT ${params.add(removalId)}::uuid, e.project_no, e.session_id, e.at, e.event_id ${facts}`;
  return { sql, params: params.values };
}

/**
 * Everything that is kept under an id: the users and anonymous ids of that name, whom these turned out to be, and all ids
 * that turned out to be them. Users first.
 */
export function personRowsQuery(projectNo: number, distinctId: string, columns: string): Statement {
  return {
    sql: `
      WITH named AS (
        SELECT no FROM people WHERE project_no = $1 AND key = $2),
      whom AS (
        SELECT coalesce(a.user_no, n.no) AS no FROM named n
        LEFT JOIN people_aliases a ON a.project_no = $1 AND a.anonymous_no = n.no),
      everybody AS (
        SELECT no FROM named UNION SELECT no FROM whom
        UNION
        SELECT a.anonymous_no FROM whom w
        JOIN people_aliases a ON a.project_no = $1 AND a.user_no = w.no)
      SELECT ${columns} FROM everybody JOIN people p ON p.project_no = $1 AND p.no = everybody.no
      ORDER BY p.known DESC, p.no`,
    params: [projectNo, distinctId],
  };
}

/**
 * Every event of a person, messages too: those that carry one of these numbers, and those of visits that are the
 * person's which carry no user, unless the visitor had signed out. TRICKY: a user's visit lends its user to events,
 * that of an anonymous id does not (see factsSql).
 */
export function personEventsSql(
  projectNo: number,
  numbers: readonly number[],
  params: Params,
): string {
  const no = `${params.add(projectNo)}::int`;
  const all = `${params.add([...numbers])}::int[]`;
  return `
    SELECT e.* FROM full_events e WHERE e.project_no = ${no} AND e.person_no = ANY(${all})
    UNION ALL
    SELECT other.* FROM sessions mine
    CROSS JOIN LATERAL (
      SELECT e.* FROM full_events e
      WHERE e.project_no = ${no} AND e.session_id = mine.id
        AND e.at BETWEEN mine.started_at AND mine.last_at
        AND (e.person_no IS NULL OR (e.person_no < 0 AND e.person_no <> ALL(${all})))
        AND NOT e.signed_out
      -- Visit by visit, off the index.
      OFFSET 0) other
    WHERE mine.project_no = ${no} AND mine.person_no = ANY(${all}) AND mine.person_no > 0`;
}

/** What the events of a person are. */
export function personSizeQuery(projectNo: number, numbers: readonly number[]): Statement {
  const params = new Params();
  const own = personEventsSql(projectNo, numbers, params);
  const sql = `
    SELECT count(*) FILTER (WHERE e.kind <= 1)::float8 AS events,
      count(*) FILTER (WHERE e.kind > 1)::float8 AS messages, min(e.at) AS first, max(e.at) AS last,
      count(DISTINCT e.session_id)::float8 AS visits, 1::float8 AS people
    FROM (${own}) e`;
  return { sql, params: params.values };
}

/** Writes down which they are, for the removal of this id. */
export function notePersonQuery(
  removalId: string,
  projectNo: number,
  numbers: readonly number[],
): Statement {
  const params = new Params();
  const own = personEventsSql(projectNo, numbers, params);
  const sql = `
    INSERT INTO removal_events (removal_id, project_no, session_id, at, event_id)
    SELECT ${params.add(removalId)}::uuid, e.project_no, e.session_id, e.at, e.event_id
    FROM (${own}) e`;
  return { sql, params: params.values };
}
