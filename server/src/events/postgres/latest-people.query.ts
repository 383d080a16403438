import type { UserList } from '../lists.js';
import { micros, type Cursor } from './cursor.js';
import { factsSql } from './facts.sql.js';
import { Params, type Statement } from './params.js';

/** Somebody who was seen lately. `all` when the events looked at are all there are. */
export interface LatestRecord {
  /** Null in the one row that says nobody is left. */
  person: number | null;
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
  const no = `${params.add(list.project.no)}::int`;
  const after = cursor
    ? `AND (${micros('last_seen')}, person) < (${params.add(cursor[0])}::bigint, ${params.add(cursor[1])}::int)`
    : '';
  const sql = `
    WITH latest AS MATERIALIZED (
      SELECT r.person, e.at ${facts} AND r.person IS NOT NULL
      ORDER BY e.at DESC LIMIT ${events}),
    looked_at AS MATERIALIZED (
      SELECT count(*) < ${events} AS all, min(at) AS since FROM latest)
    SELECT person, a.all
    FROM looked_at a
    LEFT JOIN (SELECT l.person, max(l.at) AS last_seen
      FROM latest l JOIN people p ON p.project_no = ${no} AND p.no = l.person
      GROUP BY l.person) p ON (a.all OR last_seen > a.since) ${after}
    ORDER BY last_seen DESC, person DESC LIMIT ${params.add(list.limit + 1)}::int`;
  return { sql, params: params.values };
}
