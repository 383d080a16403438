import type { Job } from 'bullmq';
import { EventFeed, type Announcement } from '../src/events/event.feed.js';
import { EventStore } from '../src/events/event.store.js';
import type { IngestJob } from '../src/ingest/ingest.queue.js';
import { unpackEvents } from '../src/ingest/packed-events.js';
import { startApp, type TestApp } from './support/app.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import {
  call,
  drained,
  ingestQueue,
  makeProject,
  rows,
  send,
  type TestProject,
  until,
} from './support/door.js';
import { startRedis, type TestRedis } from './support/redis.js';
import { allowing } from './support/patience.js';

const page = (n: number) => ({ event: 'page_view', page_url: `https://shop.example/${n}` });
const countEvents = async (server: TestApp): Promise<number> => {
  const [row] = await rows<{ count: number }>(server, 'SELECT count(*)::int AS count FROM events');
  return row?.count ?? 0;
};

const eventsOf = (jobs: readonly Job<IngestJob>[]): number =>
  jobs.reduce((sum, { data }) => sum + unpackEvents(data).length, 0);

describe.each(['PostgreSQL', 'Redis'])('with the queue in %s', (backend) => {
  let redis: TestRedis | undefined;
  let database: TestDatabase;
  let api: TestApp;
  let project: TestProject;
  let headers: Record<string, string>;

  const start = (role: 'all' | 'api' | 'worker') =>
    startApp({ databaseUrl: database.url, redisUrl: redis?.url, role });

  beforeAll(async () => {
    database = await freshDatabase();
    if (backend === 'Redis') redis = await startRedis();
    // Migrations run in the role that does everything.
    await (await start('all')).close();
    api = await start('api');
    project = await makeProject(api);
    headers = { 'x-api-key': project.publicKey };
  }, 60_000);

  afterAll(async () => {
    await api.close();
    await redis?.stop();
    await database.drop();
  });

  it('202 means stored in the queue, and a worker that comes later stores all of it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => send(api, { events: [page(n), page(n)] }, { headers })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(202));
    const jobs = await ingestQueue(api).getJobs(['waiting']);
    expect(eventsOf(jobs)).toBe(80);
    expect(jobs.length).toBeLessThan(40);
    expect(await countEvents(api)).toBe(0);

    const worker = await start('worker');
    await drained(api);
    expect(await countEvents(api)).toBe(80);
    await worker.close();
  }, 30_000);

  it('requests under way are answered, and stored, when the process is asked to end', async () => {
    const other = await start('api');
    await send(other, [page(0)], { headers });
    const queue = ingestQueue(other);
    const add = queue.add.bind(queue);
    queue.add = async (...job) => {
      await new Promise((resolve) => setTimeout(resolve, 250));
      return add(...job);
    };
    let underWay = 0;
    other.app.getHttpServer().on('request', () => (underWay += 1));
    const sending = Promise.all(
      Array.from({ length: 20 }, (_, n) => send(other, [page(n)], { headers })),
    );
    await until(() => Promise.resolve(underWay === 20));
    const closing = other.close();
    const answers = await sending;
    await closing;
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    const jobs = await ingestQueue(api).getJobs(['waiting']);
    expect(eventsOf(jobs)).toBe(21);
  }, 30_000);

  it('the feed hears of events after they are stored, and of what was turned away', async () => {
    const worker = await start('worker');
    const heard: Announcement[] = [];
    const stop = api.app.get(EventFeed, { strict: false }).listen((news) => heard.push(news));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await send(api, { events: [{ event: 'bought' }, { event: '' }] }, { headers });
    const names = () => heard.flatMap(({ items }) => items.map(({ event }) => event));
    await until(() => Promise.resolve(names().includes('bought')));
    const reasons = () => heard.flatMap(({ drops }) => drops.map(({ reason }) => reason));
    await until(() => Promise.resolve(reasons().includes('name_missing')));
    stop();
    await worker.close();
  }, 30_000);

  it('poison is put aside with its reason, and replayed when asked', async () => {
    const worker = await start('worker');
    const store = worker.app.get(EventStore, { strict: false });
    const append = store.append.bind(store);
    store.append = (batch) =>
      batch.some(({ name }) => name === 'poison')
        ? Promise.reject(Object.assign(new Error('cannot be stored'), { code: '22P05' }))
        : append(batch);
    const events = [{ event: 'before' }, { event: 'poison' }, { event: 'after' }];
    await send(api, { events }, { headers });
    await drained(api);

    const path = `/projects/${project.id}`;
    const report = await call<Record<string, unknown>>(
      api,
      'GET',
      `${path}/ingestion`,
      project.token,
    );
    expect(report['quarantined']).toBe(1);
    const list = await call<{ data: object[] }>(api, 'GET', `${path}/quarantine`, project.token);
    expect(list.data).toEqual([
      expect.objectContaining({
        event: 'poison',
        reason: 'unstorable',
        detail: 'cannot be stored',
      }),
    ]);
    const names = await rows<{ name: string }>(
      api,
      "SELECT name FROM full_events WHERE name IN ('before','after','poison')",
    );
    expect(names.map(({ name }) => name).sort()).toEqual(['after', 'before']);

    store.append = append;
    const replay = await call<object>(api, 'POST', `${path}/quarantine/replay`, project.token);
    expect(replay).toEqual({ replayed: 1 });
    await drained(api);
    const [stored] = await rows<{ count: number }>(
      api,
      "SELECT count(*)::int AS count FROM full_events WHERE name = 'poison'",
    );
    expect(stored?.count).toBe(1);
    await worker.close();
  }, 30_000);

  it('one event alone is replayed, and only for its project', async () => {
    const worker = await start('worker');
    const store = worker.app.get(EventStore, { strict: false });
    const append = store.append.bind(store);
    store.append = (batch) =>
      batch.some(({ name }) => name.startsWith('bitter'))
        ? Promise.reject(Object.assign(new Error('cannot be stored'), { code: '22P05' }))
        : append(batch);
    const events = ['bitter one', 'bitter two', 'bitter three'].map((event) => ({ event }));
    await send(api, { events }, { headers });
    await drained(api);
    store.append = append;

    const path = `/projects/${project.id}/quarantine`;
    const waiting = async () =>
      (await call<{ data: { id: string; event: string }[] }>(api, 'GET', path, project.token)).data;
    const entry = (await waiting()).find(({ event }) => event === 'bitter two')?.id ?? '';
    const stranger = await makeProject(api);
    const elsewhere = `/projects/${stranger.id}/quarantine/${entry}/replay`;
    await expect(call(api, 'POST', elsewhere, stranger.token)).rejects.toThrow(/: 404 /);
    const replay = await call<object>(api, 'POST', `${path}/${entry}/replay`, project.token);
    expect(replay).toEqual({ replayed: 1 });
    await drained(api);

    const left = (await waiting()).map(({ event }) => event);
    expect(left.sort()).toEqual(['bitter one', 'bitter three']);
    const stored = await rows<{ name: string }>(
      api,
      "SELECT name FROM full_events WHERE name LIKE 'bitter %'",
    );
    expect(stored).toEqual([{ name: 'bitter two' }]);
    const again = call(api, 'POST', `${path}/${entry}/replay`, project.token);
    await expect(again).rejects.toThrow(/quarantined_not_found/);
    await worker.close();
  }, 30_000);

  it('a store that is away for a while loses nothing', async () => {
    const worker = await start('worker');
    const store = worker.app.get(EventStore, { strict: false });
    const append = store.append.bind(store);
    let refusals = 0;
    store.append = () => {
      refusals += 1;
      if (refusals > 3) store.append = append;
      return Promise.reject(Object.assign(new Error('terminating'), { code: '57P01' }));
    };
    await send(api, { events: [{ event: 'patient' }] }, { headers });
    await until(async () => {
      const [row] = await rows<{ count: number }>(
        api,
        "SELECT count(*)::int AS count FROM full_events WHERE name = 'patient'",
      );
      return row?.count === 1;
    });
    expect(refusals).toBeGreaterThan(3);
    await worker.close();
  }, 30_000);

  it('what became of events is counted for the owner', async () => {
    const other = await makeProject(api);
    const key = { 'x-api-key': other.publicKey };
    await send(
      api,
      { events: [{ event: 'a' }, { event: 'b', ip: '198.51.100.9' }, {}] },
      { headers: key },
    );
    await send(api, [{ event: 'a', timestamp: '2020-01-01' }], { headers: key });
    await send(api, [{ event: 'a' }], { headers: { ...key, 'user-agent': 'Googlebot/2.1' } });
    const report = await call<object>(api, 'GET', `/projects/${other.id}/ingestion`, other.token);
    const counted = { count: 1, last_at: expect.any(String) as string };
    expect(report).toEqual({
      accepted_today: 2,
      dropped: [
        { reason: 'bot', ...counted },
        { reason: 'too_old', ...counted },
      ],
      rejected: [{ code: 'name_missing', ...counted }],
      noted: [{ reason: 'override_ignored', ...counted }],
      quarantined: 0,
      last_event_at: expect.any(String) as string,
    });
  });

  it('a queue that is away is told within a second, and events are taken again when it is back', async () => {
    if (redis === undefined) return;
    await redis.kill();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const started = performance.now();
      const refused = await send(api, [page(1)], { headers });
      expect(performance.now() - started).toBeLessThan(allowing(1_000));
      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    await redis.restart();
    await until(async () => (await send(api, [page(1)], { headers })).status === 202);
  }, 30_000);
});
