import type { QueueStanding } from '../api/models';

/** A job that was given up, and the queue it belongs to. */
export type Failure = QueueStanding['failures'][number] & { readonly queue: string };

/** The failed jobs of all queues that the server lists, the latest first. */
export function failuresOf(queues: readonly QueueStanding[]): readonly Failure[] {
  return queues
    .flatMap(({ name, failures }) => failures.map((failure) => ({ ...failure, queue: name })))
    .toSorted((a, b) => (b.failed_at ?? '').localeCompare(a.failed_at ?? ''));
}

/** How many more there are than it lists. */
export function failuresNotListed(queues: readonly QueueStanding[]): number {
  return queues.reduce(
    (sum, { failed, failures }) => sum + Math.max(0, failed - failures.length),
    0,
  );
}
