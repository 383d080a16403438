import type { Ingestion } from '../api/models';

export type Fate = 'dropped' | 'rejected' | 'adjusted';

/** Events that did not end as they were sent, by the reason. */
export interface Refusal {
  readonly code: string;
  readonly fate: Fate;
  readonly count: number;
  readonly last_at: string;
}

/** The lines of a report, one for each fate and reason. */
export function refusalsOf(report: Ingestion): readonly Refusal[] {
  return [
    ...report.dropped.map(({ reason, ...rest }) => line(reason, 'dropped', rest)),
    ...report.rejected.map(({ code, ...rest }) => line(code, 'rejected', rest)),
    ...report.noted.map(({ reason, ...rest }) => line(reason, 'adjusted', rest)),
  ];
}

/** Events that are not stored; adjusted ones are. */
export function countTurnedAway(refusals: readonly Refusal[]): number {
  return refusals
    .filter(({ fate }) => fate !== 'adjusted')
    .reduce((sum, { count }) => sum + count, 0);
}

function line(code: string, fate: Fate, rest: { count: number; last_at: string }): Refusal {
  return { code, fate, count: rest.count, last_at: rest.last_at };
}
