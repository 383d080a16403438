import type { Filter, ProjectScope, Tally, TimeRange } from './tally.js';

/**
 * Who comes back. A cohort is whoever did the start event in one bucket: for the first time ever (`first`), or at all
 * (`any`). They return in a later bucket, or in the same one at or after the start event.
 */
export interface RetentionRequest {
  readonly project: ProjectScope;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
  /** What makes somebody part of a cohort, and what a return is; under `filters`, too. */
  readonly start: readonly Filter[];
  readonly back: readonly Filter[];
  readonly cohort: 'first' | 'any';
  /** Starts of the buckets, ascending, the first at or before `range.from`. */
  readonly buckets: readonly Date[];
  /**
   * Known users only, unless this is set: then also kept anonymous ids, and cookieless visitors, whom nobody recognises
   * the day after: all they do is counted in the bucket in which their visit began.
   */
  readonly anonymous: boolean;
}

export interface Cohort {
  /** Index into `buckets`. */
  readonly bucket: number;
  readonly size: number;
  /** How many came back how many buckets later; missing where nobody did. */
  readonly returned: ReadonlyMap<number, number>;
}

export interface Retention {
  /** Those that anybody belongs to, in order. */
  readonly cohorts: readonly Cohort[];
  /** Where the numbers come from. */
  readonly source: Tally['source'];
}
