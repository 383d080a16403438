import { Problem, type ProblemDocument } from '../platform/http/problem.js';
import type { Rejection } from './door/rejection.js';

const details = {
  away: 'Events cannot be taken at the moment; send them again.',
  full: 'Too many events are waiting; send these again a little later.',
} as const;

/** The queue cannot take events now; nothing of the request was stored. */
export class QueueUnavailable extends Problem {
  constructor(why: keyof typeof details) {
    super(503, `queue_${why}`, details[why], {
      headers: { 'retry-after': why === 'away' ? '1' : '5' },
    });
  }
}

/** There is no such key, it was revoked, or none was sent: the answer is the same. */
export class KeyRefused extends Problem {
  constructor() {
    super(
      401,
      'key_refused',
      'Send a valid key: X-API-Key, Authorization: Bearer, or `key` in the query or the body.',
      { headers: { 'www-authenticate': 'Bearer' } },
    );
  }
}

/** The key may not be used from this web page. */
export class OriginRefused extends Problem {
  constructor() {
    super(403, 'origin_not_allowed', 'This key may not be used from pages of this origin.');
  }
}

/** The key has used up its minute. */
export class QuotaUsedUp extends Problem {
  constructor(limit: number, resetSeconds: number) {
    super(
      429,
      'quota_used_up',
      'This key sends too many requests; send these events again later.',
      {
        headers: {
          'retry-after': String(resetSeconds),
          'ratelimit-limit': String(limit),
          'ratelimit-remaining': '0',
          'ratelimit-reset': String(resetSeconds),
        },
      },
    );
  }
}

/** No event of this project waits in quarantine under this id; it may have been put back already. */
export class QuarantinedNotFound extends Problem {
  constructor() {
    super(404, 'quarantined_not_found', 'No event of this project is put aside under that id.');
  }
}

/** None of the request's events could be read; the document lists each with its reason. */
export class AllRejected extends Problem {
  constructor(private readonly rejected: readonly Rejection[]) {
    super(422, 'all_rejected', 'None of the events could be taken.', {
      errors: rejected.map(({ index, code, detail }) => ({
        pointer: `/events/${index}`,
        reason: `${code}: ${detail}`,
      })),
    });
  }

  override toDocument(): ProblemDocument & { accepted: 0; rejected: readonly Rejection[] } {
    return { ...super.toDocument(), accepted: 0, rejected: this.rejected };
  }
}
