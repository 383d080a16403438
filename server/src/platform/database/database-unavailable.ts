import { codeOf, messageOf } from '../http/error-facts.js';
import { Problem } from '../http/problem.js';

/** PostgreSQL cannot be reached now; the asker may try again in a second. */
export class DatabaseUnavailable extends Problem {
  constructor(options?: { cause?: unknown }) {
    super(503, 'database_unavailable', 'The database cannot be reached at the moment.', {
      headers: { 'retry-after': '1' },
      cause: options?.cause,
    });
  }
}

// Classes 08 (connection), 57P0x (shutdown, crash, starting up) and 53300 (too many connections).
const AWAY_STATES = /^(08...|57P0[1-5]|53300)$/;
const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOENT',
  'EAI_AGAIN',
]);
// The driver gives these no code.
const AWAY_MESSAGES =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Query read timeout|not queryable/i;

/** The same error, or `DatabaseUnavailable` when it says that PostgreSQL is away. */
export function asDatabaseUnavailable(error: unknown): unknown {
  return isDatabaseAway(error) ? new DatabaseUnavailable({ cause: error }) : error;
}

const TOO_SLOW = /timeout exceeded when trying to connect|due to connection timeout/i;

/** True when no connection was made in time, of which a busy machine may be the reason as well. */
export function isSlowToConnect(error: unknown): boolean {
  return TOO_SLOW.test(messageOf(error));
}

/** True for every way the driver and the server say «I am not here». */
export function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error);
  return AWAY_STATES.test(code) || AWAY_CODES.has(code) || AWAY_MESSAGES.test(messageOf(error));
}
