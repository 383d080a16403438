import type pg from 'pg';
import { isRemembered, type Dimension, type EventDimension, type TallyRequest } from '../tally.js';
import type { Accumulator } from './accumulator.js';
import { isCondensable, isMostlyWhole } from './condensed.sql.js';
import { dimensionNumber, isVisitDimension } from './dimension.sql.js';
import type { Statement } from './params.js';
import type { RawSlice } from './plan.js';
import { addUp, type TallyPart, type TallyRecord } from './tally-part.js';
import { eventsOnlyQuery, tallyQuery } from './tally.query.js';

/** Counts a stretch for all requests at once: they differ in their dimension, and in what of it they want. */
export async function addRaw(
  client: pg.ClientBase,
  requests: readonly TallyRequest[],
  slice: RawSlice,
  sums: readonly Accumulator[],
): Promise<void> {
  const { project } = requests[0] as TallyRequest;
  const whole = await isMostlyWhole(client, project, {
    from: new Date(slice.from),
    to: new Date(slice.to),
  });
  for (const { sql, params } of statementsOf(requests, slice, whole)) {
    const { rows } = await client.query<TallyPart>(sql, params);
    for (const record of addUp(rows)) {
      const bucket = slice.bucket ?? record.bucket;
      requests.forEach((request, index) => {
        if (dimensionNumber(request.dimension) !== record.dimension) return;
        addRecord(sums[index] as Accumulator, bucket, record);
      });
    }
  }
}

function isEventDimension(one: Dimension | null): one is Exclude<EventDimension, 'user' | 'group'> {
  return one !== null && isRemembered(one) && !isVisitDimension(one);
}

/** Visits answer for most dimensions, in one pass; the others need the events, in another. */
function statementsOf(
  requests: readonly TallyRequest[],
  slice: RawSlice,
  whole: boolean,
): Statement[] {
  const [{ project, filters, buckets }] = requests as [TallyRequest];
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
  const [only] = requests;
  if (only?.eventsOnly && filters.length === 0 && isEventDimension(only.dimension)) {
    return [eventsOnlyQuery(counted, only.dimension)];
  }
  const all = [...new Set(requests.map(({ dimension }) => dimension))];
  const parts = Object.groupBy(all, (one) =>
    whole && isCondensable({ ...counted, dimensions: [one] }) ? 'visits' : 'events',
  );
  const durations = requests.some(({ median }) => median === true);
  return [
    { dimensions: parts.visits ?? [], condensed: true },
    { dimensions: parts.events ?? [], condensed: false },
  ].flatMap(({ dimensions, condensed }) =>
    dimensions.length === 0
      ? []
      : tallyQuery({
          ...counted,
          dimensions,
          condensed,
          durations: durations && dimensions.includes(null),
        }),
  );
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
  if (people.length > 0) sum.addPeople(bucket, value, people);
  sum.addDurations(bucket, value, record.durations, 1);
  sum.addDurations(bucket, value, record.carried_durations, -1);
}
