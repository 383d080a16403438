import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import path from 'node:path';
import { constants } from 'node:zlib';
import { AppModule } from './app.module.js';
import { IngestController } from './ingest/ingest.controller.js';
import type { Environment } from './platform/config/environment.js';
import { Metrics } from './platform/health/metrics.js';
import { createAdapter } from './platform/http/adapter.js';
import { serveApiDocs } from './platform/http/api-docs.js';
import { corsFor } from './platform/http/cors.js';
import { addLeanRoutes } from './platform/http/lean-route.js';
import { describeApi } from './platform/http/openapi.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { addRequestHooks } from './platform/http/request-hooks.js';
import { securityHeaders } from './platform/http/security-headers.js';
import { RequestValidation } from './platform/http/validation.pipe.js';
import { serveWebFiles } from './platform/http/web-files.js';
import { Log } from './platform/logging/log.js';
import { allowFraming } from './sharing/framing.js';
import { Viewers } from './sharing/viewers.service.js';
import { productVersion } from './version.js';

const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');
/** What lies at the root, beside the API. */
export const HEALTH_ROUTES = ['healthz', 'readyz', 'metrics'] as const;

/** The whole application with these settings, wired and initialised, not yet listening. */
export async function createApp(environment: Environment): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(environment),
    createAdapter(environment),
    {
      logger: new Log(environment.logLevel, environment.logForPeople),
      abortOnError: false,
    },
  );
  app.setGlobalPrefix('api/v1', { exclude: [...HEALTH_ROUTES] });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(new RequestValidation());
  app.enableCors(corsFor(environment.corsOrigins));

  const fastify = app.getHttpAdapter().getInstance();
  const metrics = app.get(Metrics);
  addRequestHooks(fastify, environment, metrics);
  await fastify.register(helmet, securityHeaders(environment.publicUrl));
  allowFraming(fastify, (slug) => app.get(Viewers).framersOf(slug));
  await fastify.register(cookie);
  await fastify.register(compress, {
    threshold: 1_024,
    encodings: ['br', 'gzip'],
    // Quality 4 costs a small answer well under a millisecond.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
  if (environment.servesApi) {
    const version = await productVersion();
    serveApiDocs(fastify, () => describeApi(app, version));
    await serveWebFiles(fastify, {
      console: path.join(PROJECT_ROOT, 'dist/console'),
      sdk: path.join(PROJECT_ROOT, 'dist/sdk'),
      demo: path.join(PROJECT_ROOT, 'demo'),
    });
  }
  await app.init();
  const door = app.get(IngestController);
  await addLeanRoutes(fastify, environment, metrics, [
    { url: '/api/v1/events/ingest', status: 202, handle: (request) => door.take(request) },
  ]);
  return app;
}
