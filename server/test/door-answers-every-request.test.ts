import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync, deflateSync } from 'node:zlib';
import { startApp, type TestApp } from './support/app.js';
import { call, drained, makeProject, rows, send, type TestProject } from './support/door.js';
import { allowing } from './support/patience.js';

let server: TestApp;
let project: TestProject;
let withKey: { headers: Record<string, string> };

beforeAll(async () => {
  server = await startApp();
  project = await makeProject(server);
  withKey = { headers: { 'x-api-key': project.publicKey } };
}, 60_000);
afterAll(() => server.close());

/** What `send` gets beside the server. */
type Knock = [object, { headers?: Record<string, string>; query?: string }];

const batch = { events: [{ event: 'page_view', page_url: 'https://shop.example/' }] };

describe('the key', () => {
  it.each([
    ['X-API-Key', () => [batch, { headers: { 'x-api-key': project.publicKey } }]],
    ['Authorization', () => [batch, { headers: { authorization: `Bearer ${project.publicKey}` } }]],
    ['the query', () => [batch, { query: `?key=${project.publicKey}` }]],
    ['the body', () => [{ ...batch, key: project.publicKey }, {}]],
  ] satisfies [string, () => Knock][] as [string, () => Knock][])(
    'is taken from %s',
    async (_place, request) => {
      const answer = await send(server, ...request());
      expect([answer.status, answer.body]).toEqual([202, { accepted: 1, rejected: [] }]);
    },
  );

  it.each([
    ['none', {}],
    ['an unknown one', { headers: { 'x-api-key': 'pk_unknown' } }],
    ['one of the right form', { headers: { 'x-api-key': `pk_${'a'.repeat(43)}` } }],
    ['NUL', { headers: { authorization: 'Bearer x' }, query: '?key=' }],
  ])('%s is refused, before anything is said of the body', async (_name, options) => {
    for (const body of [batch, 'not json', { events: [{}] }]) {
      const { status, body: problem } = await send(server, body, options);
      expect([status, problem.code]).toEqual([401, 'key_refused']);
    }
  });

  it('for certain origins is refused from others, and the owner sees it', async () => {
    const key = await project.keyFor(['https://shop.example']);
    const from = (origin: string) => send(server, batch, { headers: { 'x-api-key': key, origin } });
    expect((await from('https://shop.example')).status).toBe(202);
    const refused = await from('https://evil.example');
    expect([refused.status, refused.body.code]).toEqual([403, 'origin_not_allowed']);
    expect((await send(server, batch, { headers: { 'x-api-key': key } })).status).toBe(403);
    const report = await call<{ dropped: { reason: string; count: number }[] }>(
      server,
      'GET',
      `/projects/${project.id}/ingestion`,
      project.token,
    );
    expect(report.dropped).toContainEqual(
      expect.objectContaining({ reason: 'origin_not_allowed', count: 2 }),
    );
  });
});

describe('a body', () => {
  const json = JSON.stringify(batch);

  it.each([
    ['application/json', json, {}],
    ['text/plain', json, {}],
    ['application/x-www-form-urlencoded', json, {}],
    ['a nonsense type', json, { 'content-type': 'nonsense' }],
    ['gzip by its label', gzipSync(json), { 'content-encoding': 'gzip' }],
    ['gzip without a label', gzipSync(json), {}],
    ['deflate', deflateSync(json), { 'content-encoding': 'deflate' }],
    ['a byte order mark', `\uFEFF${json}`, {}],
    ['a bare array', JSON.stringify(batch.events), {}],
    ['a bare event', JSON.stringify(batch.events[0]), {}],
  ])('as %s is read', async (name, body, headers) => {
    const type: Record<string, string> = name.includes('/') ? { 'content-type': name } : {};
    const options = { headers: { ...withKey.headers, ...type, ...headers } };
    const answer = await send(server, body, options);
    expect([answer.status, answer.body.accepted]).toEqual([202, 1]);
  });

  it('without a content type is read', async () => {
    const body = new Blob([json]);
    const url = `${server.url}/api/v1/events/ingest?key=${project.publicKey}`;
    expect((await fetch(url, { method: 'POST', body })).status).toBe(202);
  });

  it('is read with a slash behind the address, too', async () => {
    const url = `${server.url}/api/v1/events/ingest/?key=${project.publicKey}`;
    expect((await fetch(url, { method: 'POST', body: json })).status).toBe(202);
  });

  it.each([
    [400, 'not_json', 'hello'],
    [400, 'not_json', ''],
    [400, 'not_json', '{"events":['],
    [400, 'not_json', 'key=value'],
    [400, 'not_json', '\u0000'],
    [400, 'no_events', '{}'],
    [400, 'no_events', 'null'],
    [400, 'no_events', '42'],
    [400, 'no_events', '{"events":"page_view"}'],
    [400, 'no_events', '{"events":{"event":"page_view"}}'],
    [422, 'all_rejected', '{"events":[null]}'],
    [422, 'all_rejected', '[[[[]]]]'],
    [422, 'all_rejected', '{"event":5}'],
    [413, 'body_too_large', `"${'x'.repeat(1_100_000)}"`],
  ])('gets %i %s when it is not for us', async (status, code, body) => {
    const answer = await send(server, body, withKey);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('that only pretends to be compressed is refused', async () => {
    const fake = new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]);
    expect((await send(server, fake, withKey)).status).toBe(400);
    const headers = { ...withKey.headers, 'content-encoding': 'gzip' };
    expect((await send(server, json, { headers })).status).toBe(400);
  });

  it('that inflates to a gigabyte is refused for its size and costs nothing', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1_048_576));
    expect(bomb.length).toBeLessThan(1_048_576);
    const labels: Record<string, string>[] = [{ 'content-encoding': 'gzip' }, {}];
    for (const label of labels) {
      const before = process.memoryUsage.rss();
      const answer = await send(server, bomb, { headers: { ...withKey.headers, ...label } });
      expect(answer.status).toBe(413);
      expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1_048_576);
    }
  }, 30_000);

  it('with an empty batch is in order', async () => {
    expect((await send(server, { events: [] }, withKey)).body).toEqual({
      accepted: 0,
      rejected: [],
    });
  });
});

