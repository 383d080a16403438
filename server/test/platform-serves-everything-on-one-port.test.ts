import { type FastifyInstance, fastify } from 'fastify';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { serveWebFiles } from '../src/platform/http/web-files.js';
import { startApp, type TestApp } from './support/app.js';

describe('files of the console, the tracker and the demo', () => {
  let root: string;
  let server: FastifyInstance;
  const page = { accept: 'text/html,*/*;q=0.8' };

  beforeAll(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'analytics-web-'));
    for (const folder of ['console', 'console/countries', 'sdk', 'demo'])
      await mkdir(path.join(root, folder));
    const files = {
      'console/index.html': '<!doctype html>console',
      'console/main-4XK2JQ7A.js': 'console.log(1)',
      'console/countries/DE.svg': '<svg/>',
      'sdk/tracker.min.js': 'track()',
      'sdk/tracker.3f9a2c1b40de.min.js': 'track()',
      'demo/index.html': 'shop',
      'demo/products.html': 'products',
      'demo/404.html': 'not in this shop',
      'demo/.secret': 'hidden',
      'outside.txt': 'outside',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(root, name), text);
    await writeFile(
      path.join(root, 'console/main-4XK2JQ7A.js.br'),
      brotliCompressSync('console.log(1)'),
    );
    server = fastify({ routerOptions: { ignoreTrailingSlash: true } });
    server.setNotFoundHandler((_request, reply) => reply.code(404).send('not found'));
    await serveWebFiles(server, {
      console: path.join(root, 'console'),
      sdk: path.join(root, 'sdk'),
      demo: path.join(root, 'demo'),
    });
  });
  afterAll(async () => {
    await server.close();
    await rm(root, { recursive: true });
  });

  test.each([
    ['/', 'console'],
    ['/projects/7/settings', 'console'],
    ['/projects/7/settings/', 'console'],
    ['/demo/', 'shop'],
    ['/demo/products.html', 'products'],
    ['/static/sdk/tracker.min.js', 'track()'],
  ])('%s is there', async (url, text) => {
    const answer = await server.inject({ url, headers: page });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(text);
  });

  test.each([
    '/missing.js',
    '/api/nothing',
    '/api/v1/nothing',
    '/static/nothing',
    '/demo/nothing',
    '/demo/.secret',
    '/demo/%2e%2e/outside.txt',
    '/demo/..%2foutside.txt',
    '/static/sdk/..%2f..%2foutside.txt',
    '/..%2foutside.txt',
  ])('%s is not', async (url) => {
    const answer = await server.inject({ url, headers: page });
    expect(answer.statusCode).toBe(404);
  });

  test('the shop says on a page of its own what it does not have, to people', async () => {
    const ask = (accept: string) => server.inject({ url: '/demo/no/thing', headers: { accept } });
    expect([(await ask('text/html')).statusCode, (await ask('text/html')).body]).toEqual([
      404,
      'not in this shop',
    ]);
    expect((await ask('application/json')).body).not.toContain('shop');
  });

  test('a screen is a page for navigations only, not for scripts that ask for data', async () => {
    const answer = await server.inject({
      url: '/projects',
      headers: { accept: 'application/json' },
    });
    expect(answer.statusCode).toBe(404);
  });

  test('files named by their content are kept for ever, pages are asked for again', async () => {
    const caching = async (url: string) =>
      (await server.inject({ url, headers: page })).headers['cache-control'];
    expect(await caching('/main-4XK2JQ7A.js')).toBe('public, max-age=31536000, immutable');
    expect(await caching('/static/sdk/tracker.3f9a2c1b40de.min.js')).toContain('immutable');
    expect(await caching('/static/sdk/tracker.min.js')).toBe('public, max-age=300');
    expect(await caching('/countries/DE.svg')).toBe('public, max-age=86400');
    expect(await caching('/')).toBe('no-cache');
    expect(await caching('/demo/products.html')).toBe('no-cache');
  });

  test('a compressed twin is sent to whoever takes it', async () => {
    const url = '/main-4XK2JQ7A.js';
    const answer = await server.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.headers['content-encoding']).toBe('br');
    const plain = await server.inject({ url });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body).toBe('console.log(1)');
  });
});

describe('headers of the whole application', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startApp({ corsOrigins: ['https://app.example'] });
  });
  afterAll(() => server.close());

  test('every answer carries its id, pages the policy, and data one that allows nothing', async () => {
    const [page, data] = await Promise.all(
      ['/api/v1/docs', '/healthz'].map((where) =>
        fetch(server.url + where, { headers: { 'x-request-id': 'mine-12345' } }),
      ),
    );
    const policy = page?.headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(rule);
    }
    expect(data?.headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
    for (const answer of [page, data]) {
      expect(answer?.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer?.headers.get('x-request-id')).toBe('mine-12345');
    }
  });

  test('pages of the same host are told nothing about origins, and need nothing', async () => {
    const told = async (origin: string): Promise<string[]> => {
      const answer = await fetch(`${server.url}/api/v1/auth/setup`, { headers: { origin } });
      return [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
    };
    expect(await told(server.url)).toEqual([]);
    expect(await told('https://app.example')).toContain('access-control-allow-origin');
  });

  test('the API answers pages of CORS_ORIGINS only, ingest those of any origin', async () => {
    const preflight = async (path_: string, origin: string): Promise<string | null> => {
      const answer = await fetch(server.url + path_, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      return answer.headers.get('access-control-allow-origin');
    };
    expect(await preflight('/api/v1/projects', 'https://app.example')).toBe('https://app.example');
    expect(await preflight('/api/v1/projects', 'https://evil.example')).toBeNull();
    expect(await preflight('/api/v1/events/ingest', 'https://evil.example')).toBe('*');
  });

  test('a route answers with and without a trailing slash', async () => {
    expect((await fetch(`${server.url}/api/v1/auth/setup`)).status).toBe(200);
    expect((await fetch(`${server.url}/api/v1/auth/setup/`)).status).toBe(200);
  });

  test('metrics are for this machine, and not for what a proxy passes on', async () => {
    const local = await fetch(`${server.url}/metrics`);
    expect(await local.text()).toContain('http_request_duration_seconds');
    const passedOn = await fetch(`${server.url}/metrics`, {
      headers: { 'x-forwarded-for': '1.2.3.4' },
    });
    expect(passedOn.status).toBe(403);
  });

  test('large answers are compressed', async () => {
    const answer = await fetch(`${server.url}/api/v1/openapi.json`, {
      headers: { 'accept-encoding': 'br' },
    });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(await answer.json()).toMatchObject({ openapi: '3.1.0' });
  });
});
