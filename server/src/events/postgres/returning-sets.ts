import { RoaringBitmap32 } from 'roaring-wasm';
import { dayEnd, dayOf, dayStart, daysTouching } from '../calendar.js';
import type { RetentionRequest } from '../retention.js';
import { TOTAL } from './dimension.sql.js';
import { factsSql } from './facts.sql.js';
import { FIRST_ANONYMOUS } from './packed-sets.js';
import { type Ask, Params } from './params.js';
import { type RecordedDay, recordedDays } from './recorded-days.js';
import { decoded, encoded } from './remembered-days.js';
import type { RetentionRecord } from './returning.query.js';

/** With more days to be read from events than these, all of it is counted quicker in the database. */
const MOST_UNCOUNTED = 4;

/** Rows of `retentionQuery`, and whether any of them hangs on events that had to be read. */
export interface Returned {
  readonly rows: readonly RetentionRecord[];
  readonly mixed: boolean;
}

/**
 * Who came back, by the sets of people that are remembered of each day. Null when more is asked than who was there on
 * which day: then only events tell.
 */
export async function retentionBySets(
  ask: Ask,
  request: RetentionRequest,
): Promise<Returned | null> {
  const { project, range, buckets, cohort } = request;
  const { timezone: zone } = project;
  const isAboutDays = [range.from, ...buckets.slice(1)].every(
    (at) => dayStart(zone, dayOf(zone, at.getTime())) === at.getTime(),
  );
  if (!isAboutEverybody(request) || !isAboutDays) return null;
  const days = daysTouching(zone, range.from.getTime(), range.to.getTime());
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const recorded = await recordedDays(ask, project, cohort === 'first' ? null : first, last);
  if (recorded === null || recorded.length === 0) return null;
  // A day whose end is not asked for is one that is not over.
  const isKnown = ({ day, counted }: RecordedDay): boolean =>
    counted && dayEnd(zone, day) <= range.to.getTime();
  const known = recorded.filter(isKnown).map(({ day }) => day);
  const others = recorded.filter((one) => !isKnown(one)).map(({ day }) => day);
  if (others.length > MOST_UNCOUNTED) return null;
  const sets = new Cohorts(request);
  try {
    const rows = await ask<{ day: string; people: string }>({
      sql: `SELECT day::text, ${encoded('people')} AS people FROM rollup_days
        WHERE project_no = $1 AND dimension = ${TOTAL} AND value = '' AND people IS NOT NULL
          AND day = ANY($2::date[]) AND day BETWEEN $3 AND $4`,
      params: [project.no, known, recorded[0]?.day, last],
    });
    for (const { day, people } of rows) {
      sets.add(dayStart(zone, day), RoaringBitmap32.deserialize('portable', decoded(people)));
    }
    for (const day of others) {
      sets.add(dayStart(zone, day), RoaringBitmap32.from(await usersOf(ask, request, day)));
    }
    return { rows: sets.rows(), mixed: others.length > 0 };
  } finally {
    sets.dispose();
  }
}

function isAboutEverybody({ filters, start, back, anonymous }: RetentionRequest): boolean {
  return !anonymous && [filters, start, back].every(({ length }) => length === 0);
}

/** The known users of a day, as far as it is asked for. */
async function usersOf(
  ask: Ask,
  { project, range }: RetentionRequest,
  day: string,
): Promise<number[]> {
  const params = new Params();
  const end = Math.min(dayEnd(project.timezone, day), range.to.getTime());
  const stretch = { from: new Date(dayStart(project.timezone, day)), to: new Date(end) };
  const facts = factsSql({ project, ...stretch, filters: [], onlyPeople: true }, params);
  const rows = await ask<{ person: number }>({
    sql: `SELECT DISTINCT r.person ${facts} AND r.person > 0`,
    params: params.values,
  });
  return rows.map(({ person }) => person);
}

/** Known users by bucket, and who was there before. To be disposed of. */
class Cohorts {
  private readonly before = new RoaringBitmap32();
  private readonly present: readonly RoaringBitmap32[];

  constructor(private readonly request: RetentionRequest) {
    this.present = request.buckets.map(() => new RoaringBitmap32());
  }

  /** Takes over who was there on a day. */
  add(start: number, people: RoaringBitmap32): void {
    const { range, buckets } = this.request;
    const bucket = buckets.findLastIndex((at) => at.getTime() <= start);
    const set = start < range.from.getTime() ? this.before : this.present[bucket];
    people.removeRange(FIRST_ANONYMOUS);
    set?.orInPlace(people);
    people.dispose();
  }

  rows(): RetentionRecord[] {
    const isFirst = this.request.cohort === 'first';
    return this.present.flatMap((everybody, bucket) => {
      const cohort = everybody.clone();
      if (isFirst) {
        cohort.andNotInPlace(this.before);
        this.before.orInPlace(everybody);
      }
      const rows = [{ bucket, later: -1, people: cohort.size }];
      for (const [later, set] of this.present.slice(bucket).entries()) {
        rows.push({ bucket, later, people: cohort.andCardinality(set) });
      }
      cohort.dispose();
      return rows.filter(({ people }) => people > 0);
    });
  }

  dispose(): void {
    for (const set of [this.before, ...this.present]) set.dispose();
  }
}
