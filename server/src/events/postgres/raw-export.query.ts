import type { RawExportRequest } from '../raw-export.js';
import { factsSql } from './facts.sql.js';
import { EVENT_COLUMNS } from './list-rows.js';
import { Params, type Statement } from './params.js';

/** What an export says of an event's visit `s` beyond what lists show. */
export const VISIT_FACTS = `s.channel, s.utm_source, s.utm_medium, s.utm_campaign, s.utm_term,
  s.utm_content, s.region, s.language, s.screen`;

/** How many events an export has. */
export function exportTotalQuery(request: RawExportRequest): Statement {
  const params = new Params();
  const sql = `SELECT count(*)::float8 AS total ${factsSql({ ...request.range, ...request }, params)}`;
  return { sql, params: params.values };
}

/** A cursor over them, oldest first; events of the same moment in the order of their ids. */
export function exportCursorQuery(request: RawExportRequest): Statement {
  const params = new Params();
  const facts = factsSql({ ...request.range, ...request, people: true }, params);
  const sql = `
    DECLARE exported NO SCROLL CURSOR FOR
    SELECT ${EVENT_COLUMNS}, ${VISIT_FACTS}
    ${facts}
    ORDER BY e.at, e.event_id`;
  return { sql, params: params.values };
}

/** The next rows of that cursor. */
export function exportNextQuery(rows: number): Statement {
  return { sql: `FETCH ${Math.trunc(rows)} FROM exported`, params: [] };
}
