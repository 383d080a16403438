import { addToSession, openSession, type NumberedEvent, type Session } from '../session.js';
import { mayFollowYesterday, type VisitRules } from './handover.js';
import type { StoredEvent } from './session-events.repository.js';

/** Where the events of a batch belong, and what that changes. */
export interface Placement {
  /** Visits as they are stored, by id, as far as the batch may touch them. */
  readonly stored: ReadonlyMap<string, Session>;
  /** Visit of a new event; events that open no visit are not in it. */
  readonly sessionOf: Map<NumberedEvent, Session>;
  readonly changed: Set<Session>;
  /** Visits that were joined to others. */
  readonly removed: Session[];
  readonly moves: { readonly event: StoredEvent; readonly sessionId: string }[];
}

/** A visit that begins with this event. */
export function open(event: NumberedEvent, id: string, rules: VisitRules): Session {
  const session = openSession(id, event);
  if (!mayFollowYesterday(event, rules)) session.previousVisitor = null;
  return session;
}

/** Adds an event, and what of its ties must be kept; those of a `stored` one were kept already. */
export function join(
  session: Session,
  event: NumberedEvent,
  rules: VisitRules,
  stored: boolean,
): void {
  addToSession(session, event);
  const keeps = stored || mayFollowYesterday(event, rules);
  if (keeps && session.visitor === event.visitor) session.previousVisitor ??= event.previousVisitor;
}

/** Writes down where a new event belongs. */
export function note(placement: Placement, event: NumberedEvent, session: Session): void {
  placement.sessionOf.set(event, session);
  placement.changed.add(session);
}
