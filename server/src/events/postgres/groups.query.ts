import type { GroupList, GroupOrder } from '../lists.js';
import { micros, type Cursor } from './cursor.js';
import { factsSql } from './facts.sql.js';
import { Params, type Statement } from './params.js';

/** A row of the list, with what it is ordered by and how long the whole list is. */
export interface GroupRecord {
  group_no: number;
  /** Digits of a bigint. */
  position: string;
  group_id: string;
  traits: Record<string, unknown> | null;
  events: number;
  sessions: number;
  members: number;
  first_seen: Date;
  last_seen: Date;
  total: number;
}

const orders: Readonly<Record<GroupOrder, string>> = {
  last_seen: micros('f.last_seen'),
  first_seen: micros('f.first_seen'),
  event_count: 'f.events::bigint',
  session_count: 'f.sessions::bigint',
  member_count: 'f.members::bigint',
};

/** Groups with events in the range, in the order asked for, with the size of the whole list. */
export function groupsQuery(list: GroupList, cursor: Cursor | null): Statement {
  const params = new Params();
  const facts = factsSql({ ...list.range, ...list, groups: true }, params);
  const pattern = params.add(`%${(list.search ?? '').replaceAll(/[\\%_]/g, (one) => `\\${one}`)}%`);
  const search = list.search
    ? `AND (g.group_id ILIKE ${pattern}::text OR g.traits::text ILIKE ${pattern}::text)`
    : `AND ${pattern}::text IS NOT NULL`;
  const order = orders[list.order];
  const after = cursor
    ? `WHERE (${order}, f.group_no) < (${params.add(cursor[0])}::bigint, ${params.add(cursor[1])}::int)`
    : '';
  const sql = `
    WITH found AS MATERIALIZED (
      SELECT group_no, sum(events)::int AS events, count(DISTINCT session_id)::int AS sessions,
        count(DISTINCT person)::int AS members, min(first_seen) AS first_seen, max(last_seen) AS last_seen
      FROM (
        SELECT g.no AS group_no, e.session_id, r.person, count(*) AS events,
          min(e.at) AS first_seen, max(e.at) AS last_seen
        ${facts} AND g.no IS NOT NULL ${search}
        GROUP BY g.no, e.session_id, r.person) v
      GROUP BY group_no)
    SELECT f.*, ${order} AS position, g.group_id, g.traits, (SELECT count(*)::int FROM found) AS total
    FROM found f
    JOIN groups g ON g.project_no = ${params.add(list.project.no)}::int AND g.no = f.group_no
    ${after}
    ORDER BY position DESC, f.group_no DESC LIMIT ${params.add(list.limit + 1)}::int`;
  return { sql, params: params.values };
}
