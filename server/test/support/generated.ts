import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import {
  noFacts,
  type EventKind,
  type IncomingEvent,
  type VisitFacts,
} from '../../src/events/event.js';

/** A project whose events are generated, and where in time. */
export interface Scene {
  readonly projectNo: number;
  readonly zone: string;
  /** First local day, `YYYY-MM-DD`. */
  readonly firstDay: string;
  readonly days: number;
}

const MINUTE = 60_000;

const facts: fc.Arbitrary<VisitFacts> = fc.record({
  ...Object.fromEntries(Object.keys(noFacts).map((key) => [key, fc.constant(null)])),
  source: fc.constantFrom(null, 'Google', 'Newsletter'),
  channel: fc.constantFrom('Direct', 'Organic Search', 'Email'),
  utmCampaign: fc.constantFrom(null, 'spring', 'été'),
  country: fc.constantFrom(null, 'DE', 'NP', 'CA'),
  browser: fc.constantFrom('Firefox', 'Chrome'),
  device: fc.constantFrom('desktop', 'mobile'),
}) as unknown as fc.Arbitrary<VisitFacts>;

interface Step {
  readonly gapMinutes: number;
  readonly kind: EventKind;
  readonly path: string;
  readonly name: string;
  readonly interactive: boolean;
  readonly engagedMs: number;
  readonly identified: boolean;
  readonly signedOut: boolean;
  readonly facts: VisitFacts;
  readonly properties: Readonly<Record<string, unknown>> | null;
  readonly scrollDepth: unknown;
  readonly group: string | null;
  readonly traits: Readonly<Record<string, unknown>> | null;
  readonly formerly: boolean;
  readonly lateMinutes: number;
}

/** Numbers, texts that are and are not numbers, and what has no order. Sums of these numbers are exact. */
const properties = fc.option(
  fc.record(
    {
      plan: fc.constantFrom('pro', 'Free', 'été', ''),
      amount: fc.constantFrom<unknown>(0, 1.5, 12, 100, -3, '12', '7.25', 'a lot', null),
      flag: fc.boolean(),
      "it's": fc.constantFrom<unknown>([], { a: 1 }, '%'),
    },
    { requiredKeys: [] },
  ),
  { nil: null },
);

const step: fc.Arbitrary<Step> = fc.record({
  // Around the timeout of 30 minutes, and long enough to run over midnight.
  gapMinutes: fc.oneof(
    fc.integer({ min: 0, max: 10 }),
    fc.constantFrom(0, 25, 29, 30, 31, 45, 180, 700),
  ),
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constant<EventKind>('page_view') },
    { weight: 2, arbitrary: fc.constant<EventKind>('custom') },
    { weight: 1, arbitrary: fc.constantFrom<EventKind>('engagement', 'identify') },
  ),
  path: fc.constantFrom('/', '/pricing', '/docs', '/ü'),
  name: fc.constantFrom('signup', 'purchase'),
  interactive: fc.boolean(),
  engagedMs: fc.constantFrom(500, 4_000, 12_000),
  identified: fc.boolean(),
  signedOut: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
  facts,
  properties,
  group: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constantFrom('acme', 'team:7') },
  ),
  traits: fc.option(
    fc.record(
      { plan: fc.constantFrom('free', 'pro'), seats: fc.constantFrom<unknown>(1, [2], null) },
      { requiredKeys: [] },
    ),
    { nil: null },
  ),
  formerly: fc.integer({ min: 0, max: 7 }).map((roll) => roll === 0),
  scrollDepth: fc.constantFrom<unknown>(null, 0, 25, 50, 80, 100, 150, -5, '60', 'far'),
  lateMinutes: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(1, 20, 300, 1_400) },
  ),
});

interface Walk {
  readonly machine: number;
  readonly startMinute: number;
  readonly manner: 'cookieless' | 'identifies' | 'anonymous' | 'own session' | 'server';
  readonly user: number;
  readonly steps: readonly Step[];
}

function walk(minutes: number): fc.Arbitrary<Walk> {
  return fc.record({
    machine: fc.integer({ min: 0, max: 5 }),
    startMinute: fc.integer({ min: 0, max: minutes }),
    manner: fc.constantFrom(
      'cookieless',
      'cookieless',
      'identifies',
      'anonymous',
      'own session',
      'server',
    ),
    user: fc.integer({ min: 0, max: 3 }),
    steps: fc.array(step, { minLength: 1, maxLength: 12 }),
  });
}

