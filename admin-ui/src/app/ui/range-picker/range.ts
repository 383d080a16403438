import {
  dateIn,
  daysBetween,
  firstOfMonth,
  firstOfYear,
  instantOf,
  plusDays,
  plusHours,
  plusMonths,
  wallClock,
} from './zone-time';
import { locale as ownLocale } from '../language';
import { say } from '../words/say';

export type Preset =
  | 'today'
  | 'yesterday'
  | '24h'
  | '7d'
  | '28d'
  | '30d'
  | 'month'
  | 'last_month'
  | 'year'
  | '12m'
  | 'all';

/** A preset the server resolves, or local times of the project: from `from` up to, not including, `to`. */
export type Range =
  { kind: 'preset'; preset: Preset } | { kind: 'between'; from: string; to: string };

export type Interval = 'hour' | 'day' | 'week' | 'month';

/** The menu, in its order, with the key that picks each. */
export const presets: readonly { preset: Preset; label: string; key: string }[] = [
  { preset: 'today', label: say('Today'), key: 'D' },
  { preset: 'yesterday', label: say('Yesterday'), key: 'E' },
  { preset: '24h', label: say('Last 24 hours'), key: 'H' },
  { preset: '7d', label: say('Last 7 days'), key: 'W' },
  { preset: '28d', label: say('Last 28 days'), key: 'F' },
  { preset: '30d', label: say('Last 30 days'), key: 'T' },
  { preset: 'month', label: say('Month to date'), key: 'M' },
  { preset: 'last_month', label: say('Last month'), key: 'P' },
  { preset: 'year', label: say('Year to date'), key: 'Y' },
  { preset: '12m', label: say('Last 12 months'), key: 'L' },
  { preset: 'all', label: say('All time'), key: 'A' },
];

export function isPreset(text: string | null | undefined): text is Preset {
  return presets.some((entry) => entry.preset === text);
}

export interface LocalSpan {
  from: string;
  to: string;
}

/** The local dates (or times, for 24 hours) a preset covers at `now`; null for all time. */
export function spanOf(preset: Preset, now: number, zone: string): LocalSpan | null {
  const today = dateIn(now, zone);
  const tomorrow = plusDays(today, 1);
  const month = firstOfMonth(today);
  switch (preset) {
    case 'today':
      return { from: today, to: tomorrow };
    case 'yesterday':
      return { from: plusDays(today, -1), to: today };
    case '24h': {
      const to = wallClock(now, zone);
      return { from: wallClock(now - 24 * 3_600_000, zone), to };
    }
    case '7d':
      return { from: plusDays(today, -6), to: tomorrow };
    case '28d':
      return { from: plusDays(today, -27), to: tomorrow };
    case '30d':
      return { from: plusDays(today, -29), to: tomorrow };
    case 'month':
      return { from: month, to: tomorrow };
    case 'last_month':
      return { from: plusMonths(month, -1), to: month };
    case 'year':
      return { from: firstOfYear(today), to: tomorrow };
    case '12m':
      return { from: plusMonths(month, -11), to: tomorrow };
    case 'all':
      return null;
  }
}

/** The range reaches the present, so that what happens now belongs to it. */
export function reachesNow(range: Range, now: number, zone: string): boolean {
  if (range.kind === 'preset') return range.preset !== 'yesterday' && range.preset !== 'last_month';
  return instantOf(range.to, zone) > now;
}

/** The preset that means exactly these dates today, else the dates themselves. */
export function named(span: LocalSpan, now: number, zone: string): Range {
  for (const preset of ['today', 'yesterday', '7d', '28d', '30d', 'last_month'] as const) {
    const known = spanOf(preset, now, zone);
    if (known?.from === span.from && known.to === span.to) return { kind: 'preset', preset };
  }
  return { kind: 'between', ...span };
}

const localSpan = (range: Range, now: number, zone: string): LocalSpan | null =>
  range.kind === 'preset' ? spanOf(range.preset, now, zone) : range;

const isWholeMonths = ({ from, to }: LocalSpan): boolean =>
  from.length === 10 && to.length === 10 && from.endsWith('-01') && to.endsWith('-01');

