import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Environment } from '../config/environment.js';
import type { Metrics } from '../health/metrics.js';
import { httpOptions } from './adapter.js';
import { openCorsHeaders } from './cors.js';
import { answerError } from './problem.filter.js';
import { addRequestHooks } from './request-hooks.js';

/** A POST route that is asked thousands of times a second, and looks at the bytes of its body itself. */
export interface LeanRoute {
  readonly url: string;
  /** Of the answer when nothing is thrown. */
  readonly status: number;
  /** `request.body` is a Buffer, whatever its label; the answer is sent as JSON, to pages of any origin. */
  readonly handle: (request: FastifyRequest) => Promise<object>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

// No page can show these answers, so they carry no policy for pages; a beacon's answer is for another site's page.
const HEADERS = {
  ...openCorsHeaders,
  'content-type': 'application/json; charset=utf-8',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * Answers these routes in front of everything mounted on `main`: without cookies, compression, the headers of pages and
 * the steps between a request and a controller, but with the problems, measures and log of all others. The same routes
 * of `main` answer what is written differently (a slash at the end, escapes), and preflights.
 */
export async function addLeanRoutes(
  main: FastifyInstance,
  environment: Environment,
  metrics: Metrics,
  routes: readonly LeanRoute[],
): Promise<void> {
  const lean = fastify(httpOptions(environment));
  addRequestHooks(lean, environment, metrics, main.server);
  lean.removeAllContentTypeParsers();
  lean.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, read) =>
    read(null, bytes),
  );
  lean.addHook('onRequest', (request, reply, next) => {
    // A label that is none would be refused before anybody looks at the bytes.
    request.raw.headers['content-type'] = 'application/octet-stream';
    void reply.headers(HEADERS);
    next();
  });
  lean.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  for (const { url, status, handle } of routes) {
    lean.post(url, async (request, reply) =>
      reply.code(status).send(JSON.stringify(await handle(request))),
    );
  }
  await lean.ready();

  const urls = new Set<string | undefined>(routes.map(({ url }) => url));
  const others = main.server.listeners('request') as Listener[];
  main.server.removeAllListeners('request');
  main.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'POST' && urls.has(request.url)) lean.routing(request, response);
    else for (const answer of others) answer(request, response);
  });
}
