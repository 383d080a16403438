import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../src/platform/database/database.js';
import { startApp, type TestApp } from './support/app.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { aHistory, enqueue, expectEveryAnswer, type History } from './support/history.js';
import { eventually } from './support/patience.js';
import { register, type Person } from './support/people.js';
import { startProcess, type ServerProcess } from './support/process.js';

const SECRET_KEY = 'a secret that only this test knows, and nobody else';

describe('50,000 events over 30 days at +5:45, late, shuffled and repeated', () => {
  let database: TestDatabase;
  let door: TestApp;
  let owner: Person;
  let history: History;
  let server: ServerProcess;
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
    history = await aHistory(door, owner);
    await enqueue(door, history);
  }, 180_000);

  afterAll(async () => {
    await server.stop();
    await door.close();
    await database.drop();
  });

  it('are all stored once, though the process is killed on the way', async () => {
    const stored = async (): Promise<number> => {
      const [row] = await door.app
        .get(Database, { strict: false })
        .query<{ n: number }>('SELECT count(*)::int AS n FROM events');
      return row?.n ?? 0;
    };
    await eventually(async () => (await stored()) > history.distinct / 4, 120_000);
    await server.stop('SIGKILL');
    expect(await stored()).toBeLessThan(history.distinct);
    server = await startProcess(variables());
    await eventually(async () => (await stored()) >= history.distinct, 100_000);
    expect(await stored()).toBe(history.distinct);
  }, 330_000);

  it('give every number that a count by hand gives', async () => {
    await expectEveryAnswer({ url: server.url, token: owner.token }, history);
  }, 120_000);

  it('still do once every day is rolled up, and after another start', async () => {
    await eventually(async () => {
      const dirty = await door.app
        .get(Database, { strict: false })
        .query('SELECT day FROM dirty_days');
      return dirty.length === 0;
    }, 120_000);
    await server.stop('SIGKILL');
    server = await startProcess(variables());
    await expectEveryAnswer({ url: server.url, token: owner.token }, history);
  }, 240_000);
});