/** Moves a range one length back (-1) or on (+1); null where there is nothing to move to. */
export function shift(range: Range, step: -1 | 1, now: number, zone: string): Range | null {
  const span = localSpan(range, now, zone);
  if (!span) return null;
  const moved = movedSpan(range, span, step);
  if (instantOf(moved.from, zone) > now) return null;
  return named(moved, now, zone);
}

function movedSpan(range: Range, span: LocalSpan, step: -1 | 1): LocalSpan {
  const preset = range.kind === 'preset' ? range.preset : null;
  if (preset === 'month' || preset === 'year' || preset === '12m') {
    const months = preset === 'month' ? 1 : 12;
    const from = plusMonths(span.from, step * months);
    return { from, to: plusMonths(from, months) };
  }
  if (isWholeMonths(span)) {
    const months = monthsBetween(span);
    return { from: plusMonths(span.from, step * months), to: plusMonths(span.to, step * months) };
  }
  if (span.from.length > 10) {
    const hours = Math.max(
      1,
      (Date.parse(`${span.to}Z`) - Date.parse(`${span.from}Z`)) / 3_600_000,
    );
    return { from: plusHours(span.from, step * hours), to: plusHours(span.to, step * hours) };
  }
  const days = Math.max(1, daysBetween(span.from, span.to));
  return { from: plusDays(span.from, step * days), to: plusDays(span.to, step * days) };
}

function monthsBetween({ from, to }: LocalSpan): number {
  return (
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7))
  );
}

/** How many days a range is long, rounded up; all time counts as ten years. */
export function lengthInDays(range: Range, now: number, zone: string): number {
  const span = localSpan(range, now, zone);
  if (!span) return 3650;
  return Math.max(
    1,
    Math.ceil((Date.parse(utc(span.to)) - Date.parse(utc(span.from))) / 86_400_000),
  );
}

const utc = (local: string) => (local.length === 10 ? `${local}T00:00Z` : `${local}Z`);

/** The intervals that make a readable chart of this range, the fitting one first. */
export function intervalsFor(range: Range, now: number, zone: string): Interval[] {
  const days = lengthInDays(range, now, zone);
  if (days <= 2) return ['hour'];
  if (days <= 7) return ['day', 'hour'];
  if (days <= 14) return ['day', 'hour', 'week'];
  if (days <= 92) return ['day', 'week'];
  if (days <= 732)
    return range.kind === 'preset' && days > 180
      ? ['month', 'week', 'day']
      : ['week', 'day', 'month'];
  return ['month', 'week', 'day'];
}

/** The end of the bucket that begins at a local time. */
export function bucketEnd(label: string, interval: Interval): string {
  switch (interval) {
    case 'hour':
      return plusHours(label, 1);
    case 'day':
      return plusDays(label.slice(0, 10), 1);
    case 'week':
      return plusDays(label.slice(0, 10), 7);
    case 'month':
      return plusMonths(label.slice(0, 10), 1);
  }
}

/** The range of the buckets from the first label to the last; null when they cannot be looked into deeper. */
export function zoom(
  first: string,
  last: string,
  interval: Interval,
  now: number,
  zone: string,
): Range | null {
  if (interval === 'hour') {
    if (first === last) return null;
    return { kind: 'between', from: first.slice(0, 16), to: bucketEnd(last, 'hour') };
  }
  const span = { from: first.slice(0, 10), to: bucketEnd(last, interval) };
  return named(span, now, zone);
}

/** The words on the picker: a preset's name, or dates as a person writes them. */
export function rangeLabel(range: Range, locale: string = ownLocale): string {
  if (range.kind === 'preset') {
    return presets.find((entry) => entry.preset === range.preset)?.label ?? range.preset;
  }
  return spanLabel(range, locale);
}

/** Dates as a person writes them, the last day included: «1 – 7 Nov 2026». */
export function spanLabel(span: LocalSpan, locale: string = ownLocale): string {
  const withTime = span.from.length > 10 || span.to.length > 10;
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...(withTime ? { hour: '2-digit', minute: '2-digit' } : {}),
  });
  const from = Date.parse(utc(span.from));
  const to = Date.parse(utc(withTime ? span.to : plusDays(span.to, -1)));
  return format.formatRange(from, Math.max(from, to));
}
