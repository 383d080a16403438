import { UserQuota } from '../src/auth/user-quota.js';
import { startApp, type TestApp } from './support/app.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { eventually } from './support/patience.js';
import { aProject, call, type Person, register } from './support/people.js';
import { aViewer, closeViewers } from './support/viewers.js';

interface Key {
  id: string;
  key: string;
  kind: string;
  prefix: string;
}

describe('a read key', () => {
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
  afterEach(closeViewers);
  afterAll(async () => {
    await here.close();
    await there.close();
    await database.drop();
  });

  const keys = <Body>(route: string, body?: unknown) => {
    const [method = '', path = ''] = route.split(' ');
    return call<Body>(here, `${method} /projects/${project.id}/keys${path}`, {
      token: ada.token,
      body,
    });
  };
  const make = async () => (await keys<Key>('POST ', { name: 'Reader', kind: 'read' })).body;
  const asks = async (app: TestApp, key: string) =>
    (await call(app, `GET /analytics/${project.id}/overview`, { token: key })).status;

  it('asks by either header, of its own project', async () => {
    const { key, kind, prefix } = await make();
    expect([kind, prefix.slice(0, 3), key.slice(0, 3)]).toEqual(['read', 'rk_', 'rk_']);
    expect(await asks(there, key)).toBe(200);
    const route = `POST /analytics/${project.id}/query`;
    const body = { metrics: ['visitors'] };
    const headers = { 'x-api-key': key };
    expect((await call(here, route, { headers, body })).status).toBe(200);
    const other = await aProject(here, ada);
    const foreign = await call(here, `GET /analytics/${other.id}/overview`, { headers });
    expect(foreign.status).toBe(404);
  });

  it('writes nothing, and keys that write ask nothing', async () => {
    const { key } = await make();
    const events = [{ event: 'page_view' }];
    for (const address of ['/api/v1/events/ingest', '/v1/batch', '/capture']) {
      const answer = await fetch(`${here.url}${address}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': key },
        body: JSON.stringify({ events, batch: events, api_key: key, key }),
      });
      expect([address, answer.status]).toEqual([address, 401]);
    }
    const secret = await keys<Key>('POST ', { name: 'Server', kind: 'secret' });
    for (const writing of [project.api_key, secret.body.key]) {
      expect(await asks(here, writing)).toBe(401);
    }
  });

  it('is rotated and revoked as other keys are', async () => {
    const first = await make();
    const { body: second } = await keys<Key>(`POST /${first.id}/rotate`, { grace_hours: 1 });
    expect(second.kind).toBe('read');
    expect([await asks(there, first.key), await asks(there, second.key)]).toEqual([200, 200]);
    expect((await keys(`DELETE /${second.id}`)).status).toBe(204);
    expect(await asks(here, second.key)).toBe(401);
    await eventually(async () => (await asks(there, second.key)) === 401, 1_000);
    const list = await keys<{ data: Key[] }>('GET ');
    expect(list.body.data.map(({ id }) => id)).toEqual(
      expect.arrayContaining([first.id, second.id]),
    );
  });

  it('has no origins', async () => {
    const allowed_origins = ['https://x.example'];
    expect((await keys('POST ', { name: 'x', kind: 'read', allowed_origins })).status).toBe(400);
    const { id } = await make();
    expect((await keys(`PATCH /${id}`, { allowed_origins })).status).toBe(400);
    expect((await keys(`PATCH /${id}`, { name: 'y', allowed_origins: [] })).status).toBe(200);
  });

  it('is limited as a user is, each for itself', async () => {
    const limited = await startApp({ databaseUrl: database.url, rateLimitPerMinute: 3 });
    try {
      expect(limited.app.get(UserQuota)).toBeDefined();
      const [busy, idle] = [await make(), await make()];
      const statuses: number[] = [];
      for (let count = 0; count < 4; count += 1) statuses.push(await asks(limited, busy.key));
      expect(statuses).toEqual([200, 200, 200, 429]);
      expect(await asks(limited, idle.key)).toBe(200);
    } finally {
      await limited.close();
    }
  });

  it('watches its own project live, until it is revoked', async () => {
    const { id, key } = await make();
    const viewer = aViewer(there.url, key);
    await viewer.connected();
    expect(await viewer.watch(project.id)).toEqual({ ok: true });
    const other = await aProject(here, ada);
    expect(await viewer.watch(other.id)).toEqual({ ok: false, reason: 'not_found' });
    await call(here, 'POST /events/ingest', {
      headers: { 'x-api-key': project.api_key },
      body: { events: [{ event: 'signup' }] },
    });
    await eventually(() => Promise.resolve(viewer.items().length === 1), 5_000);
    await keys(`DELETE /${id}`);
    await eventually(() => Promise.resolve(viewer.heard.goodbye.length > 0), 2_000);
    expect(viewer.heard.goodbye).toEqual([{ reason: 'signed_out' }]);
    const refused = aViewer(there.url, key);
    await eventually(() => Promise.resolve(refused.refusals.length > 0), 2_000);
    expect(refused.refusals).toEqual(['unauthorized']);
    const writer = aViewer(there.url, project.api_key);
    await eventually(() => Promise.resolve(writer.refusals.length > 0), 2_000);
    expect(writer.refusals).toEqual(['unauthorized']);
  });
});
