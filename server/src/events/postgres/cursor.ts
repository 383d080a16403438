import type { Page } from '../lists.js';

/** Where a page ends: what its rows are ordered by. Times are microseconds since the epoch, as digits. */
export type Cursor = readonly [time: string, id: string];

/** A time as the microseconds of a cursor. */
export const micros = (expression: string): string =>
  `(extract(epoch FROM ${expression}) * 1000000)::bigint`;

/** The cursor as it travels: opaque to the reader. */
function writeCursor([time, id]: Cursor): string {
  return Buffer.from(`${time} ${id}`).toString('base64url');
}

const CURSOR = /^(-?\d{1,17}) (-?\d{1,19}|[0-9a-f-]{36})$/;

/** A cursor nobody gave out begins at the first page. */
export function readCursor(cursor: string | null): Cursor | null {
  const match = CURSOR.exec(Buffer.from(cursor ?? '', 'base64url').toString());
  return match?.[1] && match[2] ? [match[1], match[2]] : null;
}

/** A page of what was found with one row more than `limit`. */
export function pageOf<Found, Row>(
  found: readonly Found[],
  limit: number,
  toRow: (row: Found) => Row,
  toCursor: (row: Found) => Cursor,
): Page<Row> {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(toRow),
    nextCursor: found.length > limit && last ? writeCursor(toCursor(last)) : null,
  };
}
