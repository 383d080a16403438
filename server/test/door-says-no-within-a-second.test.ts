import { jest } from '@jest/globals';
import { RateLimiter } from '../src/platform/http/rate-limiter.js';
import { startApp, type TestApp } from './support/app.js';
import { drained, ingestQueue, makeProject, send, until } from './support/door.js';
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

const v7At = (ms: number): string => {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

it.each([
  ['too much waits', { counts: { waiting: 0, delayed: 1_000_000 }, oldest: v7At(Date.now()) }],
  ['the oldest waits too long', { counts: { waiting: 3 }, oldest: v7At(Date.now() - 3_700_000) }],
])('503 while %s, and 202 again when that is over', async (_, { counts, oldest }) => {
  const queue = ingestQueue(server);
  const [ask, list] = [queue.getJobCounts.bind(queue), queue.getRanges.bind(queue)];
  queue.getJobCounts = () => Promise.resolve(counts);
  queue.getRanges = () => Promise.resolve([oldest]);
  await until(async () => {
    const { status, body, headers: answered } = await knock();
    return status === 503 && body.code === 'queue_full' && Number(answered.get('retry-after')) > 0;
  });
  queue.getJobCounts = ask;
  queue.getRanges = list;
  await until(async () => (await knock()).status === 202);
});

it.each([-3_600_000, 7_200_000])(
  'nothing when the clock of the machine jumps by %d ms',
  async (jump) => {
    const real = Date.now.bind(Date);
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => real() + jump);
    const { status, body } = await knock();
    clock.mockRestore();
    expect([status, body.accepted]).toEqual([202, 1]);
    expect((await knock()).status).toBe(202);
    await drained(server);
  },
);

it('503 when the store of the queue has no room left', async () => {
  const queue = ingestQueue(server);
  const add = queue.add.bind(queue);
  queue.add = () =>
    Promise.reject(new Error("OOM command not allowed when used memory > 'maxmemory'."));
  const { status, body } = await knock();
  expect([status, body.code]).toEqual([503, 'queue_full']);
  queue.add = add;
});

it('one job for what many requests send at once', async () => {
  const queue = ingestQueue(server);
  const add = queue.add.bind(queue);
  const sizes: number[] = [];
  queue.add = (name, data: { count: number }, options) => {
    sizes.push(data.count);
    return add(name, data, options);
  };
  await Promise.all(Array.from({ length: 30 }, knock));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(30);
  expect(sizes.length).toBeLessThan(30);
  queue.add = add;
});
