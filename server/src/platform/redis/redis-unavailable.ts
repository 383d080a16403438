import { messageOf } from '../http/error-facts.js';
import { Problem } from '../http/problem.js';

/** Redis cannot be reached now; the asker may try again in a second. */
export class RedisUnavailable extends Problem {
  constructor(options?: { cause?: unknown }) {
    super(503, 'queue_unavailable', 'The queue cannot be reached at the moment.', {
      headers: { 'retry-after': '1' },
      cause: options?.cause,
    });
  }
}

// The client gives some of these no class and no code of their own.
const AWAY_MESSAGES =
  /^Command timed out$|Connection is closed|max retries per request|Stream isn't writeable|^LOADING |^READONLY |^CLUSTERDOWN/i;

/** True for every way the client and the server say «I am not here». */
export function isRedisAway(error: unknown): boolean {
  return AWAY_MESSAGES.test(messageOf(error));
}
