import { startApp, type TestApp } from './support/app.js';
import { BROWSER, drained, makeProject, rows, type TestProject } from './support/door.js';
import { call } from './support/people.js';

let server: TestApp;
let project: TestProject;

beforeAll(async () => {
  server = await startApp();
  project = await makeProject(server, { domain: 'shop.example' });
});
afterAll(() => server.close());

function knock(
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(server.url + path, {
    method: 'POST',
    headers: { 'user-agent': BROWSER, 'content-type': 'text/plain', ...headers },
    body: JSON.stringify(body),
  });
}

/** A message for each door, with this key where its SDK puts it. */
const messages: Record<
  string,
  (key: string, name: string) => [string, object, Record<string, string>?]
> = {
  'Segment, in the body': (writeKey, event) => ['/v1/t', { writeKey, event, userId: 'u' }],
  'Segment, as a user name': (key, event) => [
    '/v1/batch',
    { batch: [{ type: 'track', event, userId: 'u' }] },
    { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
  ],
  'RudderStack, by beacon': (key, event) => [
    `/beacon/v1/batch?writeKey=${key}`,
    { batch: [{ type: 'track', event, userId: 'u' }] },
  ],
  'PostHog, of the batch': (api_key, event) => ['/batch/', { api_key, batch: [{ event }] }],
  'PostHog, of an event': (token, event) => ['/e/', [{ event, properties: { token } }]],
  'PostHog, as bearer': (key, event) => [
    '/i/v1/analytics/events',
    { batch: [{ event }] },
    { authorization: `Bearer ${key}` },
  ],
  Plausible: (d, n) => ['/api/event', { n, d, u: 'https://shop.example/' }],
  Umami: (website, name) => ['/api/send', { type: 'event', payload: { website, name, url: '/' } }],
  Amplitude: (api_key, event_type) => ['/2/httpapi', { api_key, events: [{ event_type }] }],
  Mixpanel: (token, event) => ['/track', { event, properties: { token } }],
  'Mixpanel, history': (key, event) => [
    '/import',
    [{ event, properties: {} }],
    { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
  ],
};

describe.each(Object.entries(messages))('the key of %s', (door, message) => {
  it('opens, and a wrong one does not', async () => {
    const name = `through ${door}`;
    const isHistory = door.endsWith('history');
    const key = isHistory ? project.secretKey : project.publicKey;
    const good = await knock(...message(key, name));
    expect([200, 202]).toContain(good.status);
    const refused = door === 'Amplitude' ? 400 : 401;
    for (const wrong of [
      'nobodys',
      `pk_${'a'.repeat(49)}`,
      `sk_${'a'.repeat(49)}`,
      project.id,
      project.token,
    ]) {
      expect((await knock(...message(wrong, 'through a wall'))).status).toBe(refused);
    }
    await drained(server);
    const stored = await rows<{ name: string }>(
      server,
      `SELECT name FROM full_events WHERE name = $1 OR name = 'through a wall'`,
      [name],
    );
    expect(stored).toEqual([{ name }]);
  });
});

it('an import in JSON is answered in JSON, with a number', async () => {
  const headers = {
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(`${project.secretKey}:`).toString('base64')}`,
  };
  const time = Date.parse('2020-01-01T00:00:00Z') / 1_000;
  const answer = await knock('/import?strict=1', [{ event: 'old', properties: { time } }], headers);
  expect(await answer.json()).toEqual({ code: 200, status: 'OK', num_records_imported: 1 });
});

describe('a site that says its domain instead of a key', () => {
  const view = (d: string) => ({ n: 'from a site', u: 'https://shop.example/', d });

  it.each([
    [202, 'shop.example', 'https://shop.example'],
    [202, 'shop.example', 'https://www.shop.example'],
    [202, 'www.shop.example', 'https://www.shop.example'],
    [202, 'shop.example,all.example', 'https://shop.example'],
    [401, 'shop.example', 'https://evil.example'],
    [401, 'shop.example', 'https://evilshop.example'],
    [401, 'shop.example', 'null'],
    [401, 'shop.example', undefined],
    [401, 'evil.example', 'https://evil.example'],
    [401, '__proto__', 'https://shop.example'],
  ])('gets %i for %s from %s', async (status, domain, origin) => {
    const answer = await knock('/api/event', view(domain), origin === undefined ? {} : { origin });
    expect(answer.status).toBe(status);
  });

  it('is known as soon as its project has the domain, and is the older project’s', async () => {
    const headers = { origin: 'https://new.example' };
    expect((await knock('/api/event', view('new.example'), headers)).status).toBe(401);
    const path = `PATCH /projects/${project.id}`;
    await call(server, path, { token: project.token, body: { domain: 'new.example' } });
    await makeProject(server, { domain: 'new.example' });
    const site = { ...view('new.example'), n: 'whose is it' };
    expect((await knock('/api/event', site, headers)).status).toBe(202);
    await drained(server);
    const stored = await rows<{ id: string }>(
      server,
      `SELECT j.id FROM full_events e JOIN projects j ON j.no = e.project_no WHERE e.name = 'whose is it'`,
    );
    expect(stored).toEqual([{ id: project.id }]);
  });
});

describe('a page of any origin', () => {
  const origin = 'https://some.page.example';

  it.each([
    '/v1/t',
    '/e/',
    '/api/event',
    '/api/send',
    '/2/httpapi',
    '/track/',
    '/flags/?v=2',
    '/array/x/config',
  ])('may send credentials and headers of its own to %s', async (path) => {
    const preflight = await fetch(server.url + path, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'anonymousid,authorization,rsa-retry-attempt',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    expect(preflight.headers.get('access-control-allow-credentials')).toBe('true');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('rsa-retry-attempt');
    expect(Number(preflight.headers.get('access-control-max-age'))).toBeGreaterThanOrEqual(600);
  });

  it('reads a refusal, and when to come again', async () => {
    const { headers } = await knock('/e/', [{ event: 'x' }], { origin });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-expose-headers')?.toLowerCase()).toContain('retry-after');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('gets no such freedom at the API', async () => {
    const answer = await fetch(`${server.url}/api/v1/projects`, { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});
