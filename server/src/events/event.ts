/**
 * What an event is inside the house. The door builds an {@link IncomingEvent} once, completely; nothing behind the door
 * asks the request again. Everything here survives JSON: a batch of them is a job in the queue.
 */

/** What a page view is called where events have names. */
export const PAGE_VIEW = 'page_view';

/** `engagement` and `identify` feed visits and people; only `page_view` and `custom` count as events. */
export type EventKind = 'page_view' | 'custom' | 'engagement' | 'identify';

export type Device = 'desktop' | 'mobile' | 'tablet' | 'tv' | 'console' | 'wearable' | 'bot';

/** Where a visit came from and what it was made with. A visit keeps the facts of its first event only. */
export interface VisitFacts {
  /** Host and path of the referring page, without query; null when direct or from the site itself. */
  readonly referrer: string | null;
  /** Name of the source (`Google`, `Hacker News`, utm_source …); null when direct. */
  readonly source: string | null;
  readonly channel: string;
  readonly utmSource: string | null;
  readonly utmMedium: string | null;
  readonly utmCampaign: string | null;
  readonly utmTerm: string | null;
  readonly utmContent: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly browser: string | null;
  readonly os: string | null;
  readonly device: Device | null;
  /** BCP 47 primary tag, e.g. `de` or `pt-BR`. */
  readonly language: string | null;
  /** CSS pixels, `1440x900`. */
  readonly screen: string | null;
}

/** Facts of a visit of which nothing is known. */
export const noFacts: VisitFacts = {
  referrer: null,
  source: null,
  channel: 'Direct',
  utmSource: null,
  utmMedium: null,
  utmCampaign: null,
  utmTerm: null,
  utmContent: null,
  country: null,
  region: null,
  city: null,
  browser: null,
  os: null,
  device: null,
  language: null,
  screen: null,
};

export interface IncomingEvent {
  /** UUID; the client's own, or made at the door. An event counts once per project and id for seven receive days. */
  readonly id: string;
  readonly projectNo: number;
  readonly kind: EventKind;
  readonly name: string;
  /** Corrected time of the event, epoch milliseconds. */
  readonly at: number;
  /** When the door received it, epoch milliseconds. */
  readonly receivedAt: number;
  /**
   * Whose visit this belongs to: 32 hex digits. The day hash of a cookieless visitor, or a hash of the id the client
   * keeps itself. Null for server-side events, which open no visit.
   */
  readonly visitor: string | null;
  /** The same visitor under yesterday's salt, so that a visit running over midnight is found. */
  readonly previousVisitor: string | null;
  /** A session id the client sent: its events are one visit whatever the gaps, but for at most a day. */
  readonly clientSession: string | null;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  /** An id the user was known by before: what was done under it is the user's. */
  readonly previousId: string | null;
  /** The group the event is for; of a call that puts its person into a group, that one. */
  readonly groupId: string | null;
  /** The visitor has signed out (`reset()`): never attribute this event to the visit's user. */
  readonly signedOut: boolean;
  readonly traits: Readonly<Record<string, unknown>> | null;
  /** False for what happens without the visitor's doing (engagement pings, scroll, vitals). */
  readonly interactive: boolean;
  /** Milliseconds the page was visible and focused; engagement events only, else 0. */
  readonly engagedMs: number;
  readonly hostname: string | null;
  /** Path of the page, without query. */
  readonly path: string | null;
  /** The page was served over plain http. */
  readonly insecure: boolean;
  readonly properties: Readonly<Record<string, unknown>> | null;
  readonly facts: VisitFacts;
}

/** What the live window and the explorers show of one event. The wire format, hence snake_case. */
export interface LiveEvent {
  event_id: string;
  event: string;
  /** ISO 8601 UTC. */
  timestamp: string;
  session_id: string | null;
  user_id: string | null;
  anonymous_id: string | null;
  page_url: string | null;
  path: string | null;
  hostname: string | null;
  referrer: string | null;
  source: string | null;
  country: string | null;
  city: string | null;
  browser: string | null;
  os: string | null;
  device: string | null;
  properties: Record<string, unknown>;
}

/** Events that people see and that totals count. */
export function counts(kind: EventKind): boolean {
  return kind === 'page_view' || kind === 'custom';
}
