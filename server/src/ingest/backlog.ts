/** How much the ingest queue holds, as seen when somebody last looked. */
export interface Backlog {
  readonly jobs: number;
  /** Estimated from the jobs this process adds. */
  readonly bytes: number;
  /** Milliseconds since the oldest waiting job was added; 0 when none waits. */
  readonly ageMs: number;
}

/** Nothing waits, or nobody has looked yet. */
export const noBacklog: Backlog = { jobs: 0, bytes: 0, ageMs: 0 };

const FULL_JOBS = 20_000;
// Redis holds jobs in memory: this much fits where anything else does.
const FULL_BYTES = 1_073_741_824;
// An outage of the store is waited out; who still sends after an hour must hear that nobody stores.
const FULL_AGE_MS = 60 * 60 * 1_000;

/** Whether so much waits, or for so long, that no more may be taken. */
export function isFull({ jobs, bytes, ageMs }: Backlog): boolean {
  return jobs >= FULL_JOBS || bytes >= FULL_BYTES || ageMs >= FULL_AGE_MS;
}

/** When a job was added, in epoch milliseconds: its id is a UUIDv7. NaN for an id of another kind. */
export function addedAt(jobId: string): number {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(jobId)
    ? Number.parseInt(jobId.slice(0, 8) + jobId.slice(9, 13), 16)
    : Number.NaN;
}
