import { Database } from '../src/platform/database/database.js';
import { Deletions } from '../src/projects/deletions.service.js';
import { startApp, type TestApp } from './support/app.js';
import { eventually } from './support/patience.js';
import { aProject, call, type Person, register } from './support/people.js';

const page = { dimension: 'page', operator: 'is', values: ['/'] };
const manyTexts = Array.from({ length: 40 }, (_, n) => `${n} `.repeat(300));
const planet = { dimension: 'planet', values: ['x'] };

/** What is kept under each route, another of its kind, and what is refused: body, where it is wrong, why. */
const kinds: Record<
  string,
  {
    readonly first: Record<string, unknown>;
    readonly second: Record<string, unknown>;
    readonly wrong: Record<string, readonly [object, string, RegExp]>;
  }
> = {
  goals: {
    first: { name: 'Buy', event: 'purchase', value: { property: 'amount' } },
    second: { name: 'Thanks', page: '/thanks*', value: { fixed: 5 }, currency: { fixed: 'EUR' } },
    wrong: {
      nothing: [{ name: 'x' }, '/event', /a page or filters/],
      stars: [{ name: 'x', page: '*a'.repeat(11) }, '/page', /10 stars/],
      'a wrong filter': [{ name: 'x', filters: [planet] }, '/filters/0/dimension', /one of/],
      'two worths': [
        { name: 'x', event: 'a', value: { property: 'p', fixed: 1 } },
        '/value',
        /either/,
      ],
      'no worth': [{ name: 'x', event: 'a', value: {} }, '/value', /either/],
      'a currency of nothing': [
        { name: 'x', event: 'a', currency: { fixed: 'EUR' } },
        '/currency',
        /value/,
      ],
      'a currency that is none': [
        { name: 'x', event: 'a', value: { fixed: 1 }, currency: { fixed: 'euro' } },
        '/currency/fixed',
        /three capital letters/,
      ],
    },
  },
  segments: {
    first: { name: 'Home', filters: [page] },
    second: { name: 'Both', filters: [{ or: [page, { did: { event: 'signup' } }] }] },
    wrong: {
      nothing: [{ name: 'x', filters: [] }, '/filters', /at least 1/],
      'a wrong filter': [
        { name: 'x', filters: [{ not: planet }] },
        '/filters/0/not/dimension',
        /one of/,
      ],
      'another segment': [
        { name: 'x', filters: [{ segment: crypto.randomUUID() }] },
        '/filters/0/segment',
        /id of a segment/,
      ],
    },
  },
  cohorts: {
    first: { name: 'Loyal', filters: [{ did: { event: 'purchase', count: { value: 2 } } }] },
    second: { name: 'Lost', filters: [{ did_not: { page: '/' } }], range: { period: '7d' } },
    wrong: {
      nothing: [{ name: 'x', filters: [] }, '/filters', /at least 1/],
      'a range that ends before it starts': [
        { name: 'x', filters: [page], range: { start: '2026-02-01', end: '2026-01-01' } },
        '/range/end',
        /later than start/,
      ],
    },
  },
  questions: {
    first: { name: 'Steps', kind: 'funnel', body: { steps: [{ page: '/' }, { event: 'a' }] } },
    second: { name: 'Back', kind: 'retention', body: { interval: 'week' } },
    wrong: {
      'an unknown kind': [{ name: 'x', kind: 'guess', body: {} }, '/kind', /query, trends, funnel/],
      'a funnel of nothing': [{ name: 'x', kind: 'funnel', body: {} }, '/body/steps', /./],
      'a step of nothing': [
        { name: 'x', kind: 'funnel', body: { steps: [{}, {}] } },
        '/body/steps/0',
        /an event, a page/,
      ],
      'an unknown metric': [
        { name: 'x', kind: 'query', body: { metrics: ['fame'] } },
        '/body/metrics/0',
        /one of visitors/,
      ],
      'both ends': [
        { name: 'x', kind: 'journeys', body: { from: { page: '/' }, to: { page: '/' } } },
        '/body/to',
        /together/,
      ],
      'too many cohorts': [
        { name: 'x', kind: 'retention', body: { range: { period: '12m' }, interval: 'day' } },
        '/body/interval',
        /longer/,
      ],
    },
  },
};

