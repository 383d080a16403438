import type { QueryAnswer } from '../api/models';
import { locale as ownLocale } from '../ui/language';
import type { WeekStart } from '../ui/range-picker/dates-dialog';

interface HourCell {
  readonly hour: number;
  readonly value: number;
  /** Against the strongest hour of the week, in percent; by its root, so that one peak leaves the rest in sight. */
  readonly strength: number;
}

interface HourRow {
  /** 1 is Monday. */
  readonly weekday: number;
  readonly cells: readonly HourCell[];
}

/** Every hour of the week; those that are in no row count nothing. */
export function hourGrid(
  rows: QueryAnswer['rows'],
  metric: string,
  weekStart: WeekStart,
): HourRow[] {
  const values = new Map(
    rows.map(({ dimensions, metrics }) => [
      `${dimensions['weekday']} ${dimensions['hour']}`,
      metrics[metric] ?? 0,
    ]),
  );
  const most = Math.max(1, ...values.values());
  const days = weekStart === 'sunday' ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7];
  return days.map((weekday) => ({
    weekday,
    cells: Array.from({ length: 24 }, (_, hour) => {
      const value = values.get(`${weekday} ${hour}`) ?? 0;
      return { hour, value, strength: Math.sqrt(value / most) * 100 };
    }),
  }));
}

/** The names of the days, Monday first. */
export function weekdayNames(locale: string = ownLocale) {
  // 5 January 1970 was a Monday.
  const days = Array.from({ length: 7 }, (_, at) => new Date((4 + at) * 86_400_000));
  const inForm = (weekday: 'short' | 'long') => {
    const format = new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' });
    return days.map((day) => format.format(day));
  };
  return { short: inForm('short'), long: inForm('long') };
}
