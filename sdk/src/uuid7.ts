let last = 0;

/**
 * A UUID version 7 (RFC 9562): `now` in milliseconds, then 15 digits at random. Sorted ids are in the
 * order they were made: several of one millisecond take the milliseconds after it.
 */
export const uuid7 = (now: number): string => {
  last = Math.max(now, last + 1);
  // Fifteen bytes written in decimal are at least 15 digits, and decimal digits are hexadecimal ones.
  return ('0' + last.toString(16) + 70008 + crypto.getRandomValues(new Uint8Array(15)).join(''))
    .slice(0, 32)
    .replace(/^.{8}|.{4}(?=.{12})/g, '$&-');
};
