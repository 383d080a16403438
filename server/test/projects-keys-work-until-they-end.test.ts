import { jest } from '@jest/globals';
import { hashKey, mintKey } from '../src/projects/api-key.js';
import { KeysRepository } from '../src/projects/keys.repository.js';
import { WriteKeys } from '../src/projects/write-keys.js';
import { Database } from '../src/platform/database/database.js';
import { startApp, type TestApp } from './support/app.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { eventually } from './support/patience.js';
import { aProject, call, type Person, register } from './support/people.js';

interface Key {
  id: string;
  key: string;
  prefix: string;
  allowed_origins: string[];
  last_used_at: string | null;
  expires_at: string | null;
  revoked_at: string | null;
}

describe('a key', () => {
  let database: TestDatabase;
  let here: TestApp;
  let there: TestApp;
  let ada: Person;
  let project: { id: string; api_key: string };

  beforeAll(async () => {
    database = await freshDatabase();
    here = await startApp({ databaseUrl: database.url });
    there = await startApp({ databaseUrl: database.url });
    ada = await register(here, 'ada@example.com');
    project = await aProject(here, ada);
  });
  afterAll(async () => {
    await here.close();
    await there.close();
    await database.drop();
  });

  const ask = <Body>(route: string, body?: unknown) => {
    const [method = '', path = ''] = route.split(' ');
    return call<Body>(here, `${method} /projects/${project.id}/keys${path}`, {
      token: ada.token,
      body,
    });
  };
  const make = async (body: object = {}) =>
    (await ask<Key>('POST ', { name: 'Server', kind: 'secret', ...body })).body;
  const works = async (app: TestApp, key: string, now?: number) =>
    (await app.app.get(WriteKeys).find(key, now)) !== null;

  it('opens its own project, in every process', async () => {
    const found = await there.app.get(WriteKeys).find(project.api_key);
    expect(found).toMatchObject({
      kind: 'public',
      allowedOrigins: [],
      project: { id: project.id },
    });
  });

  it('is shown once and kept as a hash only', async () => {
    const { key, ...kept } = await make({
      allowed_origins: ['Example.com', 'https://example.com'],
    });
    expect(key).toMatch(/^sk_/);
    expect(kept.allowed_origins).toEqual(['https://example.com']);
    const list = await ask<{ data: Key[] }>('GET ');
    expect(list.body.data.find(({ id }) => id === kept.id)).toEqual(kept);
    const tables = await here.app
      .get(Database)
      .query<{ row: string }>(`SELECT row_to_json(k)::text AS row FROM api_keys k`);
    expect(JSON.stringify([list.body, tables])).not.toContain(key.slice(12));
  });

  it('works after a rotation until the grace is over, its successor from the first moment', async () => {
    const old = await make();
    const rotated = await ask<Key & { replaces: string; old_key_ends_at: string }>(
      `POST /${old.id}/rotate`,
      { grace_hours: 2 },
    );
    expect(rotated).toMatchObject({ status: 201, body: { replaces: old.id, prefix: /^sk_/ } });
    const ends = Date.parse(rotated.body.old_key_ends_at);
    expect(await works(there, rotated.body.key)).toBe(true);
    expect(await works(there, old.key)).toBe(true);
    expect(await works(here, old.key, ends - 1)).toBe(true);
    expect(await works(here, old.key, ends)).toBe(false);
    expect((await ask(`POST /${old.id}/rotate`, {})).status).toBe(409);

    const atOnce = await ask<Key>(`POST /${rotated.body.id}/rotate`, { grace_hours: 0 });
    expect(await works(here, rotated.body.key)).toBe(false);
    expect(await works(here, atOnce.body.key)).toBe(true);
  });

  it('has one successor, however many ask at once', async () => {
    const { id } = await make();
    const answers = await Promise.all([1, 2, 3].map(() => ask(`POST /${id}/rotate`, {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('stops in every process within a second of its revocation', async () => {
    const { id, key } = await make();
    expect(await works(there, key)).toBe(true);
    expect((await ask(`DELETE /${id}`)).status).toBe(204);
    expect(await works(here, key)).toBe(false);
    await eventually(async () => !(await works(there, key)), 1_000);
    expect((await ask(`DELETE /${id}`)).status).toBe(204);
    expect((await ask(`POST /${id}/rotate`, {})).status).toBe(409);
  });

  it('carries new origins and settings to every process at once', async () => {
    const { id, key } = await make();
    await there.app.get(WriteKeys).find(key);
    await ask(`PATCH /${id}`, { name: 'New', allowed_origins: ['https://*.shop.example'] });
    await call(here, `PATCH /projects/${project.id}`, {
      token: ada.token,
      body: { session_timeout_minutes: 45 },
    });
    await eventually(async () => {
      const found = await there.app.get(WriteKeys).find(key);
      return (
        found?.allowedOrigins[0] === 'https://*.shop.example' &&
        found.project.sessionTimeoutMinutes === 45
      );
    }, 1_000);
  });

  it('says when it was last used, without a write for every use', async () => {
    const { id, key } = await make();
    const writes = jest.spyOn(here.app.get(KeysRepository), 'noteUse');
    for (let use = 0; use < 50; use += 1) await works(here, key);
    await eventually(async () => {
      const list = await ask<{ data: Key[] }>('GET ');
      return list.body.data.some((row) => row.id === id && row.last_used_at !== null);
    }, 3_000);
    for (let use = 0; use < 50; use += 1) await works(here, key);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(writes).toHaveBeenCalledTimes(1);
  });

  it('that cannot be one never reaches the database; a flood of others reaches it in few questions', async () => {
    const questions = jest.spyOn(here.app.get(KeysRepository), 'findByHashes');
    const garbage = Array.from({ length: 1_000 }, () => `pk_${crypto.randomUUID()}`);
    await Promise.all(garbage.map((key) => works(here, key)));
    expect(questions).not.toHaveBeenCalled();

    const flood = Array.from({ length: 2_000 }, () => mintKey('public'));
    expect(await Promise.all(flood.map((key) => works(here, key)))).not.toContain(true);
    await Promise.all(flood.map((key) => works(here, key)));
    expect(questions.mock.calls.length).toBeLessThanOrEqual(6);
    expect(hashKey(project.api_key)).toHaveLength(32);
    expect(await works(here, project.api_key)).toBe(true);
  });

  it('can be new where it was unknown a moment ago', async () => {
    const key = mintKey('public');
    expect(await works(there, key)).toBe(false);
    await here.app
      .get(Database)
      .query(
        `UPDATE api_keys SET hash = $1 WHERE id = (SELECT id FROM api_keys WHERE name = 'New')`,
        [hashKey(key)],
      );
    await make();
    await eventually(() => works(there, key), 1_000);
  });

  it('is limited in number', async () => {
    const busy = await aProject(here, ada);
    const statuses: number[] = [];
    for (let count = 0; count < 50; count += 1) {
      const { status } = await call(here, `POST /projects/${busy.id}/keys`, {
        token: ada.token,
        body: { name: 'One more' },
      });
      statuses.push(status);
    }
    expect(statuses.slice(0, 49).every((status) => status === 201)).toBe(true);
    expect(statuses[49]).toBe(409);
  });

  it.each([
    ['no name', {}],
    ['another kind', { name: 'x', kind: 'admin' }],
    ['null as kind', { name: 'x', kind: null }],
    ['a word as origins', { name: 'x', allowed_origins: 'https://x.example' }],
    ['an origin that is none', { name: 'x', allowed_origins: ['https://x.example/path'] }],
    ['a number as origin', { name: 'x', allowed_origins: [7] }],
    ['null as origins', { name: 'x', allowed_origins: null }],
    ['too many origins', { name: 'x', allowed_origins: Array(101).fill('x.example') }],
    ['NUL in an origin', { name: 'x', allowed_origins: ['x\u0000'] }],
  ])('is not made with %s', async (_, body) => {
    expect((await ask('POST ', body)).status).toBe(400);
  });

  it('is not found by an id of nobody, of another project or of no form', async () => {
    const other = await aProject(here, ada);
    const { body } = await call<{ data: Key[] }>(here, `GET /projects/${other.id}/keys`, {
      token: ada.token,
    });
    for (const id of [body.data[0]?.id, crypto.randomUUID(), 'x', 'x'.repeat(1_000)]) {
      for (const route of [`PATCH /${id}`, `DELETE /${id}`, `POST /${id}/rotate`]) {
        const answer = await ask(route, route.startsWith('DELETE') ? undefined : { name: 'x' });
        expect([route, answer.status]).toEqual([route, 404]);
      }
    }
    for (const grace_hours of [-1, 721, 'x', null]) {
      const answer = await ask(`POST /${crypto.randomUUID()}/rotate`, { grace_hours });
      expect(answer.status).toBe(400);
    }
  });
});
