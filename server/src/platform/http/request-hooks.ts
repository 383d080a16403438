import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from 'node:http';
import type { Environment } from '../config/environment.js';
import type { Metrics } from '../health/metrics.js';
import { sendProblem } from './problem.filter.js';
import { Problem } from './problem.js';
import { asData } from './security-headers.js';

// What a worker answers: it has no business with people.
const WORKER_ROUTES = /^\/(healthz|readyz|metrics)\/?(\?|$)/;
// %00, also when it was escaped twice by a client that meant it.
const ESCAPED_NUL = /%(25)*00/i;
const UNMATCHED = 'unmatched';

/** What happens to every request of `fastify` before its route and after its answer; `server` has its connections. */
export function addRequestHooks(
  fastify: FastifyInstance,
  environment: Environment,
  metrics: Metrics,
  server: Server = fastify.server,
): void {
  const logger = new Logger('Http');

  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    const refusal = refusalOf(request, environment);
    if (refusal) sendProblem(reply, refusal);
    else done();
  });

  // The last answer of a closing server says so: its connection is not kept for another request.
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (!server.listening) void reply.header('connection', 'close');
    if (/json/.test(String(reply.getHeader('content-type')))) asData(reply);
    done();
  });

  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? UNMATCHED : (request.routeOptions.url ?? UNMATCHED);
    metrics.requestAnswered(request.method, route, reply.statusCode, reply.elapsedTime / 1_000);
    logAnswer(logger, request, reply);
    done();
  });
}

function refusalOf(request: FastifyRequest, environment: Environment): Problem | null {
  if (ESCAPED_NUL.test(request.url)) {
    return new Problem(400, 'nul_character', 'The address must not contain \\u0000.');
  }
  if (!environment.servesApi && !WORKER_ROUTES.test(request.url)) {
    return new Problem(404, 'not_found', 'This process is a worker; it serves no API.');
  }
  return null;
}

function logAnswer(logger: Logger, request: FastifyRequest, reply: FastifyReply): void {
  const line = {
    msg: `${request.method} ${pathOf(request)} ${reply.statusCode}`,
    request: request.id,
    ms: Math.round(reply.elapsedTime),
  };
  if (reply.statusCode >= 500) logger.warn(line);
  else logger.debug(line);
}

/** The path alone: a query string may carry a key, a search or a person. */
function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
