import { AccessTokens } from '../src/auth/access-tokens.js';
import { startApp, type TestApp } from './support/app.js';
import { aProject, type Person, register } from './support/people.js';
import { mountedRoutes } from './support/routes.js';

const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;

const bodies: Record<string, string> = {
  'no JSON': '{"name":',
  'nothing but a word': '"x"',
  null: 'null',
  'a list': '[{}]',
  'a number': '1e400',
  'fields of the wrong type': JSON.stringify({
    name: {},
    email: [],
    password: 7,
    full_name: [1],
    kind: {},
    allowed_origins: { length: 3 },
    timezone: [],
    events: 'x',
    grace_hours: [],
    refresh_token: {},
  }),
  NUL: JSON.stringify({ name: 'a\u0000b', email: '\u0000@example.com', events: ['\u0000'] }),
  'half a character': '{"name":"\\ud800","full_name":"\\udc00","email":"\\ud800@x.example"}',
  'a prototype': '{"__proto__":{"name":"x"},"constructor":{"prototype":{}}}',
  'endless nesting': `{"name":${deep},"events":${deep}}`,
  'two megabytes': JSON.stringify({ name: 'x'.repeat(2_000_000) }),
};

const queries = [
  'limit=-1&cursor=%F0%28',
  'limit[]=1&limit=2&cursor[x]=1',
  'cursor=%2e%2e&limit=1e9&period=never&dimension=__proto__&filters=%7B',
  'start=9999999-01-01&end=x&interval=year&compare=x&timezone=Mars&search=%25%27',
  'filters=[{"dimension":"page","operator":"matches","values":["(a+)+$("]}]',
];

describe('whatever is sent to whichever route', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await startApp();
    ada = await register(app, 'ada@example.com');
  });
  afterAll(() => app.close());

  const send = async (route: string, path: string, init: RequestInit) => {
    const [method] = route.split(' ');
    const token = await app.app.get(AccessTokens).issue(ada, crypto.randomUUID());
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const response = await fetch(`${app.url}${path}`, { ...init, method, headers });
    const type = response.headers.get('content-type') ?? '';
    await response.arrayBuffer();
    if (response.status >= 500) return `${response.status} for ${route} ${path}`;
    if (response.status >= 400 && !type.includes('application/problem+json')) {
      return `${response.status} as ${type} for ${route} ${path}`;
    }
    return null;
  };

  it('is answered, and refused with a problem, never with a mistake of ours', async () => {
    const mistakes: (string | null)[] = [];
    for (const route of mountedRoutes(app)) {
      const [method = '', path = ''] = route.split(' ');
      const isHealth = /^\/(healthz|readyz|metrics)$/.test(path);
      const { id } = await aProject(app, ada);
      const address = (isHealth ? '' : '/api/v1') + path.replace(':id', id).replace(':key', id);
      if (method === 'GET' || method === 'DELETE') {
        for (const query of queries) mistakes.push(await send(route, `${address}?${query}`, {}));
      } else {
        for (const body of Object.values(bodies)) {
          const headers = { 'content-type': 'application/json' };
          mistakes.push(await send(route, address, { body, headers }));
        }
        const headers = { 'content-type': 'application/xml' };
        mistakes.push(await send(route, address, { body: '<x/>', headers }));
        mistakes.push(await send(route, address, {}));
      }
      for (const wrong of ['%00', '%ff', '..%2f..', 'x'.repeat(3_000), '%F0%9F%98%80', '-1']) {
        const odd = path.replace(/:\w+/g, wrong);
        mistakes.push(await send(route, (isHealth ? '' : '/api/v1') + odd, {}));
      }
    }
    expect(mistakes.filter((mistake) => mistake !== null)).toEqual([]);
  }, 120_000);

  it('leaves the account as it was', async () => {
    const response = await fetch(`${app.url}/api/v1/auth/setup`);
    expect(await response.json()).toEqual({ needs_owner: false, sign_up: false });
  });
});