/** Events of several people over several days, as the door would hand them on, in the order they were received. */
export function generatedEvents(scene: Scene): fc.Arbitrary<IncomingEvent[]> {
  const start = DateTime.fromISO(scene.firstDay, { zone: scene.zone });
  const minutes = Math.floor(start.plus({ days: scene.days }).diff(start, 'minutes').minutes);
  return fc
    .array(walk(minutes), { minLength: 1, maxLength: 14 })
    .map((walks) =>
      walks
        .flatMap((one, index) => eventsOf(one, index, start.toMillis(), scene))
        .sort((a, b) => a.receivedAt - b.receivedAt),
    );
}

/** The same events in another order, some of them twice, in batches. */
export function arrivals(events: readonly IncomingEvent[]): fc.Arbitrary<IncomingEvent[][]> {
  return fc
    .tuple(
      fc.shuffledSubarray([...events], { minLength: events.length }),
      fc.subarray([...events]),
      fc.integer({ min: 1, max: 40 }),
    )
    .map(([shuffled, again, size]) => {
      const all = [...shuffled, ...again];
      const batches: IncomingEvent[][] = [];
      for (let at = 0; at < all.length; at += size) batches.push(all.slice(at, at + size));
      return batches;
    });
}

function eventsOf(one: Walk, index: number, start: number, scene: Scene): IncomingEvent[] {
  let at = start + one.startMinute * MINUTE;
  let signedOut = false;
  return one.steps.map((part, position) => {
    at += part.gapMinutes * MINUTE;
    signedOut ||= part.signedOut;
    const receivedAt = at + part.lateMinutes * MINUTE;
    return {
      id: uuid(`${scene.projectNo} ${index} ${position}`),
      projectNo: scene.projectNo,
      kind: part.kind,
      name: {
        page_view: 'page_view',
        custom: part.name,
        engagement: 'engagement',
        identify: part.group === null ? '$identify' : '$group',
      }[part.kind],
      at,
      receivedAt,
      ...identityOf(one, part, at, receivedAt, signedOut, scene),
      groupId: part.group,
      traits: part.kind === 'identify' ? part.traits : null,
      interactive: part.interactive,
      engagedMs: part.kind === 'engagement' ? part.engagedMs : 0,
      hostname: 'shop.example',
      path: part.path,
      insecure: false,
      properties:
        part.kind === 'engagement' && part.scrollDepth !== null
          ? { ...part.properties, scroll_depth: part.scrollDepth }
          : part.properties,
      facts: factsOf(one, part),
    };
  });
}

/**
 * A client that keeps a session id keeps its source, too. (A visit longer than a day is cut in two; when late events move
 * that cut, the second part is shown with the facts of the visit it was cut from.)
 */
function factsOf({ manner, user }: Walk, part: Step): VisitFacts {
  return manner === 'own session'
    ? { ...noFacts, source: 'App', browser: `App ${user}` }
    : part.facts;
}

function identityOf(
  { manner, machine, user }: Walk,
  part: Step,
  at: number,
  receivedAt: number,
  signedOut: boolean,
  { zone }: Scene,
): Pick<
  IncomingEvent,
  | 'visitor'
  | 'previousVisitor'
  | 'clientSession'
  | 'userId'
  | 'anonymousId'
  | 'previousId'
  | 'signedOut'
> {
  const today = DateTime.fromMillis(receivedAt, { zone }).startOf('day');
  const hash = (day: DateTime): string => hex(`machine ${machine} on ${day.toISODate()}`);
  const nobody = {
    visitor: hash(today),
    previousVisitor: hash(today.minus({ days: 1 })),
    clientSession: null,
    userId: null,
    anonymousId: null,
    previousId: null,
    signedOut: false,
  };
  switch (manner) {
    case 'cookieless':
      return nobody;
    case 'identifies':
      return signedOut
        ? { ...nobody, signedOut: true }
        : {
            ...nobody,
            userId: part.identified ? `user-${machine}` : null,
            // Some were somebody else before, in a circle at the worst.
            previousId: part.identified && part.formerly ? `user-${(machine + user) % 6}` : null,
          };
    case 'anonymous': {
      const anonymousId = `anonymous-${user}`;
      // Now and then another user is at it, but no two at once.
      const owner = Math.floor(at / MINUTE) % 5 === 0 ? 9 : user;
      const userId = part.identified && user % 2 === 0 ? `user-of-${owner}` : null;
      return { ...nobody, visitor: hex(anonymousId), previousVisitor: null, anonymousId, userId };
    }
    case 'own session':
      return {
        ...nobody,
        visitor: hex(`device ${user}`),
        previousVisitor: null,
        clientSession: `session-${user}`,
        userId: part.identified ? `user-${user}` : null,
      };
    case 'server':
      return { ...nobody, visitor: null, previousVisitor: null, userId: `user-${user}` };
  }
}

function hex(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function uuid(text: string): string {
  const digits = hex(text);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-7${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`;
}
