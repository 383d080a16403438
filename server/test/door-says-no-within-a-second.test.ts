import { RateLimiter } from '../src/platform/http/rate-limiter.js';
import { startApp, type TestApp } from './support/app.js';
import { ingestQueue, makeProject, send, until } from './support/door.js';
import { allowing } from './support/patience.js';

let server: TestApp;
let headers: Record<string, string>;

beforeAll(async () => {
  server = await startApp();
  headers = { 'x-api-key': (await makeProject(server)).publicKey };
}, 60_000);
afterAll(() => server.close());

const knock = async () => {
  const started = performance.now();
  const answer = await send(server, { event: 'page_view' }, { headers });
  return { ...answer, ms: performance.now() - started };
};

it('429 with Retry-After to a key over its quota', async () => {
  const limiter = server.app.get(RateLimiter, { strict: false });
  const take = limiter.take.bind(limiter);
  limiter.take = (bucket, limit) =>
    Promise.resolve({
      allowed: !bucket.startsWith('ingest:'),
      limit,
      remaining: 0,
      resetSeconds: 17,
    });
  const { status, body, headers: answered } = await knock();
  expect([status, body.code]).toEqual([429, 'quota_used_up']);
  expect(answered.get('retry-after')).toBe('17');
  expect(answered.get('ratelimit-remaining')).toBe('0');
  limiter.take = take;
});

it('503 when the queue does not answer, and to everybody who waits with it', async () => {
  const queue = ingestQueue(server);
  const add = queue.add.bind(queue);
  queue.add = () => new Promise(() => undefined);
  for (const { status, body, ms, headers: answered } of await Promise.all([knock(), knock()])) {
    expect([status, body.code]).toEqual([503, 'queue_away']);
    expect(answered.get('retry-after')).toBe('1');
    expect(ms).toBeLessThan(allowing(1_000));
  }
  queue.add = add;
  expect((await knock()).status).toBe(202);
});

it('503 while too much waits, and 202 again when it has become less', async () => {
  const queue = ingestQueue(server);
  const ask = queue.getJobCountByTypes.bind(queue);
  queue.getJobCountByTypes = () => Promise.resolve(1_000_000);
  await until(async () => {
    const { status, body, headers: answered } = await knock();
    return status === 503 && body.code === 'queue_full' && Number(answered.get('retry-after')) > 0;
  });
  queue.getJobCountByTypes = ask;
  await until(async () => (await knock()).status === 202);
});

it('one job for what many requests send at once', async () => {
  const queue = ingestQueue(server);
  const add = queue.add.bind(queue);
  const sizes: number[] = [];
  queue.add = (name, data: { events: unknown[] }, options) => {
    sizes.push(data.events.length);
    return add(name, data, options);
  };
  await Promise.all(Array.from({ length: 30 }, knock));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(30);
  expect(sizes.length).toBeLessThan(30);
  queue.add = add;
});
