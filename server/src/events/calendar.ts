import { DateTime, type DateTimeUnit } from 'luxon';

/**
 * Project-local days and buckets. Every function takes an IANA zone; instants are epoch milliseconds, days are
 * `YYYY-MM-DD`. Days have 23 to 25 hours, and hours of zones at :30 and :45 begin where their clocks say so.
 */
export type Interval = 'minute' | 'hour' | 'day' | 'week' | 'month';
export type WeekStart = 'monday' | 'sunday';

interface Day {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const MINUTE = 60_000;
// Two questions over a quarter of a century fit; beyond what is kept, each day costs a tenth of a millisecond.
const REMEMBERED_DAYS = 16_384;
const remembered = new Map<string, Day>();
/** Most lookups are for a day of the ones just before; of each zone the last few, the newest first. */
const latest = new Map<string, Day[]>();
const LATEST_DAYS = 4;

function dayAround(zone: string, at: number): Day {
  const recent = latest.get(zone);
  const known = recent?.find(({ start, end }) => at >= start && at < end);
  if (known) return known;
  const local = DateTime.fromMillis(at, { zone });
  const day = dayNamed(zone, local.toISODate() ?? '');
  latest.set(zone, [day, ...(recent ?? []).slice(0, LATEST_DAYS - 1)]);
  return day;
}

function dayNamed(zone: string, name: string): Day {
  const key = `${zone} ${name}`;
  const known = remembered.get(key);
  if (known) return known;
  const start = DateTime.fromISO(name, { zone }).startOf('day');
  if (!start.isValid) throw new RangeError(`no such day: ${name} in ${zone}`);
  const end = start.plus({ days: 1 }).startOf('day');
  const day = { name, start: start.toMillis(), end: end.toMillis() };
  if (remembered.size >= REMEMBERED_DAYS) remembered.clear();
  remembered.set(key, day);
  return day;
}

/** The local day an instant falls on. */
export function dayOf(zone: string, at: number): string {
  return dayAround(zone, at).name;
}

/** First instant of the local day that `at` falls on. */
export function startOfDay(zone: string, at: number): number {
  return dayAround(zone, at).start;
}

/** First instant of a named local day. */
export function dayStart(zone: string, day: string): number {
  return dayNamed(zone, day).start;
}

/** First instant after a named local day: the start of the next. */
export function dayEnd(zone: string, day: string): number {
  return dayNamed(zone, day).end;
}

/** The local days that `[from, to)` touches, in order. */
export function daysTouching(zone: string, from: number, to: number): string[] {
  const days: string[] = [];
  for (let at = from; at < to;) {
    const day = dayAround(zone, at);
    days.push(day.name);
    at = day.end;
  }
  return days;
}

/**
 * Starts of all buckets that `[from, to)` touches; the first may lie before `from`.
 * The repeated hour of an autumn night is a bucket of its own, so such a day has 25.
 */
export function bucketStarts(
  zone: string,
  from: number,
  to: number,
  interval: Interval,
  weekStartsOn: WeekStart = 'monday',
): number[] {
  if (to <= from) return [];
  if (interval === 'minute') return minuteStarts(from, to);
  if (interval === 'hour') return hourStarts(zone, from, to);
  const starts: number[] = [];
  let start = bucketStart(zone, from, interval, weekStartsOn);
  while (start.toMillis() < to) {
    starts.push(start.toMillis());
    start = bucketStart(zone, start.plus({ [interval]: 1 }).toMillis(), interval, weekStartsOn);
  }
  return starts;
}

function bucketStart(
  zone: string,
  at: number,
  interval: 'day' | 'week' | 'month',
  weekStartsOn: WeekStart,
): DateTime {
  const local = DateTime.fromMillis(at, { zone });
  if (interval === 'week' && weekStartsOn === 'sunday') {
    return local.plus({ days: 1 }).startOf('week').minus({ days: 1 }).startOf('day');
  }
  return local.startOf(interval satisfies DateTimeUnit);
}

function minuteStarts(from: number, to: number): number[] {
  const starts: number[] = [];
  for (let at = from - (from % MINUTE); at < to; at += MINUTE) starts.push(at);
  return starts;
}

/**
 * Walks the days in steps of 15 minutes, the finest offset in use, and opens a bucket wherever the wall clock shows a
 * full hour or has jumped into another one (Lord Howe's clocks move by half an hour).
 */
function hourStarts(zone: string, from: number, to: number): number[] {
  const starts: number[] = [];
  for (const day of daysTouching(zone, from, to)) {
    let hour = -1;
    for (let at = dayStart(zone, day); at < dayEnd(zone, day); at += 15 * MINUTE) {
      const local = DateTime.fromMillis(at, { zone });
      if (local.minute === 0 || local.hour !== hour) starts.push(at);
      hour = local.hour;
    }
  }
  const first = starts.findLastIndex((start) => start <= from);
  return starts.slice(Math.max(first, 0)).filter((start) => start < to);
}