describe('what an owner gives a name', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await startApp();
    ada = await register(app, 'ada@example.com');
  });
  afterAll(() => app.close());

  const ask = (route: string, body?: unknown) =>
    call<Record<string, unknown>>(app, route, { token: ada.token, body });

  it.each(Object.entries(kinds))(
    'stands among the %s as it was told, until it is changed or removed',
    async (kind, { first, second }) => {
      const { id } = await aProject(app, ada);
      const base = `/projects/${id}/${kind}`;
      const made = await ask(`POST ${base}`, { ...first, unknown: 'field' });
      expect(made).toMatchObject({ status: 201, body: first });
      expect(made.body).not.toHaveProperty('unknown');
      const own = `${base}/${String(made.body['id'])}`;
      expect((await ask(`GET ${own}`)).body).toEqual(made.body);

      await ask(`POST ${base}`, second);
      const names = [first['name'], second['name']].sort();
      const listed = (await ask(`GET ${base}`)).body['data'] as { name: string }[];
      expect(listed.map(({ name }) => name)).toEqual(names);
      expect(listed).toContainEqual(made.body);

      const replaced = await ask(`PUT ${own}`, { ...second, name: ' Renamed ' });
      expect(replaced).toMatchObject({ status: 200, body: { ...second, name: 'Renamed' } });
      expect(replaced.body['id']).toBe(made.body['id']);
      expect((await ask(`GET ${own}`)).body).toEqual(replaced.body);

      expect((await ask(`DELETE ${own}`)).status).toBe(204);
      for (const route of [`GET ${own}`, `DELETE ${own}`]) {
        expect((await ask(route)).status).toBe(404);
      }
      expect((await ask(`PUT ${own}`, first)).status).toBe(404);
    },
  );

  it.each(Object.entries(kinds))('is the only one of its name among the %s', async (kind, one) => {
    const { id } = await aProject(app, ada);
    const base = `/projects/${id}/${kind}`;
    const { body } = await ask(`POST ${base}`, one.first);
    const again = { ...one.second, name: String(one.first['name']).toUpperCase() };
    const taken = { status: 409, body: { code: 'name_taken', errors: [{ pointer: '/name' }] } };
    expect(await ask(`POST ${base}`, again)).toMatchObject(taken);
    const second = await ask(`POST ${base}`, one.second);
    expect(await ask(`PUT ${base}/${String(second.body['id'])}`, again)).toMatchObject(taken);
    expect((await ask(`PUT ${base}/${String(body['id'])}`, again)).status).toBe(200);

    const other = await aProject(app, ada);
    expect((await ask(`POST /projects/${other.id}/${kind}`, one.first)).status).toBe(201);
    const asked = await Promise.all(
      Array.from({ length: 4 }, () => ask(`POST /projects/${other.id}/${kind}`, one.second)),
    );
    expect(asked.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it.each(Object.entries(kinds))(
    'is out of reach through another project: %s',
    async (kind, one) => {
      const { id } = await aProject(app, ada);
      const other = await aProject(app, ada);
      const { body } = await ask(`POST /projects/${id}/${kind}`, one.first);
      const side = `/projects/${other.id}/${kind}/${String(body['id'])}`;
      expect((await ask(`GET ${side}`)).status).toBe(404);
      expect((await ask(`PUT ${side}`, one.second)).status).toBe(404);
      expect((await ask(`DELETE ${side}`)).status).toBe(404);
      expect((await ask(`GET /projects/${id}/${kind}/${String(body['id'])}`)).body).toEqual(body);
    },
  );

  const wrong = Object.entries(kinds).flatMap(([kind, bodies]) =>
    Object.entries({
      ...bodies.wrong,
      'no name': [{ ...bodies.first, name: ' ' }, '/name', /longer/] as const,
      'more than fits': [
        {
          ...bodies.first,
          ...(kind === 'questions' ? {} : { filters: [{ ...page, values: manyTexts }] }),
          ...(kind === 'questions' && {
            body: {
              ...(bodies.first['body'] as object),
              filters: [{ ...page, values: manyTexts }],
            },
          }),
        },
        '/',
        /32768/,
      ] as const,
    }).map(([name, [body, pointer, reason]]) => [name, kind, body, pointer, reason] as const),
  );

  it.each(wrong)('is refused with %s among the %s', async (_, kind, body, pointer, reason) => {
    const { id } = await aProject(app, ada);
    const answer = await ask(`POST /projects/${id}/${kind}`, body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect((answer.body['errors'] as { reason: string }[])[0]?.reason).toMatch(reason);
    expect((await ask(`GET /projects/${id}/${kind}`)).body).toEqual({ data: [] });
  });

  it('is one of at most 50 goals and 200 of any other kind', async () => {
    const { id } = await aProject(app, ada);
    const fill = (kind: string, count: number) =>
      app.app.get(Database).query(
        `INSERT INTO definitions (id, project_id, kind, name, body, created_at, updated_at)
         SELECT gen_random_uuid(), $1, $2, 'Number ' || n, '{}', now(), now()
         FROM generate_series(1, $3::int) n`,
        [id, kind, count],
      );
    await fill('goal', 49);
    await fill('segment', 199);
    const tried = [
      ['goals', { event: 'a' }, 50],
      ['segments', { filters: [page] }, 200],
    ] as const;
    for (const [kind, body, most] of tried) {
      expect((await ask(`POST /projects/${id}/${kind}`, { name: 'A', ...body })).status).toBe(201);
      const refused = await ask(`POST /projects/${id}/${kind}`, { name: 'B', ...body });
      expect(refused).toMatchObject({ status: 409, body: { code: 'too_many_definitions' } });
      const listed = await ask(`GET /projects/${id}/${kind}`);
      expect(listed.body['data']).toHaveLength(most);
    }
  });

  it('goes with its project', async () => {
    const { id } = await aProject(app, ada);
    for (const [kind, { first }] of Object.entries(kinds)) {
      await ask(`POST /projects/${id}/${kind}`, first);
    }
    const count = async () =>
      (await app.app.get(Database).query('SELECT 1 FROM definitions WHERE project_id = $1', [id]))
        .length;
    expect(await count()).toBe(4);
    await ask(`DELETE /projects/${id}`);
    expect((await ask(`GET /projects/${id}/goals`)).status).toBe(404);
    await app.app.get(Deletions).resume();
    await eventually(async () => (await count()) === 0, 15_000);
  }, 30_000);
});
