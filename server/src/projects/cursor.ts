import { validate as isUuid } from 'uuid';
import { BadCursor } from './projects.errors.js';

/** One page of a list, the latest first; `nextCursor` is null on the last one. */
export interface Page<Row> {
  readonly rows: Row[];
  readonly nextCursor: string | null;
}

/** Where a page starts: ids are made in the order of time, so the last id seen is enough. */
export interface PageRequest {
  readonly before: string | null;
  readonly limit: number;
}

/** Reads the cursor of a query; throws `BadCursor` for anything we did not write. */
export function pageRequest(query: { cursor?: string; limit: number }): PageRequest {
  if (query.cursor === undefined) return { before: null, limit: query.limit };
  const before = Buffer.from(query.cursor, 'base64url').toString('latin1');
  if (!isUuid(before)) throw new BadCursor();
  return { before, limit: query.limit };
}

/** Cuts the page out of rows that were asked for with one to spare. */
export function pageOf<Row extends { id: string }>(rows: Row[], limit: number): Page<Row> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit),
    nextCursor: last === undefined ? null : Buffer.from(last.id, 'latin1').toString('base64url'),
  };
}
