import { JwtService } from '@nestjs/jwt';
import { AccessTokens } from '../src/auth/access-tokens.js';
import { mintKey } from '../src/projects/api-key.js';
import { startApp, type TestApp } from './support/app.js';
import { aProject, type Answer, call, password, type Person, register } from './support/people.js';
import { mountedRoutes } from './support/routes.js';

/**
 * Who may use a route: anybody, whoever is signed in, the owner of what its path names (`asked`: and read keys of it,
 * `shared`: and whoever looks through a public link), or of the installation.
 */
type Rule = 'open' | 'signed-in' | 'owner' | 'asked' | 'shared' | 'installation';

/** One route; `status` is what those who may use it get for `body` and `query`. */
interface Row {
  readonly rule: Rule;
  readonly status: number;
  readonly body?: unknown;
  readonly query?: string;
}

const open = (status: number, more: Partial<Row> = {}): Row => ({ rule: 'open', status, ...more });
const signedIn = (status: number, more: Partial<Row> = {}): Row => ({
  rule: 'signed-in',
  status,
  ...more,
});
const owner = (status: number, more: Partial<Row> = {}): Row => ({
  rule: 'owner',
  status,
  ...more,
});

const asked = (status: number, more: Partial<Row> = {}): Row => ({
  rule: 'asked',
  status,
  ...more,
});
const shared = (status: number, more: Partial<Row> = {}): Row => ({
  rule: 'shared',
  status,
  ...more,
});

const installation = (status: number, more: Partial<Row> = {}): Row => ({
  rule: 'installation',
  status,
  ...more,
});

const steps = [{ page: '/' }, { event: 'signup' }];

