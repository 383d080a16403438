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
  /**
   * What it was asked in: as many days, months or years before are what it is compared with, on whatever date it is
   * asked. Null when only its ends were named.
   */
  readonly unit: 'day' | 'month' | 'year' | null;
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
  const running = (from: DateTime, unit: Period['unit'] = 'day'): Period => ({
    from,
    to: tomorrow,
    until: present,
    unit,
  });
  switch (preset) {
    case 'today':
      return running(today);
    case 'yesterday':
      return { from: today.minus({ days: 1 }), to: today, until: today, unit: 'day' };
    case '24h': {
      const hour = present.startOf('hour');
      const to = hour.plus({ hours: 1 });
      return { from: hour.minus({ hours: 23 }), to, until: present, unit: null };
    }
    case '7d':
      return running(today.minus({ days: 6 }));
    case '28d':
      return running(today.minus({ days: 27 }));
    case '30d':
      return running(today.minus({ days: 29 }));
    case 'month':
      return running(today.startOf('month'), 'month');
    case 'last_month': {
      const to = today.startOf('month');
      return { from: to.minus({ months: 1 }), to, until: to, unit: 'month' };
    }
    case 'year':
      return running(today.startOf('year'), 'year');
    case '12m':
      return running(today.startOf('month').minus({ months: 11 }), 'year');
    case 'all': {
      const first = DateTime.fromJSDate(firstEvent ?? now, { zone }).startOf('day');
      return running(first < today ? first : today);
    }
  }
}

/** A stretch that the asker has named by its ends. */
export function customPeriod(from: DateTime, to: DateTime, now: Date): Period {
  const present = DateTime.fromJSDate(now, { zone: from.zone });
  return { from, to, until: present > from && present < to ? present : to, unit: null };
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
  return { from, to, until: latest, unit: period.unit };
}

/** The stretch that begins where the asker says and lasts as long as has passed of this one. */
export function customComparedPeriod(period: Period, from: DateTime, to: DateTime | null): Period {
  const days = wholeDays(period);
  const end = to ?? (days === null ? from.plus(period.to.diff(period.from)) : from.plus({ days }));
  const elapsed = elapsedSince(period);
  const until = period.until < period.to ? DateTime.min(end, elapsed(from)) : end;
  return { from, to: end, until, unit: null };
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

/** How many calendar months it is made of; null when it is counted in days. */
function wholeMonths({ from, to, unit }: Period): number | null {
  if (unit !== null) return { day: null, month: 1, year: 12 }[unit];
  const aligned = +from === +from.startOf('month') && +to === +to.startOf('month');
  return aligned ? Math.round(to.diff(from, 'months').months) : null;
}
