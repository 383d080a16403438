import { FALLBACK_HOST, type SeededProject } from './as-stored.js';
import type { Origin } from './origins.js';
import type { Person } from './people.js';
import type { Random } from './random.js';
import type { Moment } from './visit.js';

/** An event as a server that holds a secret key sends it on behalf of its visitor; the wire format, hence snake_case. */
export interface SentOnBehalf {
  readonly event: string;
  readonly event_id: string;
  readonly timestamp: number;
  readonly page_url: string;
  readonly referrer: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly user_id: string | null;
  readonly anonymous_id: string | null;
  readonly traits: Readonly<Record<string, unknown>> | null;
  readonly language: string;
  readonly screen: string;
  readonly ip: string;
  readonly user_agent: string;
}

/** What happened at `at`, as the door takes it. */
export function asSent(
  project: Pick<SeededProject, 'domain'>,
  random: Random,
  person: Person,
  origin: Origin,
  moment: Moment,
  at: number,
): SentOnBehalf {
  const landing = moment.afterMs === 0;
  const site = `https://${project.domain ?? FALLBACK_HOST}`;
  return {
    event: moment.name,
    event_id: random.uuid(at),
    timestamp: at,
    page_url: `${site}${moment.path}${landing ? origin.query : ''}`,
    referrer: landing ? origin.referrerUrl : `${site}/`,
    properties: {
      ...moment.properties,
      ...(moment.kind === 'engagement' && { engaged_ms: moment.engagedMs }),
    },
    user_id: moment.signedIn ? person.userId : null,
    anonymous_id: person.anonymousId,
    traits: moment.kind === 'identify' ? person.traits : null,
    language: person.place.language,
    screen: person.machine.screen,
    ip: person.place.ip,
    user_agent: person.machine.userAgent,
  };
}
