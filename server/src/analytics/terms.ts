import type { Clock } from './period.js';

/** What filters may refer to beyond themselves. */
export interface Terms {
  /** Where and when «the last 30 days» are read. */
  readonly clock: Clock;
}
