import net from 'node:net';
import { startApp, type TestApp } from './support/app.js';

describe('every no is a problem document', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startApp();
  });
  afterAll(() => server.close());

  const cases: [string, number, string, string, RequestInit][] = [
    ['an unknown route', 404, 'not_found', '/api/v1/nothing', {}],
    ['an unknown file', 404, 'not_found', '/nothing.js', {}],
    ['a malformed escape', 400, 'malformed_url', '/api/v1/%ff', {}],
    ['a NUL in the path', 400, 'nul_character', '/api/v1/projects/a%00b', {}],
    ['a NUL in the query', 400, 'nul_character', '/api/v1/projects?search=%00', {}],
    [
      'malformed JSON',
      400,
      'malformed_json',
      '/api/v1/auth/login',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"email":' },
    ],
    [
      'JSON that would change a prototype',
      400,
      'malformed_json',
      '/api/v1/auth/login',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"__proto__":{"admin":true}}',
      },
    ],
    [
      'an empty body',
      400,
      'malformed_json',
      '/api/v1/auth/login',
      { method: 'POST', headers: { 'content-type': 'application/json' } },
    ],
    [
      'a list where an object belongs',
      400,
      'invalid_request',
      '/api/v1/auth/login',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[]' },
    ],
    [
      'a NUL in the body',
      400,
      'invalid_request',
      '/api/v1/auth/login',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'a@b.cd', password: 'long enough \u0000 maybe' }),
      },
    ],
    [
      'another content type',
      415,
      'unsupported_media_type',
      '/api/v1/auth/login',
      { method: 'POST', headers: { 'content-type': 'application/xml' }, body: '<a/>' },
    ],
    [
      'a body over 1 MB',
      413,
      'body_too_large',
      '/api/v1/auth/login',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'x'.repeat(1_100_000) }),
      },
    ],
    [
      'bytes that are not the gzip they claim to be',
      400,
      'malformed_request',
      '/api/v1/auth/login',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        body: 'plain',
      },
    ],
    [
      'an unknown encoding',
      415,
      'unsupported_encoding',
      '/api/v1/auth/login',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-encoding': 'rot13' },
        body: '{}',
      },
    ],
  ];

  test.each(cases)('%s → %i %s', async (_what, status, code, path, init) => {
    const answer = await fetch(server.url + path, init);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ type: `urn:problem:${code}`, status, code });
    expect(answer.status).toBe(status);
  });

  test('names everything that is wrong with a body, with pointers', async () => {
    const answer = await fetch(`${server.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"email":7}',
    });
    const problem = (await answer.json()) as { errors: { pointer: string }[] };
    expect(answer.status).toBe(400);
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual(['/email', '/password']);
  });

  test('bytes that are no HTTP are answered, too', async () => {
    const answer = await raw(server.url, 'HELLO\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"malformed_request"');
  });

  test('headers up to 64 kB are read, larger ones are refused', async () => {
    const small = await fetch(`${server.url}/healthz`, {
      headers: { 'x-long': 'a'.repeat(60_000) },
    });
    expect(small.status).toBe(200);
    const answer = await raw(
      server.url,
      `GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(70_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"code":"headers_too_large"');
  });
});

async function raw(url: string, bytes: string): Promise<string> {
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(bytes);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}
