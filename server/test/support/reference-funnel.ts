import type { IncomingEvent } from '../../src/events/event.js';
import type { FunnelRequest } from '../../src/events/funnel.js';
import type { Filter } from '../../src/events/tally.js';
import type { Reference } from './reference.js';

/** What one person, or one visit of a stranger, did: when the first step was done, and each after it. */
export interface HandAttempt {
  readonly actor: string;
  readonly times: readonly number[];
  readonly value: string | null;
}

/** The best attempt of everybody who began, found by trying every beginning. */
export function attemptsByHand(reference: Reference, request: FunnelRequest): HandAttempt[] {
  const { range, filters, steps, breakdown } = request;
  reference.about(range.from.getTime(), range.to.getTime());
  const passes = (event: IncomingEvent, all: readonly Filter[]): boolean =>
    all.every((filter) => reference.passes(event, filter));
  const events = reference
    .countable(range.from.getTime(), range.to.getTime())
    .filter((event) => passes(event, filters));
  const attempts: HandAttempt[] = [];
  for (const [actor, own] of Map.groupBy(events, (event) => actorOf(reference, event))) {
    if (actor === null) continue;
    let best: HandAttempt | null = null;
    for (const [index, first] of own.entries()) {
      if (!passes(first, steps[0] ?? [])) continue;
      const times = [first.at];
      let at = index;
      for (const step of steps.slice(1)) {
        const next = own.findIndex(
          (event, position) =>
            position > at && (request.strict ? position === at + 1 : true) && passes(event, step),
        );
        const event = own[next];
        if (event === undefined || event.at - first.at > request.windowMs) break;
        times.push(event.at);
        at = next;
      }
      if (best === null || times.length > best.times.length) {
        const value = breakdown === null ? null : reference.valueOf(first, breakdown);
        best = { actor, times, value };
      }
    }
    if (best) attempts.push(best);
  }
  return attempts;
}

function actorOf(reference: Reference, event: IncomingEvent): string | null {
  const person = reference.personOf(event);
  if (person !== null) return person;
  const visit = reference.visit(event);
  return visit ? `visit ${visit.events[0]?.id}` : null;
}