/** Every route there is. A route that is not in here fails the first test. */
const table: Record<string, Row> = {
  'GET /healthz': open(200),
  'GET /readyz': open(200),
  // Its own token opens it, nobody's sign-in does.
  'GET /metrics': open(403),

  'GET /auth/setup': open(200),
  'POST /auth/register': open(400, { body: {} }),
  'POST /auth/login': open(400, { body: {} }),
  'POST /auth/refresh': open(401, { body: {} }),
  'POST /auth/logout': signedIn(204),
  'GET /auth/me': signedIn(200),
  'PATCH /auth/me': signedIn(200, { body: { full_name: 'Ada' } }),
  'POST /auth/password': signedIn(204, {
    body: { current_password: password, new_password: password },
  }),
  'GET /auth/sessions': signedIn(200),
  'DELETE /auth/sessions': signedIn(204),
  'DELETE /auth/sessions/:id': owner(204),

  'GET /projects': signedIn(200),
  'POST /projects': signedIn(201, { body: { name: 'Shop' } }),
  'GET /projects/:id': owner(200),
  'PATCH /projects/:id': owner(200, { body: { name: 'Store' } }),
  'DELETE /projects/:id': owner(202),
  'GET /projects/:id/deletion': owner(404),
  'GET /projects/:id/keys': owner(200),
  'POST /projects/:id/keys': owner(201, { body: { name: 'Server' } }),
  'PATCH /projects/:id/keys/:key': owner(200, { body: { name: 'Server' } }),
  'DELETE /projects/:id/keys/:key': owner(204),
  'POST /projects/:id/keys/:key/rotate': owner(201, { body: {} }),
  'GET /projects/:id/links': owner(200),
  'POST /projects/:id/links': owner(201, { body: { name: 'For all' } }),
  // Nothing of that id, whoever owns the project.
  'DELETE /projects/:id/links/:link': owner(404),
  'POST /public/:slug/token': open(404, { body: {} }),
  'GET /projects/:id/ingestion': owner(200),
  'GET /projects/:id/quarantine': owner(200),
  'POST /projects/:id/quarantine/replay': owner(202),
  // Nothing of that id, whoever owns the project.
  'POST /projects/:id/quarantine/:entry/replay': owner(404),
  'GET /projects/:id/removals': owner(200),
  'POST /projects/:id/removals': owner(202, { body: { range: { period: 'all' } } }),
  'POST /projects/:id/removals/preview': owner(200, { body: { range: { period: 'all' } } }),
  // Nothing of that id, whoever owns the project.
  'GET /projects/:id/removals/:removal': owner(404),
  'GET /projects/:id/goals': owner(200),
  'POST /projects/:id/goals': owner(201, { body: { name: 'Buy', event: 'purchase' } }),
  // Nothing of that id, whoever owns the project.
  'GET /projects/:id/goals/:goal': owner(404),
  'PUT /projects/:id/goals/:goal': owner(404, { body: { name: 'Buy', event: 'purchase' } }),
  'DELETE /projects/:id/goals/:goal': owner(404),
  'GET /projects/:id/segments': owner(200),
  'POST /projects/:id/segments': owner(201, {
    body: { name: 'A', filters: [{ dimension: 'page', values: ['/'] }] },
  }),
  // Nothing of that id, whoever owns the project.
  'GET /projects/:id/segments/:segment': owner(404),
  'PUT /projects/:id/segments/:segment': owner(404, {
    body: { name: 'A', filters: [{ dimension: 'page', values: ['/'] }] },
  }),
  'DELETE /projects/:id/segments/:segment': owner(404),
  'GET /projects/:id/cohorts': owner(200),
  'POST /projects/:id/cohorts': owner(201, {
    body: { name: 'B', filters: [{ dimension: 'page', values: ['/'] }] },
  }),
  // Nothing of that id, whoever owns the project.
  'GET /projects/:id/cohorts/:cohort': owner(404),
  'PUT /projects/:id/cohorts/:cohort': owner(404, {
    body: { name: 'B', filters: [{ dimension: 'page', values: ['/'] }] },
  }),
  'DELETE /projects/:id/cohorts/:cohort': owner(404),
  'GET /projects/:id/questions': owner(200),
  'POST /projects/:id/questions': owner(201, {
    body: { name: 'C', kind: 'funnel', body: { steps } },
  }),
  // Nothing of that id, whoever owns the project.
  'GET /projects/:id/questions/:question': owner(404),
  'PUT /projects/:id/questions/:question': owner(404, {
    body: { name: 'C', kind: 'funnel', body: { steps } },
  }),
  'DELETE /projects/:id/questions/:question': owner(404),

  'GET /projects/:id/storage': owner(200),

  'GET /system': installation(200),
  'GET /system/storage': installation(200),
  'GET /system/queues': installation(200),
  // There is no queue of that name; whoever hears so was let in.
  'POST /system/queues/:queue/retry': installation(404),
  'POST /system/queues/:queue/discard': installation(404),

  // The door asks for a write key, of which people's tokens are none.
  'POST /events/ingest': open(401, { body: { events: [{ event: 'page_view' }] } }),

  'GET /analytics/:id/overview': shared(200),
  'GET /analytics/:id/timeseries': shared(200),
  'GET /analytics/:id/top-events': shared(200),
  'GET /analytics/:id/breakdown': shared(200, { query: 'dimension=page' }),
  'GET /analytics/:id/sessions': asked(200),
  'GET /analytics/:id/users': asked(200),
  'GET /analytics/:id/groups': asked(200),
  'GET /analytics/:id/groups/:group': asked(404),
  'GET /analytics/:id/events': asked(200),
  'GET /analytics/:id/live': shared(200),
  'GET /analytics/:id/goals': asked(200),
  // Nothing of that id, whoever owns the project.
  'GET /analytics/:id/sessions/:session': asked(404),
  'GET /analytics/:id/users/:user': asked(404),
  // Everything of a person is for the owner alone; here is nobody of that id.
  'GET /analytics/:id/users/:user/export': owner(404),
  'GET /analytics/:id/export': asked(200),
  'GET /analytics/:id/properties': asked(200),
  'GET /analytics/:id/values': asked(200, { query: 'dimension=property:plan' }),
  'POST /analytics/:id/query': asked(200, { body: { metrics: ['visitors'] } }),
  'POST /analytics/:id/trends': asked(200, { body: { series: [{}] } }),
  'POST /analytics/:id/funnel': asked(200, { body: { steps } }),
  'POST /analytics/:id/funnel/people': asked(200, { body: { steps, step: 1 } }),
  'POST /analytics/:id/retention': asked(200, { body: {} }),
  'POST /analytics/:id/journeys': asked(200, { body: {} }),
};

