import { setTimeout as pause } from 'node:timers/promises';
import { startApp, type TestApp } from './support/app.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { type Proxy, startProxy } from './support/proxy.js';
import { startRedis, type TestRedis } from './support/redis.js';
import { allowing } from './support/patience.js';

describe('while a store is away', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let toDatabase: Proxy;
  let toRedis: Proxy;
  let server: TestApp;

  beforeAll(async () => {
    database = await freshDatabase();
    redis = await startRedis();
    toDatabase = await startProxy(Number(new URL(database.url).port));
    toRedis = await startProxy(redis.port);
    const databaseUrl = new URL(database.url);
    databaseUrl.port = String(toDatabase.port);
    server = await startApp({
      databaseUrl: databaseUrl.href,
      redisUrl: `redis://127.0.0.1:${toRedis.port}`,
    });
  });
  afterAll(async () => {
    await server.close();
    await toDatabase.stop();
    await toRedis.stop();
    await redis.stop();
    await database.drop();
  });

  test('PostgreSQL: 503 with Retry-After within a second, and recovery without a restart', async () => {
    expect((await logIn()).status).toBe(401);
    await toDatabase.cut();
    for (const _again of [1, 2, 3]) {
      const before = performance.now();
      const answer = await logIn();
      expect(performance.now() - before).toBeLessThan(allowing(1_000));
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(await answer.json()).toMatchObject({ code: 'database_unavailable' });
    }
    const ready = await fetch(`${server.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      errors: [{ pointer: '/database', reason: 'away' }],
    });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await toDatabase.mend();
    expect((await logIn()).status).toBe(401);
    await becomesReady();
  });

  test('Redis: /readyz says so within a second, and recovery without a restart', async () => {
    await becomesReady();
    await toRedis.cut();
    const before = performance.now();
    const ready = await fetch(`${server.url}/readyz`);
    expect(performance.now() - before).toBeLessThan(allowing(1_000));
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ errors: [{ pointer: '/queue', reason: 'away' }] });
    await toRedis.mend();
    await becomesReady();
  });

  const logIn = (): Promise<Response> =>
    fetch(`${server.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'nobody@example.com', password: 'not the password' }),
    });

  const becomesReady = async (): Promise<void> => {
    const end = performance.now() + allowing(5_000);
    while (performance.now() < end) {
      if ((await fetch(`${server.url}/readyz`)).ok) return;
      await pause(50);
    }
    throw new Error('It did not recover.');
  };
});
