import { type ProjectChange, ProjectChanges } from '../src/projects/project-changes.js';
import { Projects } from '../src/projects/projects.service.js';
import { startApp, type TestApp } from './support/app.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { eventually } from './support/patience.js';
import { aProject, call, type Person, register } from './support/people.js';

describe('a project', () => {
  let database: TestDatabase;
  let here: TestApp;
  let there: TestApp;
  let ada: Person;

  beforeAll(async () => {
    database = await freshDatabase();
    here = await startApp({ databaseUrl: database.url });
    there = await startApp({ databaseUrl: database.url });
    ada = await register(here, 'ada@example.com');
  });
  afterAll(async () => {
    await here.close();
    await there.close();
    await database.drop();
  });

  it('is made with a name alone, and with its first key', async () => {
    const made = await call(here, 'POST /projects', { token: ada.token, body: { name: ' Shop ' } });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Shop',
      domain: null,
      timezone: 'UTC',
      week_starts_on: 'monday',
      session_timeout_minutes: 30,
      bounce_seconds: 10,
      accept_window_days: 30,
      retention_months: null,
      filter_bots: true,
      created_at: expect.any(String),
      api_key: expect.stringMatching(/^pk_/),
      api_key_prefix: expect.stringMatching(/^pk_.{8}$/),
    });
    const read = await call(here, `GET /projects/${String(made.body['id'])}`, { token: ada.token });
    const { api_key: _key, api_key_prefix: _prefix, ...kept } = made.body;
    expect(read.body).toEqual(kept);
  });

  it('keeps domain and zone in one form, and changes only what is given', async () => {
    const project = await aProject(here, ada, {
      domain: 'https://Bücher.example/shop',
      timezone: 'asia/kolkata',
    });
    expect(project).toMatchObject({
      domain: 'xn--bcher-kva.example',
      timezone: expect.stringMatching(/^asia\/kolkata$/i),
    });
    const changed = await call(here, `PATCH /projects/${project.id}`, {
      token: ada.token,
      body: { session_timeout_minutes: 5, domain: null, week_starts_on: 'sunday', unknown: 1 },
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { session_timeout_minutes: 5, domain: null, week_starts_on: 'sunday', name: 'Shop' },
    });
  });

  it('tells every process what changed, and notes that rollups are stale when they are', async () => {
    const { id } = await aProject(here, ada);
    const changes: ProjectChange[] = [];
    const stops = [here, there].map(({ app }) =>
      app.get(ProjectChanges).onChanged((change) => {
        // The other process may still be told of projects before, and that this one was made.
        if (change.projectId === id && change.kind === 'updated') changes.push(change);
      }),
    );
    const patch = (body: object) => call(here, `PATCH /projects/${id}`, { token: ada.token, body });
    await patch({ name: 'Shop' });
    await patch({ name: 'Store' });
    expect(await here.app.get(Projects).staleRollups()).toEqual([]);
    await patch({ timezone: 'Asia/Kathmandu', name: 'Store' });
    await eventually(() => Promise.resolve(changes.length >= 4), 1_000);
    for (const stop of stops) stop();

    expect(changes.filter(({ local }) => local).map(({ fields }) => fields)).toEqual([
      ['name'],
      ['timezone'],
    ]);
    expect(changes.filter(({ local }) => !local).map(({ fields }) => fields)).toEqual([
      ['name'],
      ['timezone'],
    ]);
    const [stale] = await there.app.get(Projects).staleRollups();
    expect(stale?.project).toMatchObject({ id, timezone: 'Asia/Kathmandu' });
    const projects = here.app.get(Projects);
    await projects.rollupsRebuilt(stale?.project.no ?? 0, new Date(0));
    expect(await projects.staleRollups()).toHaveLength(1);
    await projects.rollupsRebuilt(stale?.project.no ?? 0, stale?.since ?? new Date());
    expect(await projects.staleRollups()).toEqual([]);
  });

  it('is found by its number in every process as it is now', async () => {
    const { id } = await aProject(here, ada);
    const { no } = await here.app.get(Projects).findOwned(ada.id, id);
    const nameThere = async () => (await there.app.get(Projects).byNo(no))?.name;
    expect(await nameThere()).toBe('Shop');
    await call(here, `PATCH /projects/${id}`, { token: ada.token, body: { name: 'New' } });
    await eventually(async () => (await nameThere()) === 'New', 1_000);
    expect(await there.app.get(Projects).byNo(999_999)).toBeNull();
  });

  it.each([
    ['no body', undefined],
    ['no name', {}],
    ['an empty name', { name: '  ' }],
    ['null as name', { name: null }],
    ['a long name', { name: 'x'.repeat(201) }],
    ['NUL in the name', { name: 'a\u0000b' }],
    ['an unknown zone', { name: 'x', timezone: 'Mars/Olympus' }],
    ['an offset as zone', { name: 'x', timezone: '+05:45' }],
    ['a number as zone', { name: 'x', timezone: 7 }],
    ['a domain that is none', { name: 'x', domain: 'not a domain' }],
    ['an object as domain', { name: 'x', domain: { host: 'x' } }],
    ['a session of four minutes', { name: 'x', session_timeout_minutes: 4 }],
    ['a session as text', { name: 'x', session_timeout_minutes: '30' }],
    ['null as bounce limit', { name: 'x', bounce_seconds: null }],
    ['a bounce limit below zero', { name: 'x', bounce_seconds: -1 }],
    ['half a month', { name: 'x', retention_months: 0.5 }],
    ['a number past all integers', { name: 'x', accept_window_days: 1e300 }],
    ['another start of the week', { name: 'x', week_starts_on: 'friday' }],
    ['a word for yes', { name: 'x', filter_bots: 'yes' }],
  ])('is not made or changed with %s', async (name, body) => {
    const made = await call(here, 'POST /projects', { token: ada.token, body });
    expect(made.status).toBe(400);
    expect(made.headers.get('content-type')).toMatch('application/problem+json');
    if (name === 'no name') return;
    const { id } = await aProject(here, ada);
    const changed = await call(here, `PATCH /projects/${id}`, { token: ada.token, body });
    expect(changed.status).toBe(400);
  });

  it('stands in a list that pages from the latest to the first without a gap', async () => {
    const owner = ada.token;
    type List = { data: { id: string }[]; next_cursor: string | null };
    const all = (await call<List>(here, 'GET /projects?limit=100', { token: owner })).body;
    expect(all.next_cursor).toBeNull();
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: List = (await call<List>(here, `GET /projects?limit=2${path}`, { token: owner }))
        .body;
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(all.data.map(({ id }) => id));
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'cursor=a&cursor=b']) {
      expect((await call(here, `GET /projects?${query}`, { token: owner })).status).toBe(400);
    }
  });
});
