import { DateTime } from 'luxon';

export const presets = [
  'today',
  'yesterday',
  '24h',
  '7d',
  '28d',
  '30d',
  'month',
  'last_month',
  'year',
  '12m',
  'all',
] as const;
export type Preset = (typeof presets)[number];

export type Comparison = 'previous' | 'year' | 'custom';

/** A half-open stretch of time; `until` is where it ends for now: the same as `to`, or the present in between. */
export interface Period {
  readonly from: DateTime;
  readonly to: DateTime;
  readonly until: DateTime;
}

/** Where time is read: an IANA zone, and when. */
export interface Clock {
  readonly zone: string;
  readonly now: Date;
}

/**
 * The days a preset means, in the zone: «7d» is today and the six days before, «24h» the running hour and the 23
 * before. `firstEvent` is where «all» begins.
 */
export function presetPeriod(
  preset: Preset,
  { zone, now }: Clock,
  firstEvent: Date | null,
): Period {
  const present = DateTime.fromJSDate(now, { zone });
  const today = present.startOf('day');
  const tomorrow = today.plus({ days: 1 });
  const running = (from: DateTime): Period => ({ from, to: tomorrow, until: present });
  const closed = (from: DateTime, to: DateTime): Period => ({ from, to, until: to });
  switch (preset) {
    case 'today':
      return running(today);
    case 'yesterday':
      return closed(today.minus({ days: 1 }), today);
    case '24h': {
      const hour = present.startOf('hour');
      return { from: hour.minus({ hours: 23 }), to: hour.plus({ hours: 1 }), until: present };
    }
    case '7d':
      return running(today.minus({ days: 6 }));
    case '28d':
      return running(today.minus({ days: 27 }));
    case '30d':
      return running(today.minus({ days: 29 }));
    case 'month':
      return running(today.startOf('month'));
    case 'last_month':
      return closed(today.startOf('month').minus({ months: 1 }), today.startOf('month'));
    case 'year':
      return running(today.startOf('year'));
    case '12m':
      return running(today.startOf('month').minus({ months: 11 }));
    case 'all': {
      const first = DateTime.fromJSDate(firstEvent ?? now, { zone }).startOf('day');
      return running(first < today ? first : today);
    }
  }
}

/** A stretch that the asker has named by its ends. */
export function customPeriod(from: DateTime, to: DateTime, now: Date): Period {
  const present = DateTime.fromJSDate(now, { zone: from.zone });
  return { from, to, until: present > from && present < to ? present : to };
}

/**
 * The stretch to compare with: as much of the one before (or of the year before) as has passed of this one, so that
 * «today until 13:40» meets «yesterday until 13:40». Days are shifted by the calendar, so both begin at midnight.
 * With `matchWeekday`, Mondays meet Mondays.
 */
export function comparedPeriod(
  period: Period,
  comparison: Exclude<Comparison, 'custom'>,
  matchWeekday: boolean,
): Period {
  const back = shiftOf(period, comparison, matchWeekday);
  const from = back(period.from);
  const to = back(period.to);
  const until = back(period.until);
  // A shorter month must not reach into the days it is compared with.
  const latest = DateTime.min(until, comparison === 'previous' ? period.from : until);
  return { from, to, until: latest };
}

/** The stretch that begins where the asker says and lasts as long as has passed of this one. */
export function customComparedPeriod(period: Period, from: DateTime, to: DateTime | null): Period {
  const days = wholeDays(period);
  const end = to ?? (days === null ? from.plus(period.to.diff(period.from)) : from.plus({ days }));
  const elapsed = elapsedSince(period);
  const until = period.until < period.to ? DateTime.min(end, elapsed(from)) : end;
  return { from, to: end, until };
}

function elapsedSince(period: Period): (from: DateTime) => DateTime {
  const elapsed = period.until.diff(period.from, ['days', 'milliseconds']);
  return (from) => from.plus(elapsed);
}

function shiftOf(
  period: Period,
  comparison: Exclude<Comparison, 'custom'>,
  matchWeekday: boolean,
): (at: DateTime) => DateTime {
  if (comparison === 'year') {
    return (at) => at.minus(matchWeekday ? { weeks: 52 } : { years: 1 });
  }
  const days = wholeDays(period);
  if (days === null) {
    const length = period.to.diff(period.from);
    return (at) => at.minus(length);
  }
  const months = wholeMonths(period);
  if (matchWeekday) return (at) => at.minus({ weeks: Math.ceil(days / 7) });
  return months === null ? (at) => at.minus({ days }) : (at) => at.minus({ months });
}

/** How many local days, or null when it is not made of whole ones. */
function wholeDays({ from, to }: Period): number | null {
  const aligned = +from === +from.startOf('day') && +to === +to.startOf('day');
  return aligned ? Math.round(to.diff(from, 'days').days) : null;
}

/** How many calendar months, the running one included; null when it does not begin with one. */
function wholeMonths({ from, to, until }: Period): number | null {
  if (+from !== +from.startOf('month') || to.diff(from, 'days').days < 2) return null;
  const closed = +to === +to.startOf('month');
  const running = until < to && +to === +until.plus({ days: 1 }).startOf('day');
  if (!closed && !running) return null;
  // The running year is compared with the year before, not with as many months.
  if (running && +from === +from.startOf('year')) return 12;
  const last = closed ? to : to.minus({ milliseconds: 1 }).endOf('month').plus({ milliseconds: 1 });
  return Math.round(last.diff(from, 'months').months);
}
