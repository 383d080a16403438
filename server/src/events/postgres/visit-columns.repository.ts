import type pg from 'pg';
import { setImmediate as othersFirst } from 'node:timers/promises';
import { dayEnd, dayStart } from '../calendar.js';
import { type ProjectScope, visitDimensions } from '../tally.js';
import { insertRows } from './bulk.js';
import { dimensionNumber } from './dimension.sql.js';
import type { DirtyDay } from './dirty-days.repository.js';
import type { KnownVisits, VersionedDay } from './known-visits.js';
import { columnsOf, packVisits, part, readPart, type VisitPart } from './packed-visits.js';
import { isMostlyWhole } from './condensed.sql.js';
import { looksAtVisits, visitsBetween } from './facts.sql.js';
import { type Ask, inChunks, Params } from './params.js';
import { decoded, encoded } from './remembered-days.js';
import { type VisitColumns, VisitColumnsBuilder, type VisitRecord } from './visit-columns.js';
import { visitColumnsQuery, type VisitColumnsScope } from './visit-columns.query.js';

/** With more different actions than these, more in one visit, or more bytes, a day is not remembered. */
const MOST_KINDS = 50_000;
const MOST_OF_A_VISIT = 20_000;
const MOST_BYTES = 32 * 2 ** 20;
/** A visit takes so many of them, besides what it did. */
const FEWEST_OF_A_VISIT = 23;
/** Rows taken from the database at once, and remembered days. */
const CHUNK = 5_000;
const DAYS_AT_ONCE = 4;

/** Visits by columns, of a day as the parts that are kept. */
export type PackedVisits = ReadonlyMap<number, Buffer>;

/** What is remembered of a day's visits; null when there are none, or too much. */
export async function packedVisits(
  ask: Ask,
  project: ProjectScope,
  day: string,
): Promise<PackedVisits | null> {
  const builder = new VisitColumnsBuilder(visitDimensions, true);
  const scope = {
    project,
    range: {
      from: new Date(dayStart(project.timezone, day)),
      to: new Date(dayEnd(project.timezone, day)),
    },
    filters: [],
    dimensions: visitDimensions,
    withActions: true,
    isWholeDay: true,
  };
  if (await isTooMuch(ask, scope)) return null;
  for await (const rows of inChunks<VisitRecord>(ask, 'visits', visitColumnsQuery(scope), CHUNK)) {
    for (const row of rows) builder.add(row);
    const { visits, kinds, actions } = builder.size;
    if (kinds > MOST_KINDS || visits * FEWEST_OF_A_VISIT + actions > MOST_BYTES) return null;
  }
  if (builder.size.visits === 0) return null;
  const parts = packVisits(builder.build());
  const bytes = parts.values().reduce((sum, { length }) => sum + length, 0);
  return bytes > MOST_BYTES ? null : parts;
}

/** Replaces what is remembered of a day's visits. */
export async function replaceVisits(
  client: pg.ClientBase,
  { projectNo, day }: DirtyDay,
  parts: PackedVisits | null,
): Promise<void> {
  await client.query('DELETE FROM rollup_visits WHERE project_no = $1 AND day = $2', [
    projectNo,
    day,
  ]);
  await insertRows<readonly [number, Buffer]>(
    client,
    'rollup_visits',
    [
      { name: 'project_no', type: 'int', of: () => projectNo },
      { name: 'day', type: 'date', of: () => day },
      { name: 'part', type: 'smallint', of: ([number]) => number },
      { name: 'bytes', type: 'bytea', of: ([, bytes]) => bytes },
    ],
    [...(parts ?? [])],
  );
}

