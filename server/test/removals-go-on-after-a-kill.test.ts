import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { IncomingEvent } from '../src/events/event.js';
import { EventStore } from '../src/events/event.store.js';
import { IngestQueue } from '../src/ingest/ingest.queue.js';
import { Database } from '../src/platform/database/database.js';
import { Projects } from '../src/projects/projects.service.js';
import { startApp, type TestApp } from './support/app.js';
import { booksOf, expectVerified } from './support/accounting.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { eventually } from './support/patience.js';
import { aProject, call, register, type Person } from './support/people.js';
import { startProcess, type ServerProcess } from './support/process.js';
import { aStoredView } from './support/store.js';
import { aViewer, closeViewers } from './support/viewers.js';

const SECRET_KEY = 'a secret that only this test knows, and nobody else';
const HOUR = 3_600_000;

interface Removal {
  readonly id: string;
  readonly status: string;
  readonly total: number | null;
  readonly removed: number;
  readonly user: string | null;
}

describe('a removal', () => {
  let database: TestDatabase;
  let door: TestApp;
  let server: ServerProcess;
  let owner: Person;
  let project: { id: string; no: number };
  const variables = (): Record<string, string> => ({
    DATABASE_URL: database.url,
    SECRET_KEY,
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '0',
  });

  beforeAll(async () => {
    database = await freshDatabase();
    server = await startProcess(variables());
    door = await startApp({ databaseUrl: database.url, secretKey: SECRET_KEY, role: 'api' });
    owner = await register(door, 'owner@example.com');
    const { id } = await aProject(door, owner);
    project = { id, no: (await door.app.get(Projects).findOwned(owner.id, id)).no };
  }, 180_000);
  afterAll(async () => {
    closeViewers();
    await server.stop();
    await door.close();
    await database.drop();
  });

  const ask = <Body>(route: string, body?: unknown) =>
    call<Body>(server, route.replace(':id', project.id), { token: owner.token, body });
  const removal = async (id: string) =>
    (await ask<Removal>(`GET /projects/:id/removals/${id}`)).body;
  const done = async (id: string, withinMs = 60_000) =>
    eventually(async () => (await removal(id).catch(() => null))?.status === 'done', withinMs);
  const stored = async (condition: string): Promise<number> => {
    const [row] = await door.app
      .get(Database)
      .query<{ n: number }>(
        `SELECT count(*)::int AS n FROM full_events WHERE project_no = $1 AND ${condition}`,
        [project.no],
      );
    return row?.n ?? -1;
  };
  const store = () => door.app.get(EventStore);
  /** Views of two days ago and later, by visitors of six views each. */
  const views = (count: number, hostname: string, since: number): IncomingEvent[] =>
    Array.from({ length: count }, (_, index) => ({
      ...aStoredView(project.no, since + index * 2_000),
      visitor: Math.floor(index / 6)
        .toString(16)
        .padStart(32, hostname === 'staging' ? 'a' : 'b'),
      hostname,
    }));

  it('of events shows its owner how far it is, outlives kill -9, and leaves numbers right', async () => {
    const since = Date.now() - 60 * HOUR;
    const all = [...views(36_000, 'staging', since), ...views(6_000, 'shop', since)];
    for (let at = 0; at < all.length; at += 6_000) {
      await store().append(all.slice(at, at + 6_000));
    }
    const body = {
      range: { period: 'all' },
      filters: [{ dimension: 'hostname', operator: 'is', values: ['staging'] }],
    };
    const preview = await ask('POST /projects/:id/removals/preview', body);
    expect(preview).toMatchObject({
      status: 200,
      body: {
        events: 36_000,
        messages: 0,
        visits: 6_000,
        people: 0,
        first_event: new Date(since).toISOString(),
        last_event: new Date(since + 35_999 * 2_000).toISOString(),
        ids: [],
        quarantined: 0,
      },
    });
    expect(await stored('true')).toBe(42_000);
    const key = await call<{ key: string }>(door, `POST /projects/${project.id}/keys`, {
      token: owner.token,
      body: { name: 'Reader', kind: 'read' },
    });
    const watching = aViewer(door.url, owner.token);
    const stranger = aViewer(door.url, key.body.key);
    for (const viewer of [watching, stranger]) {
      await viewer.connected();
      expect(await viewer.watch(project.id)).toEqual({ ok: true });
    }

    const asked = await ask<Removal>('POST /projects/:id/removals', body);
    expect(asked).toMatchObject({ status: 202, body: { kind: 'events', filters: body.filters } });
    const { id } = asked.body;
    await eventually(async () => (await removal(id)).removed > 0, 60_000);
    await server.stop('SIGKILL');
    const left = await stored("hostname = 'staging'");
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(36_000);
    server = await startProcess(variables());
    // Others come in meanwhile.
    let later = 0;
    const finished = done(id, 120_000);
    let over = false;
    void finished.finally(() => (over = true));
    while (!over) {
      await store().append(views(30, 'shop', since + later * 1_000));
      later += 30;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await finished;
    expect(await removal(id)).toMatchObject({ total: 36_000, removed: 36_000, progress: 1 });
    expect(await stored("hostname = 'staging'")).toBe(0);
    expect(await stored("hostname = 'shop'")).toBe(6_000 + later);
    expect(await stored('session_id NOT IN (SELECT id FROM sessions)')).toBe(0);
    await eventually(
      async () => watching.heard.progress.some(({ status }) => status === 'done'),
      10_000,
    );
    expect(watching.heard.progress.at(-1)).toEqual({
      project_id: project.id,
      of: 'removal',
      id,
      status: 'done',
      done: 36_000,
      total: 36_000,
    });
    expect(stranger.heard.progress).toEqual([]);
    await expectVerified(booksOf(database.url), variables());
    const overview = await ask<{ total_events: number }>('GET /analytics/:id/overview?period=30d');
    expect(overview.body.total_events).toBe(6_000 + later);
    const storage = await ask<{ events: number; visits: number; bytes: number; months: unknown[] }>(
      'GET /projects/:id/storage',
    );
    expect(storage).toMatchObject({
      status: 200,
      body: { events: 6_000 + later, oldest_event: new Date(since).toISOString() },
    });
    expect(storage.body.bytes).toBeGreaterThan(100 * later);
    const everything = await ask<{ bytes: number; data: { bytes: number }[] }>(
      'GET /system/storage',
    );
    expect(everything.body.data).toMatchObject([{ id: project.id, events: 6_000 + later }]);
    // Months without events are nobody's.
    expect(everything.body.bytes).toBeGreaterThanOrEqual(
      everything.body.data[0]?.bytes ?? Infinity,
    );
    // Sent again under the same ids, they stay away.
    await store().append(all.slice(0, 6_000));
    expect(await stored("hostname = 'staging'")).toBe(0);
  }, 300_000);

  it('of a person takes what waits in the queue and in quarantine, and their name', async () => {
    const at = Date.now() - 50 * HOUR;
    const theirs = (count: number): IncomingEvent[] =>
      Array.from({ length: count }, (_, index) => ({
        ...aStoredView(project.no, at + index),
        hostname: 'person',
        userId: index % 3 === 0 ? 'ada@example.com' : null,
        anonymousId: 'device-1',
        traits: index === 0 ? { name: 'Ada' } : null,
      }));
    await store().append(theirs(9));
    const [poison] = theirs(1);
    const other = {
      ...aStoredView(project.no, at),
      properties: { userId: 'ada@example.com' },
      userId: 'eve',
    };
    await store().quarantine([poison as IncomingEvent, other], 'unstorable', 'by hand');
    const body = { user: 'device-1' };
    const preview = await ask('POST /projects/:id/removals/preview', body);
    expect(preview.body).toMatchObject({
      events: 9,
      people: 1,
      ids: ['ada@example.com', 'device-1'],
      quarantined: 1,
    });
    const file = await ask<Record<string, unknown[]>>('GET /analytics/:id/users/device-1/export');
    expect(file.headers.get('content-disposition')).toMatch(/filename="person-[\d-]+\.json"/);
    expect(file.body).toMatchObject({
      project: { id: project.id, name: 'Shop' },
      ids: [
        { distinct_id: 'ada@example.com', known: true, traits: { name: 'Ada' } },
        { distinct_id: 'device-1', known: false },
      ],
      quarantined: [{ userId: 'ada@example.com' }],
    });
    expect(file.body['events']).toHaveLength(9);
    expect(file.body['visits']).toHaveLength(9);
    expect(JSON.stringify(file.body)).not.toContain(poison?.visitor);
    const { body: asked } = await ask<Removal>('POST /projects/:id/removals', body);
    expect(asked.user).toBe('device-1');
    await done(asked.id);
    expect(await removal(asked.id)).toMatchObject({ kind: 'person', user: null, removed: 9 });
    // Events received before, which nobody had taken from the queue yet, and the same once more.
    await door.app.get(IngestQueue).add([...theirs(3), aNeighbour()], 5_000);
    await eventually(async () => (await stored("hostname = 'neighbour'")) === 1, 20_000);
    expect(await stored("hostname = 'person'")).toBe(0);
    const [names] = await door.app.get(Database).query<{ n: number }>(
      `SELECT (SELECT count(*) FROM people WHERE key IN ('ada@example.com', 'device-1'))
         + (SELECT count(*) FROM removals r WHERE r::text LIKE '%ada@%' OR r::text LIKE '%device-1%')
         AS n`,
    );
    expect(Number(names?.n)).toBe(0);
    const kept = await ask<{ data: unknown[] }>('GET /projects/:id/quarantine');
    expect(kept.body.data).toMatchObject([{ payload: { userId: 'eve' } }]);
    for (const route of ['POST /projects/:id/removals', 'POST /projects/:id/removals/preview']) {
      const again = await ask(route, body);
      expect(again).toMatchObject({ status: 404, body: { code: 'person_not_found' } });
    }
  }, 120_000);

  const aNeighbour = (): IncomingEvent => ({
    ...aStoredView(project.no, Date.now() - 50 * HOUR),
    id: randomUUID(),
    hostname: 'neighbour',
  });

  it.each([
    [{}, '/range'],
    [{ filters: [{ dimension: 'page', values: ['/'] }] }, '/range'],
    [{ range: {} }, '/range'],
    [
      { range: { period: 'all' }, filters: [{ dimension: 'nonsense', values: ['x'] }] },
      '/filters/0',
    ],
    [{ range: { start: '2026-01-02', end: '2026-01-01' } }, '/range/end'],
    [{ user: 'u-1', range: { period: 'all' } }, '/user'],
    [{ user: 'u\u0000' }, '/user'],
    [{ user: '' }, '/user'],
  ])('that is not clear is refused: %j', async (body, pointer) => {
    for (const route of ['POST /projects/:id/removals', 'POST /projects/:id/removals/preview']) {
      const answer = await ask<{ errors: { pointer: string }[] }>(route, body);
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0]?.pointer).toContain(pointer);
    }
  });
});
