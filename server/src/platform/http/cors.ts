import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

type CorsOptions = NonNullable<Parameters<NestFastifyApplication['enableCors']>[0]>;

// Doors for trackers on other people's pages: any origin may knock, no cookie comes with it.
const OPEN_PREFIXES = ['/api/v1/events/', '/static/sdk/'];

const OPEN: CorsOptions = {
  origin: '*',
  methods: ['GET', 'HEAD', 'POST'],
  allowedHeaders: ['content-type', 'content-encoding', 'authorization', 'x-api-key'],
  exposedHeaders: ['retry-after'],
  maxAge: 86_400,
};

/** What an answer of an open door says to the page that asked. */
export const openCorsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after',
} as const;

// Doors for SDKs of others, at the addresses they know (ingest/doors). Some of them send credentials, for which `*`
// does not do, and headers of their own: origin and headers are echoed. No cookie of ours is read there.
const FOREIGN =
  /^\/+(v1|beacon|batch|capture|e|i|s|flags|decide|array|sourceConfig|2|track|import|engage|groups|api\/(send|event|batch))(?=[/?]|$)/;

const ECHOED: CorsOptions = {
  origin: true,
  credentials: true,
  methods: ['GET', 'HEAD', 'POST'],
  exposedHeaders: ['retry-after'],
  maxAge: 86_400,
};

/** Our own pages may ask anyway, and need to be told nothing of it. */
const NOBODY: CorsOptions = { origin: false };

/** Which origins may call what: the doors and the tracker file are everybody's, the API is for `origins` only. */
export function corsFor(origins: readonly string[]): CorsOptions {
  const api: CorsOptions = {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    credentials: true,
    exposedHeaders: [
      'retry-after',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'x-request-id',
    ],
    maxAge: 600,
  };
  return {
    delegator: (request, done) => {
      const isOpen = OPEN_PREFIXES.some((prefix) => request.url.startsWith(prefix));
      if (isOpen) done(null, OPEN);
      else if (FOREIGN.test(request.url)) done(null, ECHOED);
      else done(null, isOurOwn(request) ? NOBODY : api);
    },
  };
}

/** Whether a page of this host asks, or for a page's files; those are for no other host. */
function isOurOwn({ url, headers: { host, origin } }: FastifyRequest): boolean {
  return origin === undefined || !url.startsWith('/api/') || origin.endsWith(`://${host}`);
}
