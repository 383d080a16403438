import { asSent } from '../src/cli/seed/as-sent.js';
import { asStored } from '../src/cli/seed/as-stored.js';
import { LiveVisits } from '../src/cli/seed/live-visits.js';
import { machines } from '../src/cli/seed/machines.js';
import { origins } from '../src/cli/seed/origins.js';
import { places } from '../src/cli/seed/places.js';
import { Random } from '../src/cli/seed/random.js';
import { visit } from '../src/cli/seed/visit.js';
import { VisitorIds } from '../src/cli/seed/visitor-ids.js';
import type { IncomingEvent } from '../src/events/event.js';
import { readEvent } from '../src/ingest/door/read-event.js';
import { readAgent } from '../src/ingest/enrichment/agent.js';
import type { RequestFacts } from '../src/ingest/enrichment/arrival.js';
import { enrich } from '../src/ingest/enrichment/enrichment.js';
import { Places } from '../src/ingest/enrichment/places.js';
import { defaultSettings } from '../src/projects/project.js';

const now = Date.parse('2026-11-24T13:40:00Z');
const project = {
  ...defaultSettings,
  id: 'p',
  no: 7,
  ownerId: 'u',
  name: 'Shop',
  domain: 'shop.test',
  createdAt: new Date(0),
};
const located = new Places();
const visitors = new VisitorIds(project);

function atTheDoor(sent: unknown): IncomingEvent {
  const facts: RequestFacts = {
    now,
    project,
    trusted: true,
    sentAt: null,
    ip: '127.0.0.1',
    userAgent: 'node',
    acceptLanguage: '',
    originHost: null,
    privacySignal: false,
    salts: { today: Buffer.alloc(32), yesterday: null },
    describe: readAgent,
    locate: (ip) => located.locate(ip),
  };
  const enriched = enrich(readEvent(sent, now), facts);
  if ('dropped' in enriched) throw new Error(enriched.dropped);
  return enriched.event;
}

describe('an event of the live demo', () => {
  beforeAll(() => located.ready('8.8.8.8'));

  it('is read by the door as the generator would have stored it', () => {
    for (const [index, [, place]] of places.entries()) {
      const [, machine] = machines[index % machines.length]!;
      const [, origin] = origins[index % origins.length]!;
      const known = index % 2 === 0;
      const person = {
        name: `person-${index}`,
        place,
        machine,
        userId: known ? 'user-1' : null,
        traits: known ? { plan: 'club' } : null,
        anonymousId: index % 3 === 0 ? 'app-1' : null,
      };
      for (const moment of visit(new Random(`visit-${index}`), person, origin)) {
        const own = `event-${index}`;
        const stored = asStored(
          project,
          visitors,
          new Random(own),
          person,
          origin,
          moment,
          now,
          now,
        );
        const sent = asSent(project, new Random(own), person, origin, moment, now);
        const { visitor, previousVisitor, properties, ...read } = atTheDoor(sent);
        expect({ ...stored, ...read }).toEqual(stored);
        expect(visitor).toMatch(/^[0-9a-f]{32}$/);
        expect(previousVisitor).toBeNull();
        if (moment.kind !== 'engagement') expect(properties ?? {}).toEqual(stored.properties ?? {});
      }
    }
  });
});

describe('a visit of the live demo', () => {
  it('is looked at no longer than it lasts', () => {
    const visits = new LiveVisits(new Random('haste'), project, 3, 300, 0);
    const begun = new Map<string, number[]>();
    let looks = 0;
    for (let at = 0; at < 600_000; at += 500) {
      for (const { event, ip, user_agent, page_url, properties, timestamp } of visits.due(at)) {
        const page = `${ip} ${user_agent} ${page_url.replace(/\?.*/, '')}`;
        const views = begun.get(page) ?? [];
        if (event === 'page_view') begun.set(page, [...views, timestamp]);
        if (event !== 'engagement') continue;
        // The same person may have the same page open twice.
        const longest = timestamp - Math.min(...views.slice(-2));
        expect(properties['engaged_ms']).toBeLessThanOrEqual(longest + 1);
        looks += 1;
      }
    }
    expect(looks).toBeGreaterThan(100);
  });
});
