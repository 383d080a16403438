import type { LiveEvent } from '../events/event.js';
import type { Progress } from '../events/event.feed.js';

/**
 * Every message of the live window: Socket.IO, path `/api/v1/ws`, namespace `/live`, `auth: { token }`.
 * Property names are the wire format, hence snake_case.
 */

/** Path of the Socket.IO endpoint, below the one port. */
export const LIVE_PATH = '/api/v1/ws';
export const LIVE_NAMESPACE = '/live';

/** What a viewer wants to see of a project; absent parts let everything pass. */
export interface LiveFilter {
  /** Exact name of the event. */
  event?: string;
  /** Found anywhere in the event, in upper or lower case. */
  text?: string;
}

export interface Subscribe {
  project_id: string;
  filter?: LiveFilter;
}

export interface Unsubscribe {
  project_id: string;
}

/** Why a message of a client was refused. */
export type RefusalReason =
  /** Not the shape this protocol asks for. */
  | 'invalid_message'
  /** No such project among the user's own. */
  | 'not_found'
  /** The token has ended or was revoked. */
  | 'unauthorized'
  | 'too_many_subscriptions'
  /** More than fifty messages in ten seconds. */
  | 'too_many_messages'
  /** The database is away; worth another try. */
  | 'unavailable';

export type Acknowledgement = { ok: true } | { ok: false; reason: RefusalReason };

/** Why a connection was refused; `data.reason` of the client's `connect_error`. */
export type ConnectionRefusal = 'unauthorized' | 'too_many_connections' | 'unavailable';

/** Why the server ended a connection, or with `project_id` the view of one project. */
export type GoodbyeReason =
  /** Connect again with a fresh token. */
  | 'token_expired'
  | 'signed_out'
  /** Deleted, or no longer the user's. */
  | 'project_gone'
  /** More was waiting for this client than the server keeps. */
  | 'too_slow'
  /** Connect again in a moment. */
  | 'server_closing';

export interface Hello {
  project_id: string;
  /** Visitors of the last five minutes. */
  online: number;
}

/** At most ten a second and project, fifty items each. */
export interface EventsFrame {
  project_id: string;
  /** Oldest first. */
  items: LiveEvent[];
  /** Events since the last frame that are not among `items`; under a filter, those that might have matched. */
  skipped: number;
}

export interface Online {
  project_id: string;
  /** Distinct visitors of the last five minutes. */
  count: number;
  /** Distinct visitors of each of the last thirty minutes, oldest first; the last one is still running. */
  minutes: number[];
}

export interface Drops {
  project_id: string;
  /** Events turned away at the door since the last message. */
  items: { reason: string; count: number }[];
}

/** Told to the owner only, some times a second and at the end. */
export interface ProgressMade extends Progress {
  project_id: string;
}

export interface Goodbye {
  reason: GoodbyeReason;
  /** Present when only this project's view ends; the connection stays. */
  project_id?: string;
}

/** server → client */
export interface ServerMessages {
  hello: (message: Hello) => void;
  events: (message: EventsFrame) => void;
  online: (message: Online) => void;
  drops: (message: Drops) => void;
  progress: (message: ProgressMade) => void;
  goodbye: (message: Goodbye) => void;
}

/** client → server */
export interface ClientMessages {
  subscribe: (message: Subscribe, acknowledge: (answer: Acknowledgement) => void) => void;
  unsubscribe: (message: Unsubscribe, acknowledge: (answer: Acknowledgement) => void) => void;
}
