import { Deletions } from '../src/projects/deletions.service.js';
import { startApp, type TestApp } from './support/app.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { allowing, eventually } from './support/patience.js';
import { aProject, call, type Person, register } from './support/people.js';
import { startRedis, type TestRedis } from './support/redis.js';

describe('two processes on Redis', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let api: TestApp;
  let worker: TestApp;
  let ada: Person;

  beforeAll(async () => {
    database = await freshDatabase();
    redis = await startRedis();
    const shared = { databaseUrl: database.url, redisUrl: redis.url, rateLimitPerMinute: 40 };
    worker = await startApp(shared);
    api = await startApp({ ...shared, role: 'api' });
    ada = await register(api, 'ada@example.com');
  });
  afterAll(async () => {
    await api.close();
    await worker.close();
    await redis.stop();
    await database.drop();
  });

  it('remove a project that was deleted at the other one', async () => {
    const { id } = await aProject(api, ada);
    await call(api, `DELETE /projects/${id}`, { token: ada.token });
    await eventually(async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const { body } = await call(api, `GET /projects/${id}/deletion`, { token: ada.token });
      return body['status'] === 'done';
    }, 10_000);
  });

  it('keep the wish to delete while Redis is away', async () => {
    const { id } = await aProject(api, ada);
    await redis.kill();
    const start = performance.now();
    const deletion = await api.app.get(Deletions).request(ada.id, id);
    expect(performance.now() - start).toBeLessThan(allowing(1_500));
    expect(deletion.finishedAt).toBeNull();
    await redis.restart();
    await eventually(async () => {
      await worker.app
        .get(Deletions)
        .resume()
        .catch(() => undefined);
      const { finishedAt } = await api.app.get(Deletions).progress(ada.id, id);
      return finishedAt !== null;
    }, 15_000);
  });

  it('count what a user asks together', async () => {
    const remaining = async (app: TestApp) => {
      const { headers } = await call(app, 'GET /auth/me', { token: ada.token });
      return Number(headers.get('ratelimit-remaining'));
    };
    const first = await remaining(api);
    expect(await remaining(worker)).toBe(first - 1);
    expect(await remaining(api)).toBe(first - 2);
  });

  it('end a sign-in together', async () => {
    expect((await call(worker, 'POST /auth/logout', { token: ada.token })).status).toBe(204);
    await eventually(
      async () => (await call(api, 'GET /auth/me', { token: ada.token })).status === 401,
      1_000,
    );
  });
});
