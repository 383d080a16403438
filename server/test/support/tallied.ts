import type { EventStore } from '../../src/events/event.store.js';
import type { Dimension, ProjectScope } from '../../src/events/tally.js';
import type { Reference, ReferenceRow } from './reference.js';

/** A question without filters about `from` to `to`, in epoch milliseconds like the starts of `buckets`. */
export interface Asked {
  readonly from: number;
  readonly to: number;
  readonly dimension: Dimension | null;
  readonly buckets: readonly number[] | null;
}

/** The rows that have events, as the store counts them; in the order of {@link byHand}. */
export async function tallied(
  store: EventStore,
  project: ProjectScope,
  { from, to, dimension, buckets }: Asked,
): Promise<ReferenceRow[]> {
  const { rows } = await store.tally({
    project,
    range: { from: new Date(from), to: new Date(to) },
    filters: [],
    dimension,
    buckets: buckets && buckets.map((at) => new Date(at)),
  });
  return sorted(rows.map(({ medianSeconds: _, ...row }) => row).filter(({ events }) => events > 0));
}

/** The same rows as a count by hand gives them. */
export function byHand(
  reference: Reference,
  { from, to, dimension, buckets }: Asked,
): ReferenceRow[] {
  return sorted(reference.answer(from, to, dimension, buckets));
}

function sorted(rows: readonly ReferenceRow[]): ReferenceRow[] {
  const name = (row: ReferenceRow): string => `${String(row.bucket).padStart(6, '0')} ${row.value}`;
  return [...rows].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}
