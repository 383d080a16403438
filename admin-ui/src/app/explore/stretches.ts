import type { EventRow } from '../api/models';

/** One event of a timeline. */
export interface Step {
  readonly event: EventRow;
  /** Seconds until the next event of the same stretch; null for the last. */
  readonly pause: number | null;
}

/** Events of one session that follow each other. */
export interface Stretch {
  /** Of its first event in this order. */
  readonly key: string;
  /** Null for events outside any session, such as those of a server. */
  readonly sessionId: string | null;
  readonly began: string;
  readonly steps: readonly Step[];
}

/** Cuts a timeline, oldest or newest first, wherever another session begins. */
export function stretchesOf(events: readonly EventRow[], newestFirst: boolean): readonly Stretch[] {
  const runs: EventRow[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run?.[0]?.session_id === event.session_id) run.push(event);
    else runs.push([event]);
  }
  return runs.map((run) => {
    const [first, last] = [run[0]!, run.at(-1)!];
    const next = (at: number) => run[newestFirst ? at - 1 : at + 1];
    return {
      key: first.event_id,
      sessionId: first.session_id,
      began: (newestFirst ? last : first).timestamp,
      steps: run.map((event, at) => ({ event, pause: secondsBetween(event, next(at)) })),
    };
  });
}

function secondsBetween(earlier: EventRow, later: EventRow | undefined): number | null {
  return later ? secondsFrom(earlier.timestamp, later.timestamp) : null;
}

export function secondsFrom(earlier: string, later: string): number {
  return Math.max(0, (Date.parse(later) - Date.parse(earlier)) / 1_000);
}
