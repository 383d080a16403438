import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Environment } from '../config/environment.js';
import type { Metrics } from '../health/metrics.js';
import { answerError } from './problem.filter.js';
import { addRequestHooks } from './request-hooks.js';

/** A route that is asked thousands of times a second, and looks at the bytes of its body itself. */
export interface LeanRoute {
  readonly url: string;
  /** Of the answer when nothing is thrown. */
  readonly status: number;
  /** `request.body` is a Buffer, whatever its label; the answer is sent as JSON. */
  readonly handle: (request: FastifyRequest) => Promise<object>;
}

// An answer that no page can show, and that a page of another site may have asked for (a beacon has no preflight).
const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * Mounts POST routes beside Nest's: without cookies, compression and the steps between a request and a controller, but
 * with the problems, measures and log of all others. To be called before plugins are registered, whose hooks
 * would apply here too; Nest's own route of the same address then gives way (adapter.ts).
 */
export async function mountLeanRoutes(
  fastify: FastifyInstance,
  environment: Environment,
  metrics: Metrics,
  routes: readonly LeanRoute[],
): Promise<void> {
  await fastify.register((scope, _options, done) => {
    addRequestHooks(scope, environment, metrics);
    scope.removeAllContentTypeParsers();
    // A label that is none would be refused before anybody looks at the bytes.
    scope.addHook('onRequest', (request, reply, next) => {
      request.raw.headers['content-type'] = 'application/octet-stream';
      void reply.headers(HEADERS);
      next();
    });
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, read) =>
      read(null, bytes),
    );
    scope.setErrorHandler((error, request, reply) => answerError(error, request, reply));
    for (const { url, status, handle } of routes) {
      scope.post(url, async (request, reply) => {
        const answer = await handle(request);
        return reply.code(status).send(JSON.stringify(answer));
      });
    }
    done();
  });
}