const rootRoutes = ['GET /healthz', 'GET /readyz', 'GET /metrics'];

describe('nobody sees what is another’s', () => {
  let app: TestApp;
  let ada: Person;
  let eve: Person;
  let revoked: string;
  let expired: string;

  beforeAll(async () => {
    app = await startApp({ allowSignUp: true, metricsToken: 'for the metrics only' });
    ada = await register(app, 'ada@example.com');
    eve = await register(app, 'eve@example.com');
    ({ token: revoked } = await register(app, 'ada-too@example.com'));
    await call(app, 'POST /auth/logout', { token: revoked });
    expired = await app.app
      .get(JwtService, { strict: false })
      .signAsync(
        { sid: crypto.randomUUID(), email: ada.email },
        { subject: ada.id, expiresIn: -10 },
      );
  });
  afterAll(() => app.close());

  /** A token of its own for every question, because some questions end the sign-in. */
  const tokenOf = (person: Person) => app.app.get(AccessTokens).issue(person, crypto.randomUUID());

  /** What the path of a route names, made anew so that a route may change or remove it. */
  const belongings = async (person: Person, route: string) => {
    if (route.includes('/auth/sessions/')) {
      const { body } = await call<{ access_token: string }>(app, 'POST /auth/login', {
        body: { email: person.email, password },
      });
      const claims = body.access_token.split('.')[1] ?? '';
      const { sid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sid: string };
      return { id: sid, key: '' };
    }
    const { id } = await aProject(app, { ...person, token: await tokenOf(person) });
    const keys = await call<{ data: { id: string }[] }>(app, `GET /projects/${id}/keys`, {
      token: await tokenOf(person),
    });
    return { id, key: keys.body.data[0]?.id ?? '' };
  };

  /** Neither is worth anything where a path names no project. */
  const aReadKey = async (projectId: string): Promise<string> => {
    const { body } = await call<{ key?: string }>(app, `POST /projects/${projectId}/keys`, {
      token: await tokenOf(ada),
      body: { name: 'Reader', kind: 'read' },
    });
    return body.key ?? mintKey('read');
  };
  const aViewer = async (projectId: string): Promise<string> => {
    const { body: link } = await call<{ slug?: string }>(app, `POST /projects/${projectId}/links`, {
      token: await tokenOf(ada),
      body: { name: 'For all' },
    });
    const { body } = await call<{ access_token?: string }>(
      app,
      `POST /public/${link.slug ?? 'x'}/token`,
      { body: {} },
    );
    return body.access_token ?? 'vt_x';
  };

  const ask = (route: string, names: { id: string; key: string }, token?: string) => {
    const row = table[route];
    const path = route.replace(':id', names.id).replace(':key', names.key);
    const address = row?.query === undefined ? path : `${path}?${row.query}`;
    const root = rootRoutes.includes(route);
    // The routes of the machine stand beside the API, not below it.
    return call(app, root ? address.replace(' /', ' /../../') : address, {
      token,
      body: row?.body,
    });
  };

  const expectProblem = (answer: Answer, status: number, who: string) => {
    expect([who, answer.status]).toEqual([who, status]);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  };

  it('on any route there is: each has a row, and each row a route', () => {
    expect(mountedRoutes(app)).toEqual(Object.keys(table).sort());
  });

  const rows = Object.entries(table);
  const withRule = (...rules: Rule[]) =>
    rows.filter(([, { rule }]) => rules.includes(rule)).map(([route]) => route);

  it.each(withRule('open'))('%s answers everybody alike', async (route) => {
    const names = { id: '', key: '' };
    for (const token of [undefined, 'forged', expired, revoked, await tokenOf(ada)]) {
      expect((await ask(route, names, token)).status).toBe(table[route]?.status);
    }
  });

  it.each(withRule('signed-in', 'owner', 'asked', 'shared', 'installation'))(
    '%s needs a sign-in that stands',
    async (route) => {
      const names = await belongings(ada, route);
      const forged = (await tokenOf(ada)).replace(/[^.]{8}$/, 'AAAAAAAA');
      const tokens = { nobody: undefined, garbage: 'garbage', forged, expired, revoked };
      for (const [who, token] of Object.entries(tokens)) {
        expectProblem(await ask(route, names, token), 401, who);
      }
    },
  );

  it.each(withRule('signed-in'))('%s serves whoever is signed in', async (route) => {
    for (const person of [ada, eve]) {
      const answer = await ask(route, { id: '', key: '' }, await tokenOf(person));
      expect([person.email, answer.status]).toEqual([person.email, table[route]?.status]);
    }
  });

  it.each(withRule('installation'))('%s serves the first account only', async (route) => {
    const names = { id: '', key: '' };
    expectProblem(await ask(route, names, await tokenOf(eve)), 403, 'a member');
    expect((await ask(route, names, await tokenOf(ada))).status).toBe(table[route]?.status);
  });

  const ofProjects = withRule('owner', 'asked', 'shared');
  it.each(ofProjects)('%s serves the owner only, as if it were not there', async (route) => {
    const names = await belongings(ada, route);
    const nothing = { id: crypto.randomUUID(), key: crypto.randomUUID() };

    const missing = await ask(route, nothing, await tokenOf(eve));
    expectProblem(missing, 404, 'for what never was');
    const foreign = await ask(route, names, await tokenOf(eve));
    expectProblem(foreign, 404, 'another');
    expect(foreign.body).toEqual(missing.body);
    for (const id of ['x', '00000000-0000-0000-0000-00000000000g', "'--"]) {
      expectProblem(await ask(route, { ...names, id }, await tokenOf(ada)), 404, id);
    }
    if (route.includes(':key')) {
      const { id } = await belongings(eve, route);
      expectProblem(
        await ask(route, { ...names, id }, await tokenOf(eve)),
        404,
        'through a side door',
      );
    }

    const own = await ask(route, names, await tokenOf(ada));
    expect(own.status).toBe(table[route]?.status);
  });

  it.each(rows.map(([route]) => route))('%s serves a read key only to ask', async (route) => {
    const names = await belongings(ada, route);
    const key = await aReadKey(names.id);
    const answer = await ask(route, names, key);
    const row = table[route];
    if (row?.rule === 'asked' || row?.rule === 'shared') {
      expect([route, answer.status]).toEqual([route, row.status]);
      const foreign = await belongings(eve, route);
      expectProblem(await ask(route, foreign, key), 404, 'for another project');
    } else if (row?.rule !== 'open') {
      expectProblem(answer, 401, 'where nothing is asked');
    }
  });

  it.each(rows.map(([route]) => route))('%s shows a viewer only what is shared', async (route) => {
    const names = await belongings(ada, route);
    const viewer = await aViewer(names.id);
    const answer = await ask(route, names, viewer);
    const row = table[route];
    if (row?.rule === 'shared') {
      expect([route, answer.status]).toEqual([route, row.status]);
      const foreign = await belongings(eve, route);
      expectProblem(await ask(route, foreign, viewer), 404, 'for another project');
    } else if (row?.rule === 'asked') {
      expectProblem(answer, 403, 'what is not shared');
    } else if (row?.rule !== 'open') {
      expectProblem(answer, 401, 'where nothing is shown');
    }
  });
});