describe('a batch', () => {
  it('is stored without its bad events, which are listed', async () => {
    const events = [
      { event: 'good' },
      { event: 'x'.repeat(201) },
      null,
      { event: 'good too', properties: { a: 1 } },
    ];
    const { status, body } = await send(server, { events }, withKey);
    expect(status).toBe(202);
    expect(body.accepted).toBe(2);
    expect(body.rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, 'name_too_long'],
      [2, 'not_an_object'],
    ]);
  });

  it('of more than a thousand is taken up to there', async () => {
    const events = Array.from({ length: 1_001 }, () => ({ event: 'tick' }));
    const { body } = await send(server, { events }, withKey);
    expect(body.accepted).toBe(1_000);
    expect(body.rejected).toEqual([
      expect.objectContaining({ index: 1_000, code: 'too_many_events' }),
    ]);
  });

  it('lists at most a thousand rejections and counts the others', async () => {
    const events = [{ event: 'one' }, ...Array.from({ length: 5_000 }, () => 0)];
    const { body } = await send(server, { events }, withKey);
    expect([body.accepted, body.rejected.length, body.rejected_more]).toEqual([1, 1_000, 4_000]);
  });

  it('of half a million values costs no more than its first thousand', async () => {
    const begun = performance.now();
    const { body } = await send(server, `[{"event":"one"}${',1'.repeat(500_000)}]`, withKey);
    expect([body.accepted, body.rejected_more]).toEqual([1, 499_000]);
    expect(performance.now() - begun).toBeLessThan(allowing(1_000));
  });

  it('of a bot or of who opted out is answered as taken, and says what was dropped', async () => {
    const bot = { headers: { ...withKey.headers, 'user-agent': 'Googlebot/2.1' } };
    expect((await send(server, batch, bot)).body).toEqual({
      accepted: 0,
      rejected: [],
      dropped: [{ reason: 'bot', count: 1 }],
    });
    const private_ = { headers: { ...withKey.headers, 'sec-gpc': '1' } };
    expect((await send(server, batch, private_)).body.dropped).toEqual([
      { reason: 'opted_out', count: 1 },
    ]);
    expect((await send(server, { ...batch, ignore_gpc: true }, private_)).body.accepted).toBe(1);
  });

  it('sent twice counts once', async () => {
    const event = { event: 'once', event_id: '019ab1c2-7d3e-7a10-8f21-3b6f0c9d2e11' };
    await send(server, { events: [event, event] }, withKey);
    await send(server, { events: [event] }, withKey);
    await drained(server);
    const [row] = await rows<{ count: number }>(
      server,
      `SELECT count(*)::int AS count FROM events WHERE event_id = $1`,
      [event.event_id],
    );
    expect(row?.count).toBe(1);
  });
});

describe('pages of any origin', () => {
  it('may send, and read the answer and Retry-After', async () => {
    const origin = 'https://some.page.example';
    const { headers } = await send(server, batch, { headers: { ...withKey.headers, origin } });
    expect([origin, '*']).toContain(headers.get('access-control-allow-origin'));
    expect(headers.get('access-control-expose-headers')?.toLowerCase()).toContain('retry-after');
  });

  it('get an answer to their preflight that lasts', async () => {
    const preflight = await fetch(`${server.url}/api/v1/events/ingest`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://some.page.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-api-key',
      },
    });
    expect(preflight.status).toBe(204);
    expect(Number(preflight.headers.get('access-control-max-age'))).toBeGreaterThanOrEqual(600);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-api-key');
  });
});

describe('the tracker', () => {
  it('is understood in every body it sends', async () => {
    const file = path.resolve(import.meta.dirname, '../../sdk/wire-contract.json');
    const { request, bodies } = JSON.parse(await readFile(file, 'utf8')) as {
      request: { content_type: string };
      bodies: { key: string; sent_at: string; events: object[] }[];
    };
    for (const body of bodies) {
      const sent = { ...body, key: project.publicKey };
      const headers = { 'content-type': request.content_type };
      const answer = await send(server, sent, { headers });
      expect(answer.body).toEqual({ accepted: body.events.length, rejected: [] });
    }
  });
});
