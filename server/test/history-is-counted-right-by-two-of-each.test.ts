import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { Database } from '../src/platform/database/database.js';
import { startApp, type TestApp } from './support/app.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { ingestQueue } from './support/door.js';
import { aHistory, enqueue, expectEveryAnswer, type History } from './support/history.js';
import { eventually } from './support/patience.js';
import { aProject, call, register, type Person } from './support/people.js';
import { startProcess, type ServerProcess } from './support/process.js';
import { startRedis, type TestRedis } from './support/redis.js';

const SECRET_KEY = 'a secret that only this test knows, and nobody else';

describe('two api and four worker processes on Redis', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let door: TestApp;
  let apis: ServerProcess[];
  let workers: ServerProcess[];
  let owner: Person;

  beforeAll(async () => {
    database = await freshDatabase();
    redis = await startRedis();
    // The first one brings the schema up to date, as the migration step of a deployment does.
    const first = await startApp({
      databaseUrl: database.url,
      redisUrl: redis.url,
      secretKey: SECRET_KEY,
    });
    await first.close();
    door = await startApp({
      databaseUrl: database.url,
      redisUrl: redis.url,
      secretKey: SECRET_KEY,
      role: 'api',
    });
    const start = (ROLE: string): Promise<ServerProcess> =>
      startProcess({
        DATABASE_URL: database.url,
        REDIS_URL: redis.url,
        SECRET_KEY,
        ROLE,
        LOG_LEVEL: 'warn',
        RATE_LIMIT_PER_MINUTE: '0',
      });
    apis = await Promise.all([start('api'), start('api')]);
    workers = await Promise.all(Array.from({ length: 4 }, () => start('worker')));
    owner = await register(door, 'owner@example.com');
  }, 120_000);

  afterAll(async () => {
    await Promise.all([...apis, ...workers].map((server) => server.stop()));
    await door.close();
    await redis.stop();
    await database.drop();
  }, 60_000);

  it('show a viewer of the one what is sent to the other', async () => {
    const { id, api_key } = await aProject(door, owner);
    const socket = io(`${apis[0]?.url}/live`, {
      path: '/api/v1/ws',
      auth: { token: owner.token },
      transports: ['websocket'],
    });
    try {
      const seen: string[] = [];
      socket.on('events', ({ items }: { items: { event: string }[] }) =>
        seen.push(...items.map(({ event }) => event)),
      );
      await socket.timeout(5_000).emitWithAck('subscribe', { project_id: id });
      const { status } = await call({ url: apis[1]?.url ?? '' }, 'POST /events/ingest', {
        headers: { 'x-api-key': api_key },
        body: { events: [{ event: 'sent_to_the_other', user_id: 'u-1' }] },
      });
      expect(status).toBe(202);
      await eventually(() => Promise.resolve(seen.includes('sent_to_the_other')), 1_000);
    } finally {
      socket.disconnect();
    }
  }, 30_000);

  it('count 50,000 events right, each sent three times in different batches, though one worker is killed', async () => {
    const history: History = await aHistory(door, owner);
    await enqueue(door, history, 3);
    const database = door.app.get(Database, { strict: false });
    const stored = async (): Promise<number> => {
      const [row] = await database.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM events WHERE project_no = (SELECT no FROM projects WHERE id = $1)',
        [history.projectId],
      );
      return row?.n ?? 0;
    };
    await eventually(async () => (await stored()) > history.distinct / 4, 120_000);
    await workers[0]?.stop('SIGKILL');
    await eventually(async () => (await stored()) >= history.distinct, 180_000);
    // What the killed worker had in hand is free again after some seconds.
    await eventually(async () => {
      const counts = await ingestQueue(door).getJobCounts('waiting', 'active', 'delayed');
      return Object.values(counts).every((count) => count === 0);
    }, 60_000);
    expect(await stored()).toBe(history.distinct);
    for (const { url } of apis) await expectEveryAnswer({ url, token: owner.token }, history);
  }, 420_000);
});
