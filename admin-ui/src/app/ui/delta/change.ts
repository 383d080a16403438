import { locale as ownLocale } from '../language';
import { say } from '../words/say';
/** Which way is good: more visitors is, more bounces is not. */
export type Meaning = 'more-is-better' | 'less-is-better';

export interface Change {
  /** Percent against before; null when there was nothing before to measure against. */
  readonly percent: number | null;
  readonly direction: 'up' | 'down' | 'same';
  readonly tone: 'good' | 'bad' | 'neutral';
}

/** The change from one number to another; null when one of them does not exist. */
export function changeBetween(
  before: number | null | undefined,
  now: number | null | undefined,
  meaning: Meaning = 'more-is-better',
): Change | null {
  if (before === null || before === undefined || now === null || now === undefined) return null;
  if (now === before) return { percent: 0, direction: 'same', tone: 'neutral' };
  const direction = now > before ? 'up' : 'down';
  const good = (direction === 'up') === (meaning === 'more-is-better');
  const percent = before === 0 ? null : ((now - before) / Math.abs(before)) * 100;
  return { percent, direction, tone: good ? 'good' : 'bad' };
}

/** The words on a change: `12%`, `1.4K%` never: above tenfold it says how many times. */
export function changeLabel(change: Change, locale: string = ownLocale): string {
  if (change.percent === null) return say('new');
  const size = Math.abs(change.percent);
  if (size >= 1000 && change.direction === 'up') {
    const times = new Intl.NumberFormat(locale, { notation: 'compact' }).format(
      Math.round(size / 100 + 1),
    );
    return `×${times}`;
  }
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: size < 10 ? 1 : 0,
  }).format(size / 100);
}
