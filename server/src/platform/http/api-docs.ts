import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const PREFIX = '/api/v1/docs';
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API of Analytics Dashboard</title>
    <link rel="icon" href="${PREFIX}/favicon-32x32.png" />
    <link rel="stylesheet" href="${PREFIX}/swagger-ui.css" />
  </head>
  <body>
    <div id="explorer"></div>
    <script src="${PREFIX}/swagger-ui-bundle.js"></script>
    <script src="${PREFIX}/start.js"></script>
  </body>
</html>
`;

// A file of its own, because our policy allows no script inside a page.
const START = `window.explorer = SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#explorer',
  deepLinking: true,
  tryItOutEnabled: true,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

/** The API explorer at /api/v1/docs and its document at /api/v1/openapi.json; `document` is made at the first question. */
export function serveApiDocs(fastify: FastifyInstance, document: () => object): void {
  const dist = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  let made: string | undefined;
  fastify.get('/api/v1/openapi.json', (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .type('application/json; charset=utf-8')
      .send((made ??= JSON.stringify(document()))),
  );
  fastify.get(PREFIX, (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(PAGE),
  );
  fastify.get(`${PREFIX}/start.js`, (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(START),
  );
  for (const [name, type] of Object.entries(ASSETS)) {
    fastify.get(`${PREFIX}/${name}`, async (_request, reply) => {
      const content = await readFile(path.join(dist, name));
      return reply.header('cache-control', 'public, max-age=86400').type(type).send(content);
    });
  }
}
