import type { TimeRange } from '../tally.js';
import { is, type VisitColumns } from './visit-columns.js';

/** What of the visits of a day lies in a part of it. */
export interface PartOfDay {
  /** 1 for visits that lie in it, all of them. */
  readonly rows: Uint8Array;
  /** Where in it the events of visits are that do not. */
  readonly cut: readonly TimeRange[];
  /** Some events of the day have no visit: nothing is said of these. */
  readonly withoutVisit: boolean;
}

/** Of columns that say when visits began. */
export function partOf(columns: VisitColumns, dayStart: number, part: TimeRange): PartOfDay {
  const { flags, durations } = columns.people;
  const starts = columns.starts as Int32Array;
  const [from, to] = [part.from.getTime() - dayStart, part.to.getTime() - dayStart];
  const rows = new Uint8Array(flags.length);
  let [head, tail] = [from, to];
  let withoutVisit = false;
  for (let row = 0; row < flags.length; row++) {
    if (!((flags[row] as number) & is.visit)) {
      withoutVisit = true;
      continue;
    }
    const start = starts[row] as number;
    const end = start + (durations[row] as number);
    if (start >= from && end < to) rows[row] = 1;
    else if (start < to && end >= from) {
      if (start < from) head = Math.max(head, Math.min(end + 1, to));
      if (end >= to) tail = Math.min(tail, Math.max(start, from));
    }
  }
  const ranges =
    head >= tail
      ? [[from, to]]
      : [
          [from, head],
          [tail, to],
        ];
  return {
    rows,
    cut: ranges
      .map(([since = 0, until = 0]) => ({
        from: new Date(dayStart + since),
        to: new Date(dayStart + until),
      }))
      .filter((range) => range.from < range.to),
    withoutVisit,
  };
}
