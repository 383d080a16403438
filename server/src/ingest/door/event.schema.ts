import { Ajv, type ErrorObject } from 'ajv';
import { ID_LENGTH, NAME_LENGTH, STRING_LENGTH } from './limits.js';
import { Refused } from './rejection.js';

/** An event as a client sends it; fields not listed here are ignored. */
export interface SentEvent {
  readonly event: string;
  readonly event_id?: string | number | null;
  readonly timestamp?: string | number | null;
  readonly properties?: Record<string, unknown> | null;
  readonly traits?: Record<string, unknown> | null;
  readonly session_id?: string | number | null;
  readonly user_id?: string | number | null;
  /** Another word for `user_id`. */
  readonly distinct_id?: string | number | null;
  readonly anonymous_id?: string | number | null;
  /** An id the user was known by before: `$identify` makes all that was done under it the user's. */
  readonly previous_id?: string | number | null;
  /** The group (a company, a team) that the event is for. */
  readonly group_id?: string | number | null;
  readonly signed_out?: boolean | null;
  readonly interactive?: boolean | null;
  readonly page_url?: string | null;
  readonly referrer?: string | null;
  readonly title?: string | null;
  readonly screen?: string | null;
  readonly language?: string | null;
  readonly ip?: string | null;
  readonly user_agent?: string | null;
  readonly context?: { ip?: unknown; user_agent?: unknown; userAgent?: unknown } | null;
}

const id = { type: ['string', 'number', 'null'], maxLength: ID_LENGTH };
const text = { type: ['string', 'null'], maxLength: STRING_LENGTH };
const flag = { type: ['boolean', 'null'] };
const record = { type: ['object', 'null'] };

const schema = {
  type: 'object',
  required: ['event'],
  properties: {
    event: { type: 'string', minLength: 1, maxLength: NAME_LENGTH },
    event_id: id,
    timestamp: { type: ['string', 'number', 'null'], maxLength: ID_LENGTH },
    properties: record,
    traits: record,
    session_id: id,
    user_id: id,
    distinct_id: id,
    anonymous_id: id,
    previous_id: id,
    group_id: id,
    signed_out: flag,
    interactive: flag,
    page_url: text,
    referrer: text,
    title: text,
    screen: text,
    language: text,
    ip: text,
    user_agent: text,
    context: record,
  },
};

// Compiled once: every event of every request goes through it.
const isSentEvent = new Ajv({ allowUnionTypes: true }).compile<SentEvent>(schema);

/** The event, once its shape is right. Throws {@link Refused} otherwise. */
export function checkShape(sent: unknown): SentEvent {
  if (isSentEvent(sent)) return sent;
  throw refusalOf(isSentEvent.errors?.[0]);
}

function refusalOf(error: ErrorObject | undefined): Refused {
  const field = error?.instancePath.slice(1) ?? '';
  if (error?.keyword === 'required' || error?.keyword === 'minLength') {
    return new Refused('name_missing');
  }
  if (error?.keyword === 'maxLength') {
    if (field === 'event') return new Refused('name_too_long');
    return field.endsWith('_id')
      ? new Refused('id_too_long', field)
      : new Refused('string_too_long', field);
  }
  return field === '' ? new Refused('not_an_object') : new Refused('wrong_type', field);
}
