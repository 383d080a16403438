import type { Dimension, TallyRequest } from '../tally.js';
import { Accumulator } from './accumulator.js';

/**
 * What is counted for all questions of one pass that count by the same dimension. All of a pass are about the same events:
 * whatever needs their project, range, filters or buckets takes any of them as `shared`.
 */
export interface SharedCount {
  readonly dimension: Dimension | null;
  readonly requests: readonly TallyRequest[];
  readonly sum: Accumulator;
}

/** One for each dimension that the questions count by. To be disposed of. */
export function sharedCounts(requests: readonly TallyRequest[]): SharedCount[] {
  const byDimension = Map.groupBy(requests, ({ dimension }) => dimension);
  return [...byDimension].map(([dimension, asked]) => ({
    dimension,
    requests: asked,
    sum: new Accumulator(),
  }));
}

/** Whether nobody wants to know anything but how many events there were. */
export function isOfEventsOnly({ requests }: SharedCount): boolean {
  return requests.every(({ eventsOnly }) => eventsOnly === true);
}
