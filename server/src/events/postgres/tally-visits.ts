import type pg from 'pg';
import { isRemembered, type ProjectScope, type Tally, type TallyRequest } from '../tally.js';
import { MATCH_WHOLE_SETS } from './facts.sql.js';
import type { KnownPeople } from './known-people.js';
import { type Ask, askInTime } from './params.js';
import type { RawSlice } from './plan.js';
import type { SharedCount } from './shared-count.js';
import { type Stretch, stretchesOf } from './stretches.js';
import { isCountable, VisitCount } from './visit-count.js';
import { isWalkable, type VisitMemory, VisitWalk } from './visit-walk.js';

/** What is kept from one question to the next. */
export interface TallyMemory extends VisitMemory {
  readonly people: KnownPeople;
}

/** Counts under filters or by person, from what is remembered of visits and as few events as possible; null where that does not do. */
export async function addVisits(
  client: pg.ClientBase,
  shared: TallyRequest,
  counts: readonly SharedCount[],
  known: TallyMemory,
): Promise<Pick<Tally, 'source' | 'countedUntil'> | null> {
  const { project, range, filters } = shared;
  const asked = counts.map(({ dimension }) => dimension);
  const isRollupEnough = filters.length === 0 && asked.every(isRemembered);
  if (isRollupEnough || !isWalkable(filters) || !asked.every(isCountable)) return null;
  const [since, ask] = [Date.now(), askInTime(client)];
  const stretches = await stretchesOf(ask, project, range, 'visits');
  const buckets = stretches && bucketsOf(stretches, shared.buckets);
  if (!stretches || !buckets) return null;
  if (asked.includes('user') && (await areKeysShared(ask, project))) return null;
  await client.query(MATCH_WHOLE_SETS);
  const walk = new VisitWalk(ask, { project, filters, dimensions: asked }, known, since);
  if (!(await walk.isPossible(stretches))) return null;
  const count = new VisitCount(counts);
  await walk.along(stretches, (columns, passed, index) =>
    count.add(columns, passed, buckets[index] as number),
  );
  await count.finish((persons) => known.people.keysOf(ask, project, persons));
  const isAllKnown = stretches.every(({ day, isWhole }) => day !== null && isWhole);
  return {
    source: isAllKnown ? 'rollup' : 'mixed',
    countedUntil: walk.countedUntil === null ? null : new Date(walk.countedUntil),
  };
}

/**
 * Counts a stretch without filters, of days that rollups do not answer for because they are asked for in part: from what
 * is remembered of their visits. False, and nothing counted, where not all of it is remembered.
 */
export async function addSlice(
  client: pg.ClientBase,
  shared: TallyRequest,
  counts: readonly SharedCount[],
  { from, to, bucket, seenSince }: RawSlice,
  known: VisitMemory,
): Promise<boolean> {
  const { project, filters } = shared;
  const asked = counts.map(({ dimension }) => dimension);
  if (filters.length > 0 || !asked.every(isRemembered)) return false;
  const [since, ask] = [Date.now(), askInTime(client)];
  const range = { from: new Date(seenSince ?? from), to: new Date(to) };
  const stretches = await stretchesOf(ask, project, range, 'visits');
  if (!stretches?.every(({ day }) => day !== null)) return false;
  const isSeen = (stretch: Stretch): boolean => stretch.from.getTime() < from;
  const buckets =
    bucket === null ? bucketsOf(stretches, shared.buckets) : stretches.map(() => bucket);
  if (!buckets || stretches.some((one) => isSeen(one) && !one.isWhole)) return false;
  const count = new VisitCount(counts);
  const walk = new VisitWalk(ask, { project, filters, dimensions: asked }, known, since);
  await walk.along(stretches, (columns, passed, index) => {
    if (isSeen(stretches[index] as Stretch)) count.see(columns, buckets[index] as number);
    else count.add(columns, passed, buckets[index] as number);
  });
  return true;
}

/** Whether a user and an anonymous id have the same name: their visits may be the same, and columns tell them apart. */
async function areKeysShared(ask: Ask, { no }: ProjectScope): Promise<boolean> {
  const [row] = await ask<{ shared: boolean }>({
    sql: `SELECT EXISTS (SELECT 1 FROM people a JOIN people k
        ON k.project_no = a.project_no AND k.known AND k.key = a.key
      WHERE a.project_no = $1 AND NOT a.known) AS shared`,
    params: [no],
  });
  return row?.shared === true;
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
