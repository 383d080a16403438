import type pg from 'pg';
import { dayEnd, dayStart } from '../calendar.js';
import type { ProjectScope, TimeRange } from '../tally.js';
import type { DirtyDay } from './dirty-days.repository.js';
import { factsSql } from './facts.sql.js';
import { type Ask, inChunks, Params } from './params.js';
import { decoded, encoded } from './remembered-days.js';
import { packWays, readWays, type Ways, WaysBuilder } from './ways.js';

/** The label of an event `e` that, if it is a page view, is one of this page. */
export function labelOf(page: string): string {
  return `CASE WHEN e.kind = 0 THEN 'p' || ${page} ELSE 'e' || e.name END`;
}

const LABEL = labelOf(`coalesce(e.path, '')`);

/** With more different pages and events than these, or more bytes (a step is one at least), a day is not remembered. */
const MOST_LABELS = 20_000;
const MOST_BYTES = 8 * 2 ** 20;
/** Visits taken from the database at once. */
const CHUNK = 5_000;

/** The ways of all visits of a stretch of time; null when there is too much to tell apart. */
export async function waysOf(
  ask: Ask,
  project: ProjectScope,
  range: TimeRange,
): Promise<Ways | null> {
  const facts = (params: Params): string =>
    `${factsSql({ project, ...range, filters: [] }, params)} AND e.session_id IS NOT NULL`;
  const forLabels = new Params();
  const labels = await ask<{ label: string }>({
    sql: `SELECT label FROM (SELECT ${LABEL} AS label ${facts(forLabels)}) f
      GROUP BY label ORDER BY count(*) DESC, label COLLATE "C" LIMIT ${MOST_LABELS + 1}`,
    params: forLabels.values,
  });
  if (labels.length > MOST_LABELS) return null;
  const known = labels.map(({ label }) => label);
  const builder = new WaysBuilder(known);
  const params = new Params();
  const numbered = `unnest(${params.add(known)}::text[]) WITH ORDINALITY AS l(label, code)`;
  const found = inChunks<{ visit: number; codes: string }>(
    ask,
    'ways',
    {
      sql: `
        SELECT f.session_id::float8 AS visit, string_agg((l.code - 1)::text, ' ' ORDER BY f.at, f.event_id) AS codes
        FROM (SELECT e.session_id, e.at, e.event_id, ${LABEL} AS label ${facts(params)}) f
        JOIN ${numbered} ON l.label = f.label
        GROUP BY f.session_id ORDER BY f.session_id`,
      params: params.values,
    },
    CHUNK,
  );
  for await (const rows of found) {
    for (const { visit, codes } of rows) builder.add(visit, codes.split(' ').map(Number));
    if (builder.steps > MOST_BYTES) break;
  }
  return builder.steps > MOST_BYTES ? null : builder.build();
}

/** What is remembered of a day's ways; null when there are none, or too many. */
export async function packedDay(
  ask: Ask,
  project: ProjectScope,
  day: string,
): Promise<Buffer | null> {
  const ways = await waysOf(ask, project, {
    from: new Date(dayStart(project.timezone, day)),
    to: new Date(dayEnd(project.timezone, day)),
  });
  if (ways === null || ways.visits.length === 0) return null;
  const packed = packWays(ways);
  return packed.length > MOST_BYTES ? null : packed;
}

/** Replaces what is remembered of a day's ways. */
export async function replaceWays(
  client: pg.ClientBase,
  { projectNo, day }: DirtyDay,
  ways: Buffer | null,
): Promise<void> {
  await client.query('DELETE FROM rollup_ways WHERE project_no = $1 AND day = $2', [
    projectNo,
    day,
  ]);
  if (ways === null) return;
  await client.query('INSERT INTO rollup_ways (project_no, day, ways) VALUES ($1, $2, $3)', [
    projectNo,
    day,
    ways,
  ]);
}

/** The ways of a day that is remembered. */
export async function rememberedWays(ask: Ask, project: ProjectScope, day: string): Promise<Ways> {
  const [row] = await ask<{ ways: string }>({
    sql: `SELECT ${encoded('ways')} AS ways FROM rollup_ways WHERE project_no = $1 AND day = $2`,
    params: [project.no, day],
  });
  return readWays(decoded(row?.ways ?? ''));
}
