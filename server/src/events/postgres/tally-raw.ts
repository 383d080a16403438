import type pg from 'pg';
import { isRemembered, type Dimension, type EventDimension, type TallyRequest } from '../tally.js';
import type { Accumulator } from './accumulator.js';
import { isCondensable, isMostlyWhole } from './condensed.sql.js';
import { dimensionNumber, isVisitDimension } from './dimension.sql.js';
import { askOver, type Statement } from './params.js';
import type { RawSlice } from './plan.js';
import { isOfEventsOnly, type SharedCount } from './shared-count.js';
import { addUp, type TallyPart, type TallyRecord } from './tally-part.js';
import { eventsOnlyQuery, tallyQuery } from './tally.query.js';

/** Counts a stretch of the events for all counts of a pass. */
export async function addRaw(
  client: pg.ClientBase,
  shared: TallyRequest,
  counts: readonly SharedCount[],
  slice: RawSlice,
): Promise<void> {
  const whole = await isMostlyWhole(askOver(client), shared.project, {
    from: new Date(slice.from),
    to: new Date(slice.to),
  });
  const sums = new Map(counts.map(({ dimension, sum }) => [dimensionNumber(dimension), sum]));
  for (const { sql, params } of statementsOf(shared, counts, slice, whole)) {
    const { rows } = await client.query<TallyPart>(sql, params);
    for (const record of addUp(rows)) {
      const sum = sums.get(record.dimension);
      if (sum) addRecord(sum, slice.bucket ?? record.bucket, record);
    }
  }
}

function isEventDimension(one: Dimension | null): one is Exclude<EventDimension, 'user' | 'group'> {
  return one !== null && isRemembered(one) && !isVisitDimension(one);
}

/** Visits answer for most dimensions, in one pass; the others need the events, in another, or less than that. */
function statementsOf(
  { project, filters, buckets }: TallyRequest,
  counts: readonly SharedCount[],
  slice: RawSlice,
  whole: boolean,
): Statement[] {
  const [from, to] = [new Date(slice.from), new Date(slice.to)];
  const counted = {
    project,
    from,
    to,
    filters,
    buckets: slice.bucket === null ? buckets : null,
    seenSince: slice.seenSince === null ? null : new Date(slice.seenSince),
    durations: false,
  };
  const quick: Statement[] = [];
  const dimensions: Record<'visits' | 'events', (Dimension | null)[]> = { visits: [], events: [] };
  for (const count of counts) {
    const { dimension } = count;
    if (filters.length === 0 && isEventDimension(dimension) && isOfEventsOnly(count)) {
      quick.push(eventsOnlyQuery(counted, dimension));
    } else {
      const condensable = whole && isCondensable({ ...counted, dimensions: [dimension] });
      dimensions[condensable ? 'visits' : 'events'].push(dimension);
    }
  }
  const durations = counts.some(({ requests }) => requests.some(({ median }) => median === true));
  const passes = (['visits', 'events'] as const)
    .filter((source) => dimensions[source].length > 0)
    .map((source) =>
      tallyQuery({
        ...counted,
        dimensions: dimensions[source],
        condensed: source === 'visits',
        durations: durations && dimensions[source].includes(null),
      }),
    );
  return [...quick, ...passes];
}

function addRecord(sum: Accumulator, bucket: number, record: TallyRecord): void {
  const { value, people } = record;
  sum.add({
    bucket,
    value,
    events: record.events,
    pageViews: record.page_views,
    visits: record.visits - record.carried_visits,
    viewedVisits: record.viewed_visits - record.carried_viewed_visits,
    bounces: record.bounces - record.carried_bounces,
    durationMs: record.duration_ms - record.carried_duration_ms,
    units: record.units - record.carried_units,
  });
  if (people.length > 0) sum.addPeople(bucket, value, Uint32Array.from(people));
  sum.addDurations(bucket, value, record.durations, 1);
  sum.addDurations(bucket, value, record.carried_durations, -1);
}
