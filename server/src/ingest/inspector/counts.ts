import type { DropReason, Note } from '../enrichment/arrival.js';
import type { RejectionCode } from '../door/rejection.js';

/** What became of an event at the door. */
export type Outcome =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'dropped'; readonly reason: DropReason }
  | { readonly outcome: 'rejected'; readonly reason: RejectionCode }
  | { readonly outcome: 'noted'; readonly reason: Note };

/** Events of one project, local day and outcome. */
export interface Count {
  readonly projectNo: number;
  /** `YYYY-MM-DD` in the project's zone. */
  readonly day: string;
  readonly outcome: Outcome['outcome'];
  /** '' for accepted events. */
  readonly reason: string;
  count: number;
  /** Epoch milliseconds. */
  lastAt: number;
}

/** Adds up outcomes between two flushes. */
export class Counts {
  private kept = new Map<string, Count>();

  add(projectNo: number, day: string, outcome: Outcome, now: number, count = 1): void {
    const reason = outcome.outcome === 'accepted' ? '' : outcome.reason;
    const key = `${projectNo} ${day} ${outcome.outcome} ${reason}`;
    const known = this.kept.get(key);
    if (known === undefined) {
      this.kept.set(key, { projectNo, day, outcome: outcome.outcome, reason, count, lastAt: now });
    } else {
      known.count += count;
      known.lastAt = Math.max(known.lastAt, now);
    }
  }

  /** Puts back what could not be written down. */
  restore(counts: readonly Count[]): void {
    for (const { projectNo, day, outcome, reason, count, lastAt } of counts) {
      this.add(projectNo, day, { outcome, reason } as Outcome, lastAt, count);
    }
  }

  /** Everything added since the last time. */
  take(): Count[] {
    const taken = [...this.kept.values()];
    this.kept = new Map();
    return taken;
  }
}
