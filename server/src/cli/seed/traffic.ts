import { counts, type IncomingEvent } from '../../events/event.js';
import { Arrivals } from './arrivals.js';
import { asStored, type SeededProject } from './as-stored.js';
import { origins } from './origins.js';
import { People } from './people.js';
import type { Random } from './random.js';
import { rhythm } from './rhythm.js';
import { visit } from './visit.js';
import { VisitorIds } from './visitor-ids.js';

export interface TrafficRequest {
  readonly project: SeededProject;
  /** Epoch milliseconds, half-open: nothing happens or arrives at `to` or later. */
  readonly from: number;
  readonly to: number;
  /** Page views and custom events, exactly; engagement and sign-ins come on top. */
  readonly events: number;
  /** People with an account. */
  readonly users: number;
  /** Some events arrive minutes to days after they happened. */
  readonly late: boolean;
  /** Some events arrive twice. */
  readonly duplicates: boolean;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LATE_SHARE = 0.02;
const DUPLICATE_SHARE = 0.02;
const LONGEST_DELAY_MS = 3 * DAY;

/** The traffic of a small shop, in the order in which it arrives; the same request and chance give the same events. */
export function* traffic(random: Random, request: TrafficRequest): Generator<IncomingEvent> {
  const people = new People(random.fork('people'), request.users);
  const visitors = new VisitorIds(request.project);
  const arrivals = new Arrivals();
  let made = 0;
  for (const slice of rhythm(request.from, request.to, request.project.timezone)) {
    const target = Math.round(request.events * slice.shareByEnd);
    while (made < target) {
      const start = random.between(slice.from, slice.to);
      for (const event of oneVisit(random, request, people, visitors, start)) {
        if (counts(event.kind)) {
          if (made === request.events) break;
          made += 1;
        }
        arrivals.add(event);
        if (request.duplicates && random.chance(DUPLICATE_SHARE)) {
          arrivals.add(sentAgain(random, event, request.to));
        }
      }
    }
    yield* arrivals.before(slice.to);
  }
  yield* arrivals.before(Infinity);
}

function oneVisit(
  random: Random,
  request: TrafficRequest,
  people: People,
  visitors: VisitorIds,
  start: number,
): IncomingEvent[] {
  const { project, from, to } = request;
  const person = people.next();
  const origin = random.weighted(origins);
  const moments = visit(random, person, origin);
  // A visit that would still be running at the end began earlier.
  const length = moments.at(-1)?.afterMs ?? 0;
  const begin = Math.max(from, Math.min(Math.floor(start), to - 1 - length));
  return moments.map((moment) => {
    const at = Math.min(begin + moment.afterMs, to - 1);
    const delay =
      request.late && random.chance(LATE_SHARE)
        ? random.between(5 * MINUTE, LONGEST_DELAY_MS)
        : random.between(50, 1_500);
    const receivedAt = Math.min(Math.floor(at + delay), to - 1);
    return asStored(project, visitors, random, person, origin, moment, at, receivedAt);
  });
}

function sentAgain(random: Random, event: IncomingEvent, to: number): IncomingEvent {
  const receivedAt = Math.floor(event.receivedAt + random.between(1_000, DAY));
  return { ...event, receivedAt: Math.min(receivedAt, to - 1) };
}
