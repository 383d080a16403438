import { v5, v7 } from 'uuid';
import { counts, type EventKind } from '../../events/event.js';
import { cleanRecords, cleanText } from './clean.js';
import { checkShape, type SentEvent } from './event.schema.js';
import { ID_LENGTH } from './limits.js';
import { Refused } from './rejection.js';

/** A sent event whose every field has been checked, cleaned and given its meaning. */
export interface ReadEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly name: string;
  /** What the client's clock said, epoch milliseconds; null when it said nothing. */
  readonly clientTime: number | null;
  readonly interactive: boolean;
  readonly engagedMs: number;
  readonly clientSession: string | null;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  readonly previousId: string | null;
  readonly groupId: string | null;
  readonly signedOut: boolean;
  readonly properties: Record<string, unknown> | null;
  readonly traits: Record<string, unknown> | null;
  readonly pageUrl: string | null;
  readonly referrer: string | null;
  readonly screen: string | null;
  readonly language: string | null;
  /** What the sender says of the end user's address and browser; heard from secret keys only. */
  readonly claimed: { readonly ip: string | null; readonly userAgent: string | null };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Ids that are no UUID become one, always the same for the same text.
const ID_NAMESPACE = 'b6f9f3c4-6f0e-4d52-9a5c-0f4c9f0f2a11';
// An engagement ping tells at most five minutes without input.
const MOST_ENGAGED_MS = 300_000;
const WITHOUT_OFFSET = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/i;
const TITLE_LENGTH = 500;

const kinds: Readonly<Record<string, EventKind>> = {
  page_view: 'page_view',
  engagement: 'engagement',
  $identify: 'identify',
  // Says which group the visitor belongs to: news about a person, nothing that happened on a page.
  $group: 'identify',
  // Tells traits of a person without saying who it is.
  $set: 'identify',
};

/** Events that come without the visitor's doing. */
const passive = new Set(['engagement', 'scroll', 'web_vital', 'js_error', 'not_found']);

/** What a client sent, read. Throws {@link Refused} when it cannot be an event. */
export function readEvent(sent: unknown, now: number): ReadEvent {
  const event = checkShape(sent);
  cleanRecords([event.properties, event.traits]);
  const name = cleanText(event.event).trim();
  if (name === '') throw new Refused('name_missing');
  const kind = Object.hasOwn(kinds, name) ? (kinds[name] as EventKind) : 'custom';
  const userId = idOf(event.user_id) ?? idOf(event.distinct_id);
  if (name === '$identify' && userId === null) throw new Refused('user_missing');
  return {
    id: eventIdOf(event.event_id, now),
    kind,
    name,
    clientTime: timeOf(event.timestamp),
    interactive: event.interactive !== false && counts(kind) && !passive.has(name),
    engagedMs: kind === 'engagement' ? engagedMsOf(event.properties?.['engaged_ms']) : 0,
    clientSession: idOf(event.session_id),
    userId,
    anonymousId: idOf(event.anonymous_id),
    previousId: name === '$identify' ? idOf(event.previous_id) : null,
    groupId: groupOf(name, event),
    signedOut: event.signed_out === true && userId === null,
    properties: propertiesOf(event),
    traits: event.traits ?? null,
    pageUrl: textOf(event.page_url),
    referrer: textOf(event.referrer),
    screen: textOf(event.screen),
    language: textOf(event.language),
    claimed: {
      ip: textOf(event.ip) ?? textOf(event.context?.ip),
      userAgent:
        textOf(event.user_agent) ??
        textOf(event.context?.userAgent) ??
        textOf(event.context?.user_agent),
    },
  };
}

/**
 * Epoch milliseconds of an ISO 8601 text or of a number; null for nothing. A text without an offset is UTC, wherever
 * the server stands. Throws {@link Refused} for nonsense.
 */
export function timeOf(value: unknown): number | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw new Refused('time_unreadable');
  const time =
    typeof value === 'string' && !/^\d+$/.test(value)
      ? Date.parse(value.replace(WITHOUT_OFFSET, '$1T$2Z'))
      : Number(value);
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) throw new Refused('time_unreadable');
  return Math.trunc(time);
}

function eventIdOf(value: unknown, now: number): string {
  const id = idOf(value);
  if (id === null) return v7({ msecs: now });
  return UUID.test(id) ? id.toLowerCase() : v5(id, ID_NAMESPACE);
}

function idOf(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : textOf(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? cleanText(value).trim() || null : null;
}

/** The group that the event names: with its type, where it has one, because two types may use the same ids. */
function groupOf(name: string, { group_id: named, properties }: SentEvent): string | null {
  if (name !== '$group') return idOf(named);
  const id = idOf(properties?.['group_id']) ?? idOf(named);
  const type = textOf(properties?.['group_type']);
  const whole = id === null || type === null ? id : `${type}:${id}`;
  if (whole !== null && whole.length > ID_LENGTH) throw new Refused('id_too_long', 'group_id');
  return whole;
}

function engagedMsOf(value: unknown): number {
  const ms = typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : 0;
  return Math.min(Math.max(ms, 0), MOST_ENGAGED_MS);
}

function propertiesOf(event: SentEvent): Record<string, unknown> | null {
  const properties = event.properties ?? {};
  const title = textOf(event.title);
  if (title !== null && properties['title'] === undefined) {
    properties['title'] = title.slice(0, TITLE_LENGTH).toWellFormed();
  }
  return Object.keys(properties).length === 0 ? null : properties;
}
