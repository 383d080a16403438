import { freshDatabase, type TestDatabase } from './support/database.js';
import { type ServerProcess, startProcess } from './support/process.js';

describe('ROLE=worker, on PostgreSQL alone', () => {
  let database: TestDatabase;
  let migrated: ServerProcess;
  let worker: ServerProcess;

  beforeAll(async () => {
    database = await freshDatabase();
    const variables = { DATABASE_URL: database.url, SECRET_KEY: 'x'.repeat(32) };
    migrated = await startProcess(variables);
    worker = await startProcess({ ...variables, ROLE: 'worker' });
  });
  afterAll(async () => {
    await worker.stop();
    await migrated.stop();
    await database.drop();
  });

  test.each(['/healthz', '/readyz', '/metrics'])('%s answers', async (route) => {
    expect((await fetch(worker.url + route)).status).toBe(200);
  });

  test.each(['/', '/api/v1/auth/setup', '/api/v1/docs', '/static/sdk/tracker.min.js', '/demo/'])(
    '%s is not there',
    async (route) => {
      const answer = await fetch(worker.url + route, { headers: { accept: 'text/html' } });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    },
  );

  test('SIGTERM ends it cleanly', async () => {
    expect(await worker.stop('SIGTERM')).toBe(0);
    expect(worker.output()).not.toMatch(/"level":(50|60)/);
  });
});
