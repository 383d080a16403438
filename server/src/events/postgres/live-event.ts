import type { LiveEvent } from '../event.js';
import type { NumberedEvent, Session } from '../session.js';

/** The id by which the outside knows a visit: the client's own, or ours. */
export function publicSessionId(session: Pick<Session, 'id' | 'clientSession'>): string {
  return session.clientSession ?? session.id;
}

/** The page's address without query, or null when the event happened on no page. */
export function pageUrl(
  hostname: string | null,
  path: string | null,
  insecure: boolean,
): string | null {
  return hostname === null ? null : `http${insecure ? '' : 's'}://${hostname}${path ?? '/'}`;
}

/** What the live window shows of an event that has just been stored. */
export function liveEvent(event: NumberedEvent, session: Session | undefined): LiveEvent {
  const { facts } = event;
  const { referrer, source } = session?.cameFrom ?? facts;
  return {
    event_id: event.id,
    event: event.name,
    timestamp: new Date(event.at).toISOString(),
    session_id: session ? publicSessionId(session) : null,
    user_id: event.userId,
    anonymous_id: event.anonymousId,
    page_url: pageUrl(event.hostname, event.path, event.insecure),
    path: event.path,
    hostname: event.hostname,
    referrer,
    source,
    country: facts.country,
    city: facts.city,
    browser: facts.browser,
    os: facts.os,
    device: facts.device,
    properties: { ...event.properties },
  };
}
