import { readEvent } from '../../src/ingest/door/read-event.js';
import { readAgent } from '../../src/ingest/enrichment/agent.js';
import type { RequestFacts } from '../../src/ingest/enrichment/arrival.js';
import { enrich } from '../../src/ingest/enrichment/enrichment.js';
import { defaultSettings, type Project } from '../../src/projects/project.js';
import type { IncomingEvent } from '../../src/events/event.js';

export const CHROME =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
export const NOON = Date.parse('2026-11-24T12:00:00Z');

export function aProject(settings: Partial<Project> = {}): Project {
  return {
    ...defaultSettings,
    name: 'Shop',
    domain: 'shop.example',
    id: '019ab1c2-0000-7000-8000-000000000001',
    no: 1,
    ownerId: '019ab1c2-0000-7000-8000-000000000002',
    createdAt: new Date(0),
    ...settings,
  };
}

/** A request of a browser with a public key at noon; `given` says what is different. */
export function aRequest(given: Partial<RequestFacts> = {}): RequestFacts {
  return {
    now: NOON,
    project: aProject(),
    trusted: false,
    sentAt: null,
    ip: '203.0.113.7',
    userAgent: CHROME,
    acceptLanguage: 'de-DE,de;q=0.9,en;q=0.8',
    originHost: null,
    privacySignal: false,
    salts: { today: Buffer.alloc(32, 1), yesterday: Buffer.alloc(32, 2) },
    describe: readAgent,
    locate: () => ({ country: 'DE', region: 'Berlin', city: 'Berlin' }),
    ...given,
  };
}

/** What becomes of one sent event. */
export function sending(event: object, request: Partial<RequestFacts> = {}) {
  const facts = aRequest(request);
  return enrich(readEvent({ event: 'page_view', ...event }, facts.now), facts);
}

/** The event as it is stored; fails the test when it was dropped. */
export function stored(event: object, request: Partial<RequestFacts> = {}): IncomingEvent {
  const result = sending(event, request);
  if ('dropped' in result) throw new Error(`dropped: ${result.dropped}`);
  return result.event;
}
