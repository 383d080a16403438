import { noFacts, type IncomingEvent, type VisitFacts } from '../../events/event.js';
import type { Project } from '../../projects/project.js';
import type { ReadEvent } from '../door/read-event.js';
import type { Agent } from './agent.js';
import type { Place } from './places.js';

/**
 * Why an event that is in order is not stored all the same. The owner sees the count of each; events of a deleted
 * project have no owner, those only the metrics count.
 */
export const dropReasons = {
  bot: 'Sent by a known bot, and the project filters bots.',
  opted_out: 'The browser sent Global Privacy Control or Do Not Track.',
  too_old: "Older than the project's accept window when it arrived.",
  origin_not_allowed: 'Sent from a web page whose origin the key does not allow.',
  unsupported: 'A message of a foreign SDK that means nothing here, e.g. a recording.',
  project_gone: 'The project was deleted before the event could be stored.',
} as const;
export type DropReason = keyof typeof dropReasons;

/** What was done to a stored event that its sender may not expect. */
export type Note = 'override_ignored';

/** The two secrets a cookieless visitor can be known by today; see salts/. */
export interface Salts {
  readonly today: Buffer;
  /** Null when nobody came yesterday. */
  readonly yesterday: Buffer | null;
}

/** Facts of the request, the same for all of its events. */
export interface RequestFacts {
  readonly now: number;
  readonly project: Project;
  /** A secret key: its word about the end user counts. */
  readonly trusted: boolean;
  readonly sentAt: number | null;
  readonly ip: string;
  readonly userAgent: string;
  readonly acceptLanguage: string;
  /** Host of the web page that sent the request, when a browser said so. */
  readonly originHost: string | null;
  /** The browser asks not to be counted, and the site did not decide otherwise. */
  readonly privacySignal: boolean;
  readonly salts: Salts;
  readonly describe: (userAgent: string) => Agent;
  readonly locate: (ip: string) => Place;
}

/** The end user's side of an event, as far as it is known. It stays at the door. */
export interface Client {
  readonly ip: string;
  readonly userAgent: string;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** An event on its way through the steps. */
export interface Arrival {
  readonly sent: ReadEvent;
  readonly draft: Mutable<Omit<IncomingEvent, 'facts'>> & { facts: Mutable<VisitFacts> };
  readonly notes: Note[];
  /** Null when a program speaks for itself (server-side event). */
  client: Client | null;
  /** The page it happened on; null when there was none. */
  page: Readonly<URL> | null;
}

/** One step: reads the arrival and the facts, writes into the draft, or says why the event goes no further. */
export type Step = (arrival: Arrival, facts: RequestFacts) => DropReason | null;

/** An event as it enters the first step. */
export function arrivalOf(sent: ReadEvent, facts: RequestFacts): Arrival {
  return {
    sent,
    notes: [],
    client: null,
    page: null,
    draft: {
      id: sent.id,
      projectNo: facts.project.no,
      kind: sent.kind,
      name: sent.name,
      at: facts.now,
      receivedAt: facts.now,
      visitor: null,
      previousVisitor: null,
      clientSession: sent.clientSession,
      userId: sent.userId,
      anonymousId: sent.anonymousId,
      previousId: sent.previousId,
      groupId: sent.groupId,
      signedOut: sent.signedOut,
      traits: sent.traits,
      interactive: sent.interactive,
      engagedMs: sent.engagedMs,
      hostname: null,
      path: null,
      insecure: false,
      properties: sent.properties,
      facts: { ...noFacts },
    },
  };
}
