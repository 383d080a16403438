import type { IncomingEvent } from '../../src/events/event.js';
import type { Filter, ProjectScope } from '../../src/events/tally.js';
import type { ReferenceAliases } from './reference-aliases.js';
import { Reference } from './reference.js';

/** What a history is once some of it has been removed: nearly as if that had never been. */
export class Remaining {
  private readonly all: Reference;

  constructor(
    received: readonly IncomingEvent[],
    private readonly project: ProjectScope,
  ) {
    this.all = new Reference(received, project);
  }

  /** Without the countable events of a range that pass. */
  withoutEvents(from: number, to: number, filters: readonly Filter[]): IncomingEvent[] {
    this.all.about(from, to);
    return this.without(
      this.all
        .countable(from, to)
        .filter((event) => filters.every((filter) => this.all.passes(event, filter))),
    );
  }

  /** Without all that is a user's. */
  withoutUser(userId: string): IncomingEvent[] {
    return this.without(this.ofUser(userId));
  }

  /** All that carries an id of a user, and all that is counted for them. */
  ofUser(userId: string): IncomingEvent[] {
    const { aliases } = this.all;
    const who = aliases.whoIs(`user ${userId}`);
    return this.all.everything().filter((event) => {
      const name = event.userId ? `user ${event.userId}` : `anonymous ${event.anonymousId}`;
      return aliases.whoIs(name) === who || this.all.personOf(event) === who;
    });
  }

  /** The visits that these events are in. */
  visitsOf(events: readonly IncomingEvent[]): number {
    return new Set(events.flatMap((event) => this.all.visit(event) ?? [])).size;
  }

  /** Who names turned out to be, which stays known when events go. */
  get aliases(): ReferenceAliases {
    return this.all.aliases;
  }

  private without(removed: readonly IncomingEvent[]): IncomingEvent[] {
    const gone = new Set(removed);
    const touched = new Set(
      removed.flatMap((event) => this.all.visit(event)?.events.map(({ id }) => id) ?? []),
    );
    const left = this.all
      .everything()
      .filter((event) => !gone.has(event))
      .map((event) => this.asItsVisitIsKnown(event));
    const cut = new Reference(left, this.project);
    // What is left of a visit without a countable event goes with the last one.
    return cut
      .everything()
      .filter((event) => !touched.has(event.id) || cut.visit(event)?.events.some(isCountable));
  }

  /** A visit keeps the facts and the visitor it had, whichever of its events go. */
  private asItsVisitIsKnown(event: IncomingEvent): IncomingEvent {
    const visit = this.all.visit(event);
    if (!visit) return event;
    const { visitor } = visit;
    return {
      ...event,
      facts: visit.events[0]?.facts ?? event.facts,
      visitor,
      previousVisitor: visitor === event.visitor ? event.previousVisitor : null,
    };
  }
}

function isCountable({ kind }: IncomingEvent): boolean {
  return kind === 'page_view' || kind === 'custom';
}
