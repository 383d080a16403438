import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest, FastifyHttpOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Environment } from '../config/environment.js';
import { problemOf } from './problem-of.js';
import { sendProblem } from './problem.filter.js';
import { Problem } from './problem.js';

const LARGEST_BODY = 1_048_576;
// Trackers put whole addresses, and single sign-on puts large tokens, into headers.
const LARGEST_HEADERS = 65_536;

/** The HTTP server before anything is mounted on it. */
export function createAdapter(environment: Environment): FastifyAdapter {
  return new FastifyAdapter(httpOptions(environment));
}

/** How every request is read, whatever answers it. */
export function httpOptions(environment: Environment): FastifyHttpOptions<Server> {
  return {
    bodyLimit: LARGEST_BODY,
    trustProxy: trustedHops(environment.trustProxy),
    // Fastify's own lines would carry query strings and addresses; request-log.ts writes ours.
    logger: false,
    genReqId: requestId,
    // While it closes, a request that still comes in on an open connection is answered, not refused.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: LARGEST_HEADERS },
    routerOptions: {
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: false,
      maxParamLength: 2_000,
    },
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(reply, problemOf(error));
    },
    clientErrorHandler: refuseUnreadable,
  };
}

/** A number means: that many proxies in front of us, the nearest first. */
function trustedHops(
  trust: Environment['trustProxy'],
): boolean | string | ((address: string, hop: number) => boolean) {
  return typeof trust === 'number' ? (_address, hop) => hop < trust : trust;
}

/** A caller's id for its request if it is a plain word, otherwise a new one. */
function requestId(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Answers bytes that are no HTTP request, or one with endless headers, before any route is known. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Problem(431, 'headers_too_large', 'The headers are larger than 64 kB.')
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? new Problem(408, 'request_timeout', 'The request did not arrive in time.')
        : new Problem(400, 'malformed_request', 'This is not an HTTP request.');
  const body = JSON.stringify(problem.toDocument());
  const status = problem.getStatus();
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
