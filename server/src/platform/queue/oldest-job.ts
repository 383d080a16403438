import type { Queue } from 'bullmq';

/** Id of the job that has waited longest of `waiting` ones; null when none waits any more. */
export async function oldestJob(
  queue: Pick<Queue, 'getRanges'>,
  waiting: number,
): Promise<string | null> {
  if (waiting === 0) return null;
  // TRICKY: both stores list the newest first; asked for the other order, PostgreSQL's turns a page, not the list.
  const [id] = await queue.getRanges(['waiting'], waiting - 1, waiting - 1, false);
  return id ?? null;
}
