import { bucketStarts, dayEnd, dayStart, daysTouching } from '../calendar.js';
import { isRemembered, type TallyRequest } from '../tally.js';

/** A remembered day and the bucket it is added to; `first` when nothing of the bucket comes before it. */
export interface RollupDay {
  readonly day: string;
  readonly bucket: number;
  readonly first: boolean;
}

/** A stretch to be counted from raw events. */
export interface RawSlice {
  readonly from: number;
  readonly to: number;
  /** The bucket all of it belongs to; null = it covers whole buckets, several of them. */
  readonly bucket: number | null;
  /** When an earlier part of the bucket has been counted elsewhere: where that part's last day begins. */
  readonly seenSince: number | null;
}

export interface Plan {
  readonly days: readonly RollupDay[];
  /** Days whose hours are read from the hourly rollup. */
  readonly hourDays: readonly string[];
  readonly raw: readonly RawSlice[];
}

/** More stretches than this are counted faster in one go. */
const MOST_SLICES = 8;

/**
 * Decides what is read from rollups and what is counted from raw events: rollups answer for whole project-local days
 * that nothing has touched since they were counted, raw events for the rest. `dirty` = null: for everything.
 */
export function planTally(request: TallyRequest, dirty: ReadonlySet<string> | null): Plan {
  const { range, project } = request;
  const from = range.from.getTime();
  const to = range.to.getTime();
  const whole: Plan = {
    days: [],
    hourDays: [],
    raw: [{ from, to, bucket: request.buckets ? null : 0, seenSince: null }],
  };
  const remembered =
    dirty !== null && request.filters.length === 0 && isRemembered(request.dimension);
  if (!remembered) return whole;
  const days = daysTouching(project.timezone, from, to).map((day) => look(day, request, dirty));
  keepFirstWhole(days);
  const plan = assemble(days, request);
  return plan.raw.length > MOST_SLICES ? whole : plan;
}

interface Day {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The one bucket the day lies in; null when it spans several. */
  readonly bucket: number | null;
  readonly partial: boolean;
  source: 'day' | 'hours' | 'raw';
}

function look(name: string, request: TallyRequest, dirty: ReadonlySet<string>): Day {
  const zone = request.project.timezone;
  const start = dayStart(zone, name);
  const end = dayEnd(zone, name);
  const from = Math.max(start, request.range.from.getTime());
  const to = Math.min(end, request.range.to.getTime());
  const partial = from > start || to < end;
  const inner = request.buckets ? startsWithin(request.buckets, start, end) : [];
  const bucket = request.buckets ? soleBucket(request.buckets, inner, start) : 0;
  let source: Day['source'] = 'raw';
  if (!partial && !dirty.has(name)) {
    if (bucket !== null) source = 'day';
    else if (request.dimension === null && isEveryHour(inner, zone, start, end)) source = 'hours';
  }
  return { name, from, to, bucket, partial, source };
}

function startsWithin(buckets: readonly Date[], start: number, end: number): number[] {
  return buckets.map((one) => one.getTime()).filter((at) => at >= start && at < end);
}

/** Index of the bucket that holds the whole day, if one does: none begins inside of it. */
function soleBucket(
  buckets: readonly Date[],
  inner: readonly number[],
  start: number,
): number | null {
  if (inner.some((at) => at > start)) return null;
  return buckets.findLastIndex((one) => one.getTime() <= start);
}

function isEveryHour(inner: readonly number[], zone: string, start: number, end: number): boolean {
  const hours = bucketStarts(zone, start, end, 'hour');
  return hours.length === inner.length && hours.every((at, index) => at === inner[index]);
}

/**
 * TRICKY: a rollup knows what a day shares with the whole day before, not with a part of it. So after a partial first
 * day the second one is counted from raw events, together with the first.
 */
function keepFirstWhole(days: Day[]): void {
  const [first, second] = days;
  if (first?.partial && second?.source === 'day' && first.bucket === second.bucket) {
    second.source = 'raw';
  }
}

function assemble(days: readonly Day[], request: TallyRequest): Plan {
  const rollupDays: RollupDay[] = [];
  const hourDays: string[] = [];
  const raw: { from: number; to: number; bucket: number | null; seenSince: number | null }[] = [];
  const mixed = new Set(
    days.flatMap((day) =>
      day.source === 'day' && days.some((one) => one.bucket === day.bucket && one.source === 'raw')
        ? [day.bucket]
        : [],
    ),
  );
  let before: Day | undefined;
  for (const day of days) {
    const first = before === undefined || before.bucket !== day.bucket || day.bucket === null;
    if (day.source === 'day') {
      rollupDays.push({ day: day.name, bucket: day.bucket ?? 0, first });
    } else if (day.source === 'hours') {
      hourDays.push(day.name);
    } else {
      const last = raw.at(-1);
      const alone = request.buckets !== null && !mixed.has(day.bucket);
      const bucket = alone ? null : day.bucket;
      if (last && last.to === day.from && last.bucket === bucket && before?.source === 'raw') {
        last.to = day.to;
      } else {
        const seenSince = alone || first || !before ? null : before.from;
        raw.push({ from: day.from, to: day.to, bucket, seenSince });
      }
    }
    before = day;
  }
  return { days: rollupDays, hourDays, raw };
}
