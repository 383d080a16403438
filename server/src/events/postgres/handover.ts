import { dayOf, dayStart, startOfDay } from '../calendar.js';
import type { NumberedEvent, Session } from '../session.js';

/** How a project's visits are cut. */
export interface VisitRules {
  readonly timezone: string;
  readonly sessionTimeoutMs: number;
}

/** A client's clock may be this far ahead, so a visit may begin a little after the midnight it was received after. */
const CLOCK_SLACK_MS = 10 * 60 * 1000;

/**
 * The event with yesterday's id of its visitor only where that can matter: an event from before yesterday is no
 * neighbour of anything that was received under that id.
 */
export function withUsefulTies(event: NumberedEvent, { timezone }: VisitRules): NumberedEvent {
  if (event.previousVisitor === null) return event;
  const today = startOfDay(timezone, event.receivedAt);
  const yesterday = dayStart(timezone, dayOf(timezone, today - 1));
  return event.at < yesterday ? { ...event, previousVisitor: null } : event;
}

/**
 * Only an event soon after midnight may continue a visit of the day before that is stored after it; no other may keep
 * two ids of a visitor together.
 */
export function mayFollowYesterday(event: NumberedEvent, rules: VisitRules): boolean {
  const midnight = startOfDay(rules.timezone, event.receivedAt);
  return event.at < midnight + rules.sessionTimeoutMs + CLOCK_SLACK_MS;
}

/** The ids somebody is known by, and those they had the day before one of these. */
export interface Ties {
  readonly known: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
}

export function tiesOfEvent({ visitor, previousVisitor }: NumberedEvent): Ties {
  return { known: setOf(visitor), before: setOf(previousVisitor) };
}

export function tiesOfSession({ visitor, nextVisitor, previousVisitor }: Session): Ties {
  return { known: setOf(visitor, nextVisitor), before: setOf(previousVisitor) };
}

/** Whether two are one visitor: an id in common, or one's id is the other's of the day before. */
export function areTied(one: Ties, other: Ties): boolean {
  return (
    !one.known.isDisjointFrom(other.known) ||
    !one.before.isDisjointFrom(other.known) ||
    !one.known.isDisjointFrom(other.before)
  );
}

function setOf(...ids: readonly (string | null)[]): Set<string> {
  return new Set(ids.filter((id) => id !== null));
}
