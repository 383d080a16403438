import type { ProjectScope } from '../tally.js';
import { openSql } from './dimension.sql.js';
import { bouncedSql } from './facts.sql.js';
import { EVENT_COLUMNS } from './list-rows.js';
import { Params, type Statement } from './params.js';
import { VISIT_FACTS } from './raw-export.query.js';
import { personEventsSql } from './removal.query.js';

/** A cursor over the visits of a person, and those that hold an event of theirs, oldest first. */
export function personVisitsCursorQuery(
  project: ProjectScope,
  numbers: readonly number[],
): Statement {
  const params = new Params();
  const own = personEventsSql(project.no, numbers, params);
  const no = `${params.add(project.no)}::int`;
  const sql = `
    DECLARE person_visits NO SCROLL CURSOR FOR
    SELECT s.*, ${bouncedSql(project, params)} AS bounced, false AS live,
      ${openSql(project, params)} AS open, coalesce(u.key, p.key) AS distinct_id
    FROM sessions s
    LEFT JOIN people p ON p.project_no = s.project_no AND p.no = s.person_no
    LEFT JOIN people_aliases a ON a.project_no = s.project_no AND a.anonymous_no = s.person_no
    LEFT JOIN people u ON u.project_no = a.project_no AND u.no = a.user_no
    WHERE s.project_no = ${no} AND s.id IN (
      SELECT id FROM sessions
      WHERE project_no = ${no} AND person_no = ANY(${params.add([...numbers])}::int[])
      UNION SELECT e.session_id FROM (${own}) e)
    ORDER BY s.started_at, s.id`;
  return { sql, params: params.values };
}

/** A cursor over the events of a person, messages too, oldest first. */
export function personEventsCursorQuery(projectNo: number, numbers: readonly number[]): Statement {
  const params = new Params();
  const own = personEventsSql(projectNo, numbers, params);
  const sql = `
    DECLARE person_events NO SCROLL CURSOR FOR
    SELECT ${EVENT_COLUMNS}, ${VISIT_FACTS}, e.kind, coalesce(e.engaged_ms, 0) AS engaged_ms,
      e.traits, g.group_id
    FROM (${own}) e
    LEFT JOIN sessions s ON s.id = e.session_id
    LEFT JOIN people p ON p.project_no = e.project_no AND p.no = e.person_no
    LEFT JOIN groups g ON g.project_no = e.project_no AND g.no = e.group_no
    CROSS JOIN LATERAL (SELECT e.person_no AS person) r
    ORDER BY e.at, e.event_id`;
  return { sql, params: params.values };
}

/** The next rows of one of them. */
export function personNextQuery(
  cursor: 'person_visits' | 'person_events',
  rows: number,
): Statement {
  return { sql: `FETCH ${Math.trunc(rows)} FROM ${cursor}`, params: [] };
}
