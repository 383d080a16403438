import { type Load, loadDoor } from './load.ts';
import { startBareRoute } from './subjects.ts';
import { say } from './table.ts';

/** What a bare route does in a second on a quiet machine of two cores, by events of a request. */
export const QUIET = { 1: 15_000, 50: 9_000 } as const;

const CONNECTIONS = 64;
const WARM_UP_SECONDS = 2;
const SECONDS = 2;

/**
 * How fast this machine is at the moment, of a quiet one: a bare route that reads batches of 50 tells. What is promised
 * for a quiet machine is expected in this proportion.
 */
export async function speedNow(): Promise<number> {
  const bare = await startBareRoute();
  try {
    const load = (seconds: number): Promise<Load> =>
      loadDoor({ url: bare.url, key: '', connections: CONNECTIONS, batch: 50, seconds });
    await load(WARM_UP_SECONDS);
    return speedOf((await load(SECONDS)).requestsPerSecond, 50);
  } finally {
    await bare.stop();
  }
}

/** The same from what a bare route was seen to do; a faster machine is held to the same. */
export function speedOf(requestsPerSecond: number, batch: keyof typeof QUIET): number {
  const speed = Math.min(1, requestsPerSecond / QUIET[batch]);
  say(`This machine is at ${speed.toFixed(2)} of a quiet one`);
  return speed;
}

/** How an expectation is written down. */
export function inProportion(text: string, speed: number): string {
  return speed !== 1 ? `${text} × ${speed.toFixed(2)} (this machine now)` : text;
}
