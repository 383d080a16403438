import { HttpException } from '@nestjs/common';
import { DatabaseUnavailable, isDatabaseAway } from '../database/database-unavailable.js';
import { TookTooLong } from '../database/turns.js';
import { RedisUnavailable, isRedisAway } from '../redis/redis-unavailable.js';
import { codeOf, statusCodeOf } from './error-facts.js';
import { Problem } from './problem.js';

// What the HTTP server itself refuses, in our words.
const REFUSED_BY_FASTIFY: Readonly<Record<string, readonly [number, string, string]>> = {
  FST_ERR_BAD_URL: [400, 'malformed_url', 'The address is not a valid URL.'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'address_too_long', 'A part of the address is too long.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    'unsupported_media_type',
    'Send the body as application/json.',
  ],
  FST_ERR_CTP_EMPTY_TYPE: [415, 'unsupported_media_type', 'Send the body as application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'malformed_json', 'The body is empty; JSON was expected.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'malformed_json', 'The body is not valid JSON.'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body_too_large', 'The body is larger than 1 MB.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    400,
    'malformed_request',
    'The body is not as long as its Content-Length says.',
  ],
  FST_CP_ERR_INVALID_CONTENT_ENCODING: [
    415,
    'unsupported_encoding',
    'The body may be plain, or compressed with gzip, deflate or br.',
  ],
  FST_CP_ERR_INVALID_CONTENT: [
    400,
    'malformed_request',
    'The body cannot be read with the Content-Encoding it names.',
  ],
};

// PostgreSQL's words for values that cannot be stored or compared: the asker's mistake, not ours.
const VALUE_STATES = new Set(['22021', '22P05', '22P02', '22003', '22007', '22008', '22023']);
const TIMEOUT_STATE = '57014';

const CODES: Readonly<Record<number, string>> = {
  400: 'malformed_request',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  409: 'conflict',
  413: 'body_too_large',
  414: 'address_too_long',
  415: 'unsupported_media_type',
  422: 'unprocessable',
  429: 'too_many_requests',
  431: 'headers_too_large',
  503: 'unavailable',
};

/** Whatever was thrown, as a problem. A mistake of ours becomes a bare 500 with the error as its cause. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) {
    // The framework wraps what the HTTP server threw, and the inner error says more.
    const refused = refusedByServer(error.cause);
    return refused ?? fromStatus(error.getStatus(), error);
  }
  if (isDatabaseAway(error)) return new DatabaseUnavailable({ cause: error });
  if (isRedisAway(error)) return new RedisUnavailable({ cause: error });
  const refused = refusedByServer(error);
  if (refused) return refused;
  const code = codeOf(error);
  if (VALUE_STATES.has(code)) {
    return new Problem(400, 'invalid_value', 'A value of the request cannot be used.', {
      cause: error,
    });
  }
  if (code === TIMEOUT_STATE) return new TookTooLong(error);
  const status = statusCodeOf(error) ?? 500;
  return fromStatus(status >= 400 && status < 500 ? status : 500, error);
}

function refusedByServer(error: unknown): Problem | null {
  const refused = REFUSED_BY_FASTIFY[codeOf(error)];
  if (refused) return new Problem(...refused, { cause: error });
  // The JSON parser's own errors carry a status but no code.
  if (error instanceof SyntaxError && statusCodeOf(error) === 400) {
    return new Problem(400, 'malformed_json', 'The body is not valid JSON.', { cause: error });
  }
  return null;
}

function fromStatus(status: number, error: unknown): Problem {
  if (status === 404) return new Problem(404, 'not_found', 'There is nothing at this address.');
  if (status >= 500 && status !== 503) {
    return new Problem(status, 'internal_error', 'Something went wrong on our side.', {
      cause: error,
    });
  }
  const detail = error instanceof HttpException ? error.message : 'The request cannot be served.';
  return new Problem(status, CODES[status] ?? 'refused', detail, { cause: error });
}
