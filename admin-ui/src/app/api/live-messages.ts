import type { EventRow } from './models';

/** One stored event as the live window shows it: the same as in a list of events. */
export type LiveEvent = EventRow;

/** What the server leaves out before it sends: an event name, or a text anywhere in the event. */
export interface LiveFilter {
  readonly event?: string;
  readonly text?: string;
}

export interface HelloMessage {
  project_id: string;
  online: number;
}

/** `skipped` counts what was not sent, because a person cannot read faster. */
export interface EventsMessage {
  project_id: string;
  items: LiveEvent[];
  skipped: number;
}

export interface OnlineMessage {
  project_id: string;
  count: number;
  minutes: number[];
}

export interface DropsMessage {
  project_id: string;
  items: { reason: string; count: number }[];
}

/** How far patient work on the project is; for its owner only. */
export interface ProgressMessage {
  project_id: string;
  of: 'removal';
  id: string;
  status: 'removing' | 'done';
  /** Events. */
  done: number;
  total: number;
}

/** With `project_id` only the view of that project ends; the line stays. */
export interface GoodbyeMessage {
  reason: string;
  project_id?: string;
}

export type SubscribeAnswer = { ok: true } | { ok: false; reason: string };

export interface ServerMessages {
  hello: (message: HelloMessage) => void;
  events: (message: EventsMessage) => void;
  online: (message: OnlineMessage) => void;
  drops: (message: DropsMessage) => void;
  progress: (message: ProgressMessage) => void;
  goodbye: (message: GoodbyeMessage) => void;
}

export interface ClientMessages {
  subscribe: (
    request: { project_id: string; filter?: LiveFilter },
    answer: (answer: SubscribeAnswer) => void,
  ) => void;
  unsubscribe: (request: { project_id: string }) => void;
}
