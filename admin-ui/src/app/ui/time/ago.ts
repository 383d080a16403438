import { locale as ownLocale } from '../language';
import { say } from '../words/say';
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago, in one unit: «3 minutes ago», «yesterday», «in 2 hours»; «just now» under a minute. */
export function ago(time: string | Date, now: Date, locale: string = ownLocale): string {
  const seconds = Math.round((new Date(time).getTime() - now.getTime()) / 1_000);
  const step = STEPS.find(([, length]) => Math.abs(seconds) >= length);
  if (!step) return say('just now');
  const [unit, length] = step;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return format.format(Math.trunc(seconds / length), unit);
}
