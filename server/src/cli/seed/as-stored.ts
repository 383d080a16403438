import type { IncomingEvent } from '../../events/event.js';
import type { Origin } from './origins.js';
import type { Person } from './people.js';
import type { Random } from './random.js';
import type { Moment } from './visit.js';
import type { VisitorIds } from './visitor-ids.js';

/** What the generator has to know of the project it makes events for. */
export interface SeededProject {
  readonly id: string;
  readonly no: number;
  readonly domain: string | null;
  readonly timezone: string;
}

/** Host of a project that names none. */
export const FALLBACK_HOST = 'shop.example.com';

/** The event as the door would hand it on, received at `receivedAt`. */
export function asStored(
  project: SeededProject,
  visitors: VisitorIds,
  random: Random,
  person: Person,
  origin: Origin,
  moment: Moment,
  at: number,
  receivedAt: number,
): IncomingEvent {
  const userId = moment.signedIn ? person.userId : null;
  return {
    id: random.uuid(at),
    projectNo: project.no,
    kind: moment.kind,
    name: moment.name,
    at,
    receivedAt,
    ...visitors.of(person, receivedAt),
    clientSession: null,
    userId,
    anonymousId: person.anonymousId,
    previousId: null,
    groupId: null,
    signedOut: false,
    traits: moment.kind === 'identify' ? person.traits : null,
    interactive: moment.kind === 'page_view' || moment.kind === 'custom',
    engagedMs: moment.engagedMs,
    hostname: project.domain ?? FALLBACK_HOST,
    path: moment.path,
    insecure: false,
    properties: moment.properties,
    facts: {
      // Only the landing page has a foreign referrer and campaign tags; visits keep those of their first event.
      ...(moment.afterMs === 0 ? origin.facts : noOrigin),
      country: person.place.country,
      region: person.place.region,
      city: person.place.city,
      browser: person.machine.browser,
      os: person.machine.os,
      device: person.machine.device,
      language: person.place.language,
      screen: person.machine.screen,
    },
  };
}

const noOrigin: Origin['facts'] = {
  referrer: null,
  source: null,
  channel: 'Direct',
  utmSource: null,
  utmMedium: null,
  utmCampaign: null,
  utmTerm: null,
  utmContent: null,
};
