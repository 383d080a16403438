import { startApp, type TestApp } from './support/app.js';
import { eventually } from './support/patience.js';
import { aProject, type Answer, call, type Person, register } from './support/people.js';

interface Link {
  id: string;
  slug: string;
  url: string;
  has_password: boolean;
  revoked_at: string | null;
}

interface Entered {
  access_token: string;
  project: { id: string };
  locked: boolean;
}

const docs = [{ dimension: 'page', operator: 'starts_with', values: ['/docs'] }];

describe('a public link', () => {
  let app: TestApp;
  let ada: Person;
  let project: { id: string; api_key: string };

  beforeAll(async () => {
    app = await startApp({ allowSignUp: true });
    ada = await register(app, 'ada@example.com');
    project = await aProject(app, ada);
    const visit = (who: string, ...pages: string[]) =>
      pages.map((page) => ({
        event: 'page_view',
        anonymous_id: who,
        page_url: `https://shop.example${page}`,
      }));
    const events = [
      ...visit('a', '/docs/start', '/docs/api', '/prices'),
      ...visit('b', '/docs/start'),
      ...visit('c', '/prices'),
    ];
    const sent = await call(app, 'POST /events/ingest', {
      headers: { 'x-api-key': project.api_key },
      body: { events },
    });
    expect(sent.status).toBe(202);
    await eventually(async () => (await overview(ada.token)).body['total_events'] === 5, 10_000);
  });
  afterAll(() => app.close());

  const overview = (token: string, query = '') =>
    call(app, `GET /analytics/${project.id}/overview?period=24h${query}`, { token });
  const make = async (body: object = {}): Promise<Link> => {
    const answer = await call<Link>(app, `POST /projects/${project.id}/links`, {
      token: ada.token,
      body: { name: 'For all', ...body },
    });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const enter = (slug: string, body: object = {}): Promise<Answer<Entered>> =>
    call<Entered>(app, `POST /public/${slug}/token`, { body });
  const look = async (link: Link) => (await enter(link.slug)).body.access_token;
  const filtered = (filters: unknown) => `&filters=${encodeURIComponent(JSON.stringify(filters))}`;

  it('shows what the owner sees to whoever has it', async () => {
    const link = await make();
    const entered = await enter(link.slug);
    expect(entered).toMatchObject({
      status: 200,
      body: { token_type: 'bearer', expires_in: 900, project: { id: project.id }, locked: false },
    });
    const shown = await overview(entered.body.access_token);
    expect(shown.body).toMatchObject({ total_events: 5, unique_visitors: 3 });
    expect(link.url.endsWith(`/public/${link.slug}`)).toBe(true);
    const list = await call<{ data: Link[] }>(app, `GET /projects/${project.id}/links`, {
      token: ada.token,
    });
    expect(list.body.data[0]).toEqual(link);
  });

  it('that is locked can be narrowed and not widened', async () => {
    const viewer = await look(await make({ filters: docs }));
    expect((await overview(viewer)).body).toMatchObject({ total_events: 3, unique_visitors: 2 });
    const narrowed = filtered([{ dimension: 'page', values: ['/docs/api'] }]);
    expect((await overview(viewer, narrowed)).body).toMatchObject({ total_events: 1 });
    const elsewhere = filtered([{ dimension: 'page', values: ['/prices'] }]);
    expect((await overview(viewer, elsewhere)).body).toMatchObject({ total_events: 0 });
    const anything = filtered([
      {
        or: [
          { dimension: 'page', operator: 'is_set' },
          { dimension: 'page', values: ['/'] },
        ],
      },
    ]);
    expect((await overview(viewer, anything)).body).toMatchObject({ total_events: 3 });

    const ask = <Body>(route: string) =>
      call<Body>(app, `GET /analytics/${project.id}/${route}`, { token: viewer });
    const pages = await ask<{ data: { value: string }[]; totals: { events: number } }>(
      'breakdown?dimension=page&period=24h',
    );
    expect(pages.body.data.map(({ value }) => value).sort()).toEqual(['/docs/api', '/docs/start']);
    expect(pages.body.totals.events).toBe(3);
    const series = await ask<{ data: { count: number }[] }>('timeseries?period=24h');
    expect(series.body.data.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect((await ask('top-events?period=24h')).body).toMatchObject({ data: [{ count: 3 }] });
    const live = await ask<{ online: number; minutes: number[]; pages: { value: string }[] }>(
      'live',
    );
    expect(live.body.online).toBe(2);
    expect(Math.max(...live.body.minutes)).toBeLessThanOrEqual(2);
    expect(live.body.pages.map(({ value }) => value)).not.toContain('/prices');
  });

  it('answers nothing about people', async () => {
    const viewer = await look(await make());
    const person = { dimension: 'user', values: ['ada'] };
    for (const filters of [
      [person],
      [{ dimension: 'group', values: ['acme'] }],
      [{ or: [{ and: [person] }] }],
      [{ dimension: 'property:email', operator: 'starts_with', values: ['a'] }],
      [{ did: { event: 'purchase' } }],
      [{ did_not: { event: 'purchase', filters: [person] } }],
      [{ segment: crypto.randomUUID() }],
    ]) {
      expect((await overview(viewer, filtered(filters))).status).toBe(400);
    }
    for (const dimension of ['user', 'group']) {
      const path = `/analytics/${project.id}/breakdown?dimension=${dimension}`;
      expect((await call(app, `GET ${path}`, { token: viewer })).status).toBe(400);
    }
  });

  it('with a password opens with it alone, and is not guessed', async () => {
    const link = await make({ password: 'open sesame' });
    expect(link.has_password).toBe(true);
    expect(JSON.stringify(link)).not.toContain('argon2');
    const without = await enter(link.slug);
    expect([without.status, without.body]).toMatchObject([401, { code: 'password_required' }]);
    expect((await enter(link.slug, { password: 'open sesame' })).status).toBe(200);
    const statuses: number[] = [];
    for (let guess = 0; guess < 21; guess += 1) {
      statuses.push((await enter(link.slug, { password: `guess ${guess}` })).status);
    }
    expect([...new Set(statuses)]).toEqual([401, 429]);
    // Right or wrong, whoever guessed too often waits.
    const late = await enter(link.slug, { password: 'open sesame' });
    expect(late.status).toBe(429);
    expect(late.headers.get('retry-after')).not.toBeNull();
    const other = await make({ password: 'open sesame' });
    expect((await enter(other.slug, { password: 'open sesame' })).status).toBe(200);
  });

  it('that is revoked ends every look through it at once', async () => {
    const link = await make();
    const viewer = await look(link);
    expect((await overview(viewer)).status).toBe(200);
    const revoke = () =>
      call(app, `DELETE /projects/${project.id}/links/${link.id}`, { token: ada.token });
    expect((await revoke()).status).toBe(204);
    expect((await overview(viewer)).status).toBe(401);
    expect(await enter(link.slug)).toMatchObject({ status: 404, body: { code: 'link_not_found' } });
    expect((await revoke()).status).toBe(204);
  });

  it('ends by itself when it is to', async () => {
    const link = await make({ expires_at: new Date(Date.now() + 1_500).toISOString() });
    const viewer = await look(link);
    await eventually(async () => (await overview(viewer)).status === 401, 5_000);
    expect((await enter(link.slug)).status).toBe(404);
  });

  it('goes with its project', async () => {
    const gone = await aProject(app, ada);
    const { body: link } = await call<Link>(app, `POST /projects/${gone.id}/links`, {
      token: ada.token,
      body: { name: 'x' },
    });
    const viewer = await look(link);
    await call(app, `DELETE /projects/${gone.id}`, { token: ada.token });
    const answer = await call(app, `GET /analytics/${gone.id}/overview`, { token: viewer });
    expect(answer.status).toBe(401);
    expect((await enter(link.slug)).status).toBe(404);
  });

  it('may be framed where its owner says so, and every other page nowhere', async () => {
    const page = async (path: string) => {
      const { headers } = await fetch(`${app.url}${path}`, { headers: { accept: 'text/html' } });
      const policy = headers.get('content-security-policy') ?? '';
      return [/frame-ancestors ([^;]*)/.exec(policy)?.[1], headers.get('x-frame-options')];
    };
    const closed = ["'none'", 'DENY'];
    const link = await make({ embed_origins: ['Intranet.example.com', 'https://*.board.example'] });
    const anywhere = await make({ embed_origins: ['*'] });
    const served = (await fetch(`${app.url}/public/${link.slug}`)).status === 200;
    if (served) {
      expect(await page(`/public/${link.slug}`)).toEqual([
        'https://intranet.example.com https://*.board.example',
        null,
      ]);
      expect(await page(`/public/${anywhere.slug}?embed=1`)).toEqual(['*', null]);
    }
    expect(await page(`/public/${(await make()).slug}`)).toEqual(closed);
    expect(await page('/public/nothing')).toEqual(closed);
    expect(await page(`/?next=/public/${link.slug}`)).toEqual(closed);
    await call(app, `DELETE /projects/${project.id}/links/${link.id}`, { token: ada.token });
    expect(await page(`/public/${link.slug}`)).toEqual(closed);
  });

  it.each([
    ['no name', { name: '' }],
    ['a short password', { name: 'x', password: '1234567' }],
    ['a password that is none', { name: 'x', password: 7 }],
    ['filters that are none', { name: 'x', filters: { a: 1 } }],
    ['filters that nobody could answer', { name: 'x', filters: [{ dimension: 'moon' }] }],
    ['a segment of nobody', { name: 'x', filters: [{ segment: crypto.randomUUID() }] }],
    ['origins that are none', { name: 'x', embed_origins: ['https://x.example/path'] }],
    ['a policy for an origin', { name: 'x', embed_origins: ["'self'; script-src *"] }],
    ['anywhere and somewhere', { name: 'x', embed_origins: ['*', 'https://x.example'] }],
    ['an end in the past', { name: 'x', expires_at: '2020-01-01T00:00:00Z' }],
    ['an end that is none', { name: 'x', expires_at: 'tomorrow' }],
  ])('is not made with %s', async (_, body) => {
    const answer = await call(app, `POST /projects/${project.id}/links`, {
      token: ada.token,
      body,
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  });

  it('is not found by what it is not called', async () => {
    for (const slug of ['x', 'x'.repeat(22), '%00', 'x'.repeat(5_000), "'--"]) {
      const answer = await call(app, `POST /public/${slug}/token`, { body: {} });
      expect([400, 404, 414]).toContain(answer.status);
    }
  });

  it('token is worth nothing as another one, nor changed', async () => {
    const viewer = await look(await make());
    const me = (token: string) => call(app, 'GET /auth/me', { token });
    expect((await me(viewer)).status).toBe(401);
    expect((await me(viewer.slice(3))).status).toBe(401);
    expect((await overview(`vt_${ada.token}`)).status).toBe(401);
    expect((await overview(viewer.replace(/.{8}$/, 'AAAAAAAA'))).status).toBe(401);
  });
});
