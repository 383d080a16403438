import { startApp, type TestApp } from './support/app.js';
import { ingestQueue } from './support/door.js';
import { eventually } from './support/patience.js';
import { call, type Person, register } from './support/people.js';
import { startRedis, type TestRedis } from './support/redis.js';

interface Board {
  readonly data: {
    name: string;
    failed: number;
    waiting: number;
    oldest_waiting_ms: number | null;
    failures: { id: string; name: string; reason: string; attempts: number; failed_at: string }[];
  }[];
}

interface System {
  readonly started_at: string;
  readonly database: { version: string; bytes: number };
  readonly workers: { queue: string; workers: number }[];
}

describe.each(['PostgreSQL', 'Redis'])('with the queue in %s', (backend) => {
  let redis: TestRedis | undefined;
  let app: TestApp;
  let owner: Person;

  beforeAll(async () => {
    if (backend === 'Redis') redis = await startRedis();
    app = await startApp({ redisUrl: redis?.url });
    owner = await register(app, 'owner@example.com');
  });
  afterAll(async () => {
    await app.close();
    await redis?.stop();
  });

  const ingest = async () => {
    const { body } = await call<Board>(app, 'GET /system/queues', { token: owner.token });
    return body.data.find(({ name }) => name === 'ingest');
  };
  /** A job that no code can do: it has no events. */
  const breakOne = async (): Promise<void> => {
    await ingestQueue(app).add('batch', {}, { attempts: 1 });
  };

  it('every queue is on the board, and a job that was given up with its reason', async () => {
    await breakOne();
    await eventually(async () => (await ingest())?.failed === 1, 10_000);
    const { body } = await call<Board>(app, 'GET /system/queues', { token: owner.token });
    expect(body.data.map(({ name }) => name)).toEqual([
      ...['deletions', 'ingest', 'removals', 'salts', 'upkeep'],
    ]);
    const board = await ingest();
    expect(board).toMatchObject({ waiting: 0, oldest_waiting_ms: null });
    expect(board?.failures).toEqual([
      {
        id: expect.any(String) as string,
        name: 'batch',
        reason: expect.stringContaining('undefined') as string,
        attempts: 1,
        failed_at: expect.stringMatching(/Z$/) as string,
      },
    ]);
  });

  it('the whole installation is shown, with who works on its queues', async () => {
    const { status, body } = await call<System>(app, 'GET /system', { token: owner.token });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      node: process.versions.node,
      mode: backend === 'Redis' ? 'redis' : 'postgresql',
      role: 'all',
      queue: { backend: backend.toLowerCase(), state: 'ok', failed: 1 },
      disk: null,
    });
    expect(body.database.version).toMatch(/^\d+/);
    expect(body.database.bytes).toBeGreaterThan(1_000_000);
    expect(Date.now() - Date.parse(body.started_at)).toBeGreaterThan(0);
    await eventually(async () => {
      const { body: now } = await call<System>(app, 'GET /system', { token: owner.token });
      return now.workers.every(({ workers }) => workers === 1) && now.workers.length === 5;
    }, 10_000);
  });

  it('monitors see it too', async () => {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    expect(text).toContain('queue_jobs{queue="ingest",state="failed"} 1');
    expect(text).toContain('ingest_queue_oldest_seconds 0');
    expect(text).toMatch(/^rollup_dirty_days 0$/m);
    expect(text).toMatch(/^rollup_lag_seconds 0$/m);
    expect(text).toContain('# TYPE ingest_events_total counter');
    expect(text).toContain('# TYPE ingest_append_seconds histogram');
  });

  it('it is tried again when asked, and forgotten when asked', async () => {
    const token = owner.token;
    const [first] = (await ingest())?.failures ?? [];
    const retry = await call(app, `POST /system/queues/ingest/retry?job=${first?.id}`, { token });
    expect(retry).toMatchObject({ status: 200, body: { jobs: 1 } });
    await eventually(async () => ((await ingest())?.failures[0]?.attempts ?? 0) === 2, 10_000);

    await breakOne();
    await eventually(async () => (await ingest())?.failed === 2, 10_000);
    const unknown = await call(app, 'POST /system/queues/ingest/discard?job=none', { token });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'job_not_found' } });
    const all = await call(app, 'POST /system/queues/ingest/discard', { token });
    expect(all.body).toEqual({ jobs: 2 });
    expect((await ingest())?.failed).toBe(0);
    const none = await call(app, 'POST /system/queues/nothing/retry', { token });
    expect(none).toMatchObject({ status: 404, body: { code: 'queue_not_found' } });
  });
});
