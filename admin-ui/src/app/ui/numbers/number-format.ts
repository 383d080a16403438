import { locale as ownLocale } from '../language';
/** How a number is meant: it decides the unit, the rounding and the words. */
export type Unit = 'count' | 'ratio' | 'percent' | 'seconds';

const cache = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, options: Intl.NumberFormatOptions) {
  const key = `${locale}|${JSON.stringify(options)}`;
  let format = cache.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, options);
    cache.set(key, format);
  }
  return format;
}

/** The short form for cards and axes: `12.3K`, `4.2`, `48%`, `2m 5s`; a dash where there is no number. */
export function short(
  value: number | null | undefined,
  unit: Unit,
  locale: string = ownLocale,
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  switch (unit) {
    case 'count':
      return formatter(locale, {
        notation: 'compact',
        maximumFractionDigits: Math.abs(value) < 1000 ? 0 : 1,
      }).format(value);
    case 'ratio':
      return formatter(locale, { maximumFractionDigits: value < 100 ? 2 : 0 }).format(value);
    case 'percent':
      return formatter(locale, { style: 'percent', maximumFractionDigits: 0 }).format(value / 100);
    case 'seconds':
      return duration(value);
  }
}

/** The exact form for tooltips and tables: `12,345`, `48.3%`, `2m 5s`. */
export function exact(
  value: number | null | undefined,
  unit: Unit,
  locale: string = ownLocale,
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  switch (unit) {
    case 'count':
      return formatter(locale, {}).format(value);
    case 'ratio':
      return formatter(locale, { maximumFractionDigits: 2 }).format(value);
    case 'percent':
      return formatter(locale, {
        style: 'percent',
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      }).format(value / 100);
    case 'seconds':
      return duration(value);
  }
}

/** Seconds as a person says them, in at most two units: `45s`, `2m 5s`, `3h 4m`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) {
    const rest = whole % 60;
    return rest === 0 ? `${Math.floor(whole / 60)}m` : `${Math.floor(whole / 60)}m ${rest}s`;
  }
  const minutes = Math.floor((whole % 3600) / 60);
  const hours = formatter(ownLocale, {}).format(Math.floor(whole / 3600));
  return minutes === 0 ? `${hours}h` : `${hours}h ${minutes}m`;
}

/** A share in percent: whole from ten up, one decimal below, «<0.1%» for a trace. */
export function share(percent: number, locale: string = ownLocale): string {
  if (percent > 0 && percent < 0.1) return `<${share(0.1, locale)}`;
  return formatter(locale, {
    style: 'percent',
    maximumFractionDigits: percent < 10 ? 1 : 0,
  }).format(percent / 100);
}
