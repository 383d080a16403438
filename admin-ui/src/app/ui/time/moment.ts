import { locale } from '../language';

const cache = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  const known = cache.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  cache.set(key, known);
  return known;
}

/** Day and time to the second on a project's clock, for rows of a table: `24 Nov, 14:03:22`. */
export function momentOf(iso: string, zone: string): string {
  return format(zone, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));
}

/** Day and time in full, for one thing looked at: `24 Nov 2026, 14:03:22`. */
export function fullMomentOf(iso: string, zone: string): string {
  return format(zone, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso));
}

/** Only the time, to the second: `14:03:22`. */
export function clockOf(iso: string, zone: string): string {
  return format(zone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));
}

/** The day alone: `24 Nov 2026`. */
export function dayOf(iso: string, zone: string): string {
  return format(zone, { dateStyle: 'medium' }).format(new Date(iso));
}
