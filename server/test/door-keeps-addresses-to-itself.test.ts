import { PassThrough } from 'node:stream';
import { Redis } from 'ioredis';
import { IngestQueue } from '../src/ingest/ingest.queue.js';
import { Log } from '../src/platform/logging/log.js';
import { startApp, type TestApp } from './support/app.js';
import { drained, makeProject, rows, send } from './support/door.js';
import { startRedis, type TestRedis } from './support/redis.js';

const ADDRESS = '203.0.113.77';
const CLAIMED = '198.51.100.42';
const MODEL = 'Pixel PRIVATE99';
const AGENT = `Mozilla/5.0 (Linux; Android 14; ${MODEL}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36`;
const secrets = [ADDRESS, CLAIMED, MODEL];

/** Every row of every table of every schema, as text. */
async function dump(server: TestApp): Promise<string> {
  const tables = await rows<{ name: string }>(
    server,
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts = await Promise.all(
    tables.map(({ name }) => rows<{ row: string }>(server, `SELECT t::text AS row FROM ${name} t`)),
  );
  return texts.flatMap((table) => table.map(({ row }) => row)).join('\n');
}

async function dumpRedis(redis: TestRedis): Promise<string> {
  const client = new Redis(redis.url);
  const texts: string[] = [];
  for (const key of await client.keys('*')) {
    const type = await client.type(key);
    const value =
      type === 'hash'
        ? await client.hgetall(key)
        : type === 'stream'
          ? await client.xrange(key, '-', '+')
          : type === 'string'
            ? await client.get(key)
            : null;
    texts.push(key, JSON.stringify(value));
  }
  client.disconnect();
  return texts.join('\n');
}

describe.each(['PostgreSQL', 'Redis'])('with the queue in %s', (backend) => {
  let redis: TestRedis | undefined;
  let server: TestApp;
  let logged = '';

  beforeAll(async () => {
    if (backend === 'Redis') redis = await startRedis();
    server = await startApp({ redisUrl: redis?.url, trustProxy: true });
    const lines = new PassThrough();
    lines.on('data', (chunk: Buffer) => (logged += chunk.toString()));
    server.app.useLogger(new Log('trace', false, lines));
  }, 60_000);
  afterAll(async () => {
    await server.close();
    await redis?.stop();
  });

  it('addresses and user agents are used, and neither queued, stored nor logged', async () => {
    const { publicKey, secretKey } = await makeProject(server);
    const browser = { 'user-agent': AGENT, 'x-forwarded-for': ADDRESS };
    const page = { event: 'page_view', page_url: 'https://shop.example/' };
    const queued: string[] = [];
    const queue = server.app.get(IngestQueue, { strict: false });
    const add = queue.add.bind(queue);
    queue.add = (events, bytes) => {
      queued.push(JSON.stringify(events));
      return add(events, bytes);
    };
    const forged = { ...page, ip: CLAIMED, user_agent: AGENT };
    await send(server, [page, forged], { headers: { ...browser, 'x-api-key': publicKey } });
    const claimed = [{ ...page, ip: CLAIMED, user_agent: AGENT, context: { ip: CLAIMED } }];
    await send(server, claimed, { headers: { 'user-agent': 'node', 'x-api-key': secretKey } });
    const bad = [{ ...page, event: '', ip: CLAIMED }];
    await send(server, bad, { headers: { ...browser, 'x-api-key': publicKey } });
    await send(server, [page], { headers: browser, query: '?key=wrong' });
    await drained(server);

    expect(JSON.parse(queued[0] ?? '[]')).toHaveLength(2);
    const [session] = await rows<{ os: string; device: string }>(
      server,
      'SELECT os, device FROM sessions',
    );
    expect(session).toEqual({ os: 'Android', device: 'mobile' });
    const database = await dump(server);
    expect(database).toContain('shop.example');
    const inRedis = redis ? await dumpRedis(redis) : '';
    for (const secret of secrets) {
      for (const place of [queued.join('\n'), database, inRedis, logged]) {
        expect(place).not.toContain(secret);
      }
    }
  });
});
