import { InvalidArgumentError } from 'commander';
import { knownTimezone } from '../projects/timezone.js';

/** A parser of whole numbers within bounds, for commander. */
export function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text.replaceAll('_', ''));
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** A parser of IANA time zones, for commander. */
export function zone(text: string): string {
  const known = knownTimezone(text);
  if (known === null) {
    throw new InvalidArgumentError('It must be an IANA time zone such as Europe/Berlin.');
  }
  return known;
}

/** Numbers for people: `1,234,567`. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
