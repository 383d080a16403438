import type { Clock } from './period.js';

/** What filters may name, each of which may only name what stands before it. */
export const nameable = ['goal', 'cohort', 'segment'] as const;
export type Nameable = (typeof nameable)[number];

/** What the owner of a project has given a name, as JSON; undefined when there is nothing of that kind and id. */
export type Named = (kind: Nameable, id: string) => object | undefined;

/** What filters may refer to beyond themselves. */
export interface Terms {
  /** Where and when «the last 30 days» are read. */
  readonly clock: Clock;
  readonly named: Named;
}
