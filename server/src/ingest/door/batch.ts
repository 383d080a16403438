import { Problem } from '../../platform/http/problem.js';
import { timeOf } from './read-event.js';
import { Refused } from './rejection.js';

/** What the body says around its events. */
export interface Batch {
  readonly events: readonly unknown[];
  /** The client's clock when it sent the body, epoch milliseconds. */
  readonly sentAt: number | null;
  /** The site counts browsers that send a privacy signal (`data-ignore-gpc`). */
  readonly ignorePrivacySignals: boolean;
  /** Messages of a foreign SDK left out of `events`, because they mean nothing here. */
  readonly unsupported?: number;
  /** Most events that are taken, when that is not `BATCH_EVENTS`. */
  readonly most?: number;
}

/** The batch in a body: `{ events: […] }`, a bare array, or one bare event. Throws a Problem (400) for anything else. */
export function batchOf(body: unknown): Batch {
  if (Array.isArray(body)) return { events: body, sentAt: null, ignorePrivacySignals: false };
  if (isRecord(body)) {
    const envelope = {
      sentAt: sentAtOf(body['sent_at']),
      ignorePrivacySignals: body['ignore_gpc'] === true,
    };
    if (Array.isArray(body['events'])) return { events: body['events'], ...envelope };
    if (body['event'] !== undefined) return { events: [body], ...envelope };
  }
  throw new Problem(400, 'no_events', 'The body has no `events`.', {
    errors: [{ pointer: '/events', reason: 'must be an array of events' }],
  });
}

/** The write key in a body, when there is one. */
export function keyInBody(body: unknown): string | null {
  return isRecord(body) && typeof body['key'] === 'string' ? body['key'] : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A clock that cannot be read corrects nothing; the events are worth more than it. */
function sentAtOf(value: unknown): number | null {
  try {
    return timeOf(value);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
