/**
 * Milliseconds to wait after the `failures`-th failure in a row: 1 s, doubling, at most a minute,
 * of which between a half and the whole is taken, so that pages do not come back all at once.
 */
export function backoff(failures: number, random: number): number {
  return Math.min(500 * 2 ** failures, 60_000) * (0.5 + random / 2);
}