/** Whether a visit did so much, or so much was done without one, that it is no list to be handed over. */
export async function isTooMuch(
  ask: Ask,
  { project, range }: Pick<VisitColumnsScope, 'project' | 'range'>,
): Promise<boolean> {
  const params = new Params();
  const near = visitsBetween(project, range.from, range.to, params);
  const most = params.add(MOST_OF_A_VISIT);
  const [row] = await ask<{ much: boolean }>({
    sql: `SELECT EXISTS (SELECT 1 FROM sessions s WHERE ${near()} AND s.events > ${most}::int)
        OR (SELECT count(*) FROM (
          SELECT 1 FROM events WHERE project_no = ${params.add(project.no)}::int AND session_id IS NULL
            AND at >= ${params.add(range.from)}::timestamptz AND at < ${params.add(range.to)}::timestamptz
          LIMIT ${most}::int + 1) e) > ${most}::int AS much`,
    params: params.values,
  });
  return row?.much === true;
}

/** Reads visits that are not remembered. */
export async function visitsOf(ask: Ask, scope: VisitColumnsScope): Promise<VisitColumns> {
  const { project, range, filters, dimensions, withActions, only } = scope;
  const builder = new VisitColumnsBuilder(dimensions, withActions);
  const condensed =
    !withActions &&
    only === undefined &&
    filters.every(looksAtVisits) &&
    (await isMostlyWhole(ask, project, range));
  const query = visitColumnsQuery({ ...scope, condensed });
  for (const row of await ask<VisitRecord>(query)) builder.add(row);
  return builder.build();
}

/** What to read of days that are remembered. */
export interface RememberedScope extends Pick<
  VisitColumnsScope,
  'project' | 'dimensions' | 'withActions'
> {
  readonly withStarts: boolean;
}

/** Reads the visits of days that are remembered, in order; some while those before are being counted. */
export async function* rememberedVisits(
  ask: Ask,
  { project, dimensions, withActions, withStarts }: RememberedScope,
  days: readonly VersionedDay[],
  known: KnownVisits,
): AsyncGenerator<{ readonly day: string; readonly columns: VisitColumns }> {
  const parts = [
    part.people,
    part.sums,
    ...(withStarts ? [part.starts] : []),
    ...(withActions ? [part.actions] : []),
    ...dimensions.map(dimensionNumber),
  ];
  const read = (first: number): Promise<Map<string, Map<number, VisitPart>>> =>
    readParts(ask, project, days.slice(first, first + DAYS_AT_ONCE), parts, known);
  let next = read(0);
  for (let first = 0; first < days.length; first += DAYS_AT_ONCE) {
    const found = await next;
    next = read(first + DAYS_AT_ONCE);
    // Whoever does not go on to it is not interested in how it ends.
    next.catch(() => null);
    for (const [day, some] of found) {
      const columns = columnsOf(some);
      if (columns) yield { day, columns };
    }
  }
}

/** Parts of some days, by day; those that are not known are read, and known then. */
async function readParts(
  ask: Ask,
  project: ProjectScope,
  days: readonly VersionedDay[],
  parts: readonly number[],
  known: KnownVisits,
): Promise<Map<string, Map<number, VisitPart>>> {
  const found = new Map(days.map(({ day }) => [day, new Map<number, VisitPart>()]));
  const missing = new Map<string, VersionedDay>();
  const missingParts = new Set<number>();
  for (const day of days) {
    for (const number of parts) {
      const one = known.of(project.no, day, number);
      if (one) {
        found.get(day.day)?.set(number, one);
      } else {
        missing.set(day.day, day);
        missingParts.add(number);
      }
    }
  }
  if (missing.size === 0) return found;
  const rows = await ask<{ day: string; part: number; bytes: string }>({
    sql: `SELECT day::text, part, ${encoded('bytes')} AS bytes FROM rollup_visits
      WHERE project_no = $1 AND day = ANY($2::date[]) AND part = ANY($3::smallint[])`,
    params: [project.no, [...missing.keys()], [...missingParts]],
  });
  for (const { day, part: number, bytes } of rows) {
    await othersFirst();
    const one = readPart(number, decoded(bytes));
    found.get(day)?.set(number, one);
    known.keep(project.no, missing.get(day) as VersionedDay, number, one);
  }
  return found;
}
