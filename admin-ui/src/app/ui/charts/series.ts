import type { Interval } from '../range-picker/range';
import { locale as ownLocale } from '../language';
import { say } from '../words/say';

/** One point of a line; `label` is its start on the project's clock, `value` null where there is none. */
export interface Point {
  readonly label: string;
  readonly value: number | null;
  /** The bucket is not over yet. */
  readonly partial: boolean;
}

const formats: Record<
  Interval,
  { tick: Intl.DateTimeFormatOptions; full: Intl.DateTimeFormatOptions }
> = {
  hour: {
    tick: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    full: {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    },
  },
  day: {
    tick: { day: 'numeric', month: 'short' },
    full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  },
  week: {
    tick: { day: 'numeric', month: 'short' },
    full: { day: 'numeric', month: 'short', year: 'numeric' },
  },
  month: {
    tick: { month: 'short' },
    full: { month: 'long', year: 'numeric' },
  },
};

const asDate = (label: string) =>
  new Date(label.length === 10 ? `${label}T00:00Z` : `${label.slice(0, 16)}Z`);

/** Short words under the axis; a day's hours across several days name the day at midnight. */
export function tickLabel(
  label: string,
  interval: Interval,
  manyDays: boolean,
  locale: string = ownLocale,
) {
  const midnight = label.length === 10 || label.slice(11, 16) === '00:00';
  const style =
    interval === 'hour' && manyDays && midnight ? formats.day.tick : formats[interval].tick;
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(asDate(label));
}

/** The full name of a bucket, for tooltips and the table. */
export function bucketName(label: string, interval: Interval, locale: string = ownLocale): string {
  const words = new Intl.DateTimeFormat(locale, {
    ...formats[interval].full,
    timeZone: 'UTC',
  }).format(asDate(label));
  return interval === 'week' ? say('Week of {0}', words) : words;
}

/** Which labels to write under the axis so that they never touch: every n-th. */
export function tickEvery(count: number, width: number, spacing = 72): number {
  const fit = Math.max(2, Math.floor(width / spacing));
  const least = Math.ceil(count / fit);
  return [1, 2, 3, 4, 6, 7, 12, 14, 24, 28, 48, 72, 168].find((step) => step >= least) ?? least;
}
