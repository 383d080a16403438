import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { leaveOutPageHeaders } from './security-headers.js';

/** Folders of built files; one that does not exist is missing from the site, not a reason to fail. */
export interface WebFolders {
  readonly console: string;
  readonly sdk: string;
  readonly demo: string;
}

const ONE_YEAR = 'public, max-age=31536000, immutable';
const FIVE_MINUTES = 'public, max-age=300';
const ONE_DAY = 'public, max-age=86400';
const ALWAYS_ASK = 'no-cache';
// A name that changes with its content: chunk-0dNMaYBQ.js, tracker.3f9a2c1b40de.min.js.
const HASHED = /-[\w-]{8}\.(js|css|woff2)$|\.[0-9a-f]{12}\.min\.js$/;
const CONSOLE_MISSING =
  'The console is not built. Run «npm run build» (or «make start», which does it), then reload this page.\n';

/** Puts the console at /, the tracker at /static/sdk/ and the demo shop at /demo/. */
export async function serveWebFiles(fastify: FastifyInstance, folders: WebFolders): Promise<void> {
  await fastify.register(fastifyStatic, {
    root: path.dirname(folders.console),
    serve: false,
    preCompressed: true,
    cacheControl: false,
    index: false,
  });
  fastify.get('/static/sdk/*', (request, reply) => {
    void reply.header('cross-origin-resource-policy', 'cross-origin');
    const file = wildcard(request);
    return send(reply, folders.sdk, file, HASHED.test(file) ? ONE_YEAR : FIVE_MINUTES);
  });
  fastify.get('/demo', { exposeHeadRoute: false }, (request, reply) =>
    // The shop's relative links need the slash.
    request.url.startsWith('/demo/')
      ? send(reply, folders.demo, 'index.html', ALWAYS_ASK)
      : reply.redirect('/demo/', 308),
  );
  fastify.get('/demo/*', (request, reply) => {
    const file = wildcard(request);
    const isPage = file === '' || file.endsWith('/');
    const asked = isPage ? `${file}index.html` : file;
    if (isFile(folders.demo, asked) || !wantsPage(request)) {
      return send(reply, folders.demo, asked, ALWAYS_ASK);
    }
    // The shop says so on a page of its own, which shows what the tracker tells of it.
    return send(reply.code(404), folders.demo, '404.html', ALWAYS_ASK);
  });
  fastify.get('/*', (request, reply) => serveConsole(request, reply, folders.console));
}

function serveConsole(
  request: FastifyRequest,
  reply: FastifyReply,
  folder: string,
): FastifyReply | Promise<FastifyReply> {
  const file = wildcard(request);
  if (/^(api|static|demo)(\/|$)/.test(file)) return notFound(reply);
  if (file !== '' && isFile(folder, file)) {
    return send(reply, folder, file, cachingOf(file));
  }
  // Screens have addresses without a file's ending, and people arrive at them by navigation.
  const isScreen = path.posix.extname(file) === '' || file === 'index.html';
  if (!isScreen || !wantsPage(request)) return notFound(reply);
  if (isFile(folder, 'index.html')) return send(reply, folder, 'index.html', ALWAYS_ASK);
  return reply.code(503).type('text/plain; charset=utf-8').send(CONSOLE_MISSING);
}

function cachingOf(file: string): string {
  if (HASHED.test(file)) return ONE_YEAR;
  // Flags and icons, dozens of them on some screens.
  return file.endsWith('.svg') ? ONE_DAY : ALWAYS_ASK;
}

function send(
  reply: FastifyReply,
  folder: string,
  file: string,
  caching: string,
): FastifyReply | Promise<FastifyReply> {
  if (!isFile(folder, file)) return notFound(reply);
  void reply.header('cache-control', caching);
  if (!file.endsWith('.html')) leaveOutPageHeaders(reply);
  // Nobody asks again whether a file has changed that is kept for long, or after the request that brought it.
  const isAsked = caching === ALWAYS_ASK || caching === FIVE_MINUTES;
  if (!isAsked) {
    void reply.removeHeader('x-request-id');
    // HTTP/1.1 keeps a connection without saying so dozens of times; what an answer of the API says holds for it, too.
    reply.raw.removeHeader('connection');
  }
  return reply.sendFile(file, folder, { etag: isAsked, lastModified: false, acceptRanges: false });
}

function isFile(folder: string, file: string): boolean {
  const target = path.join(folder, file);
  // Nothing outside the folder, no hidden file, and no file that only exists for its compressed twin.
  if (!target.startsWith(folder + path.sep) || /(^|[\\/])\./.test(file)) return false;
  return existsSync(target) && statSync(target).isFile();
}

function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}

function wildcard(request: FastifyRequest): string {
  return (request.params as { '*': string })['*'];
}

function wantsPage(request: FastifyRequest): boolean {
  return /text\/html|\*\/\*/.test(request.headers.accept ?? '*/*');
}
