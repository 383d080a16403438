import type pg from 'pg';
import { isRemembered, type ProjectScope, type Tally, type TallyRequest } from '../tally.js';
import { isVisitDimension } from './dimension.sql.js';
import { MATCH_WHOLE_SETS } from './facts.sql.js';
import type { KnownVisits } from './known-visits.js';
import { type Ask, askOver } from './params.js';
import type { SharedCount } from './shared-count.js';
import { type Stretch, stretchesOf } from './stretches.js';
import { isCountable, VisitCount } from './visit-count.js';
import { rememberedVisits, visitsOf } from './visit-columns.repository.js';
import { isTestable, type Passed, VisitTest } from './visit-test.js';

/** Counts under filters or by person, from what is remembered of visits and as few events as possible; null where that does not do. */
export async function addVisits(
  client: pg.ClientBase,
  shared: TallyRequest,
  counts: readonly SharedCount[],
  known: KnownVisits,
): Promise<Tally['source'] | null> {
  const { project, range, filters } = shared;
  const asked = counts.map(({ dimension }) => dimension);
  const isRollupEnough = filters.length === 0 && asked.every(isRemembered);
  if (isRollupEnough || !filters.every(isTestable) || !asked.every(isCountable)) return null;
  const ask = askOver(client);
  const stretches = await stretchesOf(ask, project, range, 'visits');
  const buckets = stretches && bucketsOf(stretches, shared.buckets);
  if (!stretches || !buckets) return null;
  await client.query(MATCH_WHOLE_SETS);
  const test = new VisitTest(filters, ask);
  const count = new VisitCount(counts);
  const dimensions = asked.filter((one) => one !== null);
  const ofVisits = dimensions.filter(isVisitDimension);
  const withActions = dimensions.some((one) => one !== 'user' && !isVisitDimension(one));
  const bucketOfDay = new Map(stretches.map(({ day }, index) => [day, buckets[index] as number]));
  const days = stretches.flatMap(({ day, version }) =>
    day !== null && version !== null ? [{ day, version }] : [],
  );
  const remembered = rememberedVisits(
    ask,
    {
      project,
      days,
      dimensions: [...new Set([...ofVisits, ...test.dimensions])],
      withActions: withActions || test.withActions,
    },
    known,
  );
  for await (const { day, columns } of remembered) {
    count.add(columns, await test.of(columns), bucketOfDay.get(day) as number);
  }
  for (const [index, stretch] of stretches.entries()) {
    if (stretch.day !== null) continue;
    const columns = await visitsOf(ask, {
      project,
      range: stretch,
      filters,
      dimensions: ofVisits,
      withActions,
      isWholeDay: false,
    });
    count.add(columns, ALL, buckets[index] as number);
  }
  await count.finish((persons) => keysOf(ask, project, persons));
  return days.length === stretches.length ? 'rollup' : 'mixed';
}

/** The filters have been asked for already. */
const ALL: Passed = { rows: null, action: null };

/** The ids of people by their numbers. */
async function keysOf(
  ask: Ask,
  { no }: ProjectScope,
  persons: readonly number[],
): Promise<Map<number, string>> {
  const rows = await ask<{ no: number; key: string }>({
    sql: 'SELECT no, key FROM people WHERE project_no = $1 AND no = ANY($2::int[])',
    params: [no, persons],
  });
  return new Map(rows.map(({ no: number, key }) => [number, key]));
}

/** The bucket of each stretch; null when one begins within a stretch. */
function bucketsOf(
  stretches: readonly Stretch[],
  buckets: readonly Date[] | null,
): readonly number[] | null {
  if (!buckets) return stretches.map(() => 0);
  const isInside = (start: Date): boolean =>
    stretches.some(({ from, to }) => start > from && start < to);
  if (buckets.some(isInside)) return null;
  return stretches.map(({ from }) => buckets.findLastIndex((start) => start <= from));
}
