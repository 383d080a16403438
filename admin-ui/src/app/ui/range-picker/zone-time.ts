/**
 * Wall-clock arithmetic in an IANA zone, on plain strings: `2026-11-24` is a date,
 * `2026-11-24T13:30` a local time. Instants are epoch milliseconds.
 */
const minute = 60_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function wallClockFormatter(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** The local time an instant shows on a clock in the zone, to the minute. */
export function wallClock(instant: number, zone: string): string {
  const parts: Record<string, string> = {};
  for (const part of wallClockFormatter(zone).formatToParts(instant)) parts[part.type] = part.value;
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
}

/** The date an instant falls on in the zone. */
export function dateIn(instant: number, zone: string): string {
  return wallClock(instant, zone).slice(0, 10);
}

/** Reads a local time (or date, meaning its midnight) as if it were UTC: good for arithmetic only. */
export function asUtc(local: string): number {
  return Date.parse(local.length === 10 ? `${local}T00:00Z` : `${local.slice(0, 16)}Z`);
}

/**
 * The instant of a local time. A time the clock shows twice means the first one;
 * a time the clock skips means the moment of the change, moved by what was skipped.
 */
export function instantOf(local: string, zone: string): number {
  const wanted = asUtc(local);
  const offsetAt = (instant: number) => asUtc(wallClock(instant, zone)) - instant;
  const before = wanted - offsetAt(wanted - 24 * 60 * minute);
  if (asUtc(wallClock(before, zone)) === wanted) return before;
  const after = wanted - offsetAt(wanted + 24 * 60 * minute);
  if (asUtc(wallClock(after, zone)) === wanted) return after;
  return before;
}

function fromUtc(instant: number, like: string): string {
  const iso = new Date(instant).toISOString();
  return like.length === 10 ? iso.slice(0, 10) : iso.slice(0, 16);
}

/** Moves a date or local time by calendar days; the clock time stays. */
export function plusDays(local: string, days: number): string {
  return fromUtc(asUtc(local) + days * 24 * 60 * minute, local);
}

/** Moves a local time by hours on the clock face. */
export function plusHours(local: string, hours: number): string {
  return new Date(asUtc(local) + hours * 60 * minute).toISOString().slice(0, 16);
}

/** Moves a date or local time by months; a day the month lacks becomes its last day. */
export function plusMonths(local: string, months: number): string {
  const date = new Date(asUtc(local));
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const daysInMonth = new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0),
  ).getUTCDate();
  date.setUTCDate(Math.min(day, daysInMonth));
  return fromUtc(date.getTime(), local);
}

/** Whole days from one date to another, on the calendar. */
export function daysBetween(from: string, to: string): number {
  return Math.round((asUtc(to) - asUtc(from)) / (24 * 60 * minute));
}

export function firstOfMonth(local: string): string {
  return `${local.slice(0, 7)}-01`;
}

export function firstOfYear(local: string): string {
  return `${local.slice(0, 4)}-01-01`;
}
