import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from '../../platform/http/problem.js';
import type { SentEvent } from '../door/event.schema.js';
import { FOREIGN_BATCH_EVENTS } from '../door/limits.js';
import type { Verdict } from '../ingest.service.js';
import { tooMany } from './read-json.js';

/** A request of a foreign client, decoded. */
export interface Knock {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** Of the address and of a form in the body. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** Where the client reached us: `https` and `host:port`. */
  readonly protocol: string;
  readonly host: string;
  /** JSON, whatever it is. */
  readonly body: unknown;
  /** How long the body is. */
  readonly bytes: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** An event in the words of our own door, or what should have been one; the road behind the door judges it. */
export type Told = { readonly [Field in keyof SentEvent]?: unknown } | null;

/** What a foreign request says, in our words. */
export interface Translation {
  readonly key: string | null;
  /** The domain of the site, from a client that says it instead of a key. */
  readonly site?: string | null;
  /** The client's clock when it sent the request, epoch milliseconds. */
  readonly sentAt: number | null;
  readonly events: readonly Told[];
  /** Messages that mean nothing here. */
  readonly unsupported: number;
}

export interface ForeignAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A record is sent as JSON, a text as it is. */
  readonly body: string | object;
}

/** How the SDKs of one product are served at the addresses they know. */
export interface ForeignDoor {
  readonly name: string;
  /** Addresses that take events, each as `GET /path` or `POST /path`. */
  readonly takes: readonly string[];
  /** Questions that SDKs ask before they send anything, and the answers; no key is looked at. */
  readonly answers?: Readonly<Record<string, (knock: Knock) => ForeignAnswer>>;
  /** Pure. Throws a Problem when the request holds no events at all. */
  translate(knock: Knock): Translation;
  /** What the client hears when its events are taken, whatever became of each. */
  taken(verdict: Verdict, knock: Knock): ForeignAnswer;
  /** What it hears otherwise, so that it neither repeats for ever nor drops what should come again. */
  refused?(problem: Problem, knock: Knock): ForeignAnswer;
}

/**
 * Translates each message; undefined of `translate` says that it means nothing here. Throws a Problem when there are
 * more than a request may hold, before it looks at any.
 */
export function translated(
  messages: readonly unknown[],
  translate: (message: unknown) => Told | undefined,
): Pick<Translation, 'events' | 'unsupported'> {
  if (messages.length > FOREIGN_BATCH_EVENTS) throw tooMany();
  const events: Told[] = [];
  for (const message of messages) {
    const told = translate(message);
    if (told !== undefined) events.push(told);
  }
  return { events, unsupported: messages.length - events.length };
}

/** The user name of `Authorization: Basic`, which is where these clients put their key; else null. */
export function basicUser(headers: IncomingHttpHeaders): string | null {
  const encoded = /^Basic\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  return Buffer.from(encoded, 'base64').toString('utf8').split(':', 1)[0]?.trim() || null;
}

/** The token of `Authorization: Bearer`; else null. */
export function bearer(headers: IncomingHttpHeaders): string | null {
  return /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}
