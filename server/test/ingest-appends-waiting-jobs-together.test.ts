import { mock } from 'node:test';
import type { IncomingEvent } from '../src/events/event.js';
import { MergedAppends } from '../src/ingest/merged-appends.js';
import { stored } from './support/arrivals.js';

interface Append {
  readonly events: readonly IncomingEvent[];
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

let appends: Append[];
let merged: MergedAppends;

function mergedWith(paceMs: number): MergedAppends {
  const append = (events: readonly IncomingEvent[]): Promise<void> =>
    new Promise((finish, fail) => {
      appends.push({ events, finish, fail });
    });
  return new MergedAppends(append, paceMs);
}

beforeEach(() => {
  appends = [];
  merged = mergedWith(0);
});

const event = stored({});

function aJob(count: number): Promise<void> {
  return merged.add(count, () => Array<IncomingEvent>(count).fill(event));
}

/** What has been settled has been heard of when this resolves. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test('two appends run at once, and what comes meanwhile goes together', async () => {
  const jobs = [aJob(1), aJob(2), aJob(30), aJob(40)];
  expect(appends.map(({ events }) => events.length)).toEqual([1, 2]);
  appends[0]?.finish();
  await settled();
  expect(appends.map(({ events }) => events.length)).toEqual([1, 2, 70]);
  for (const { finish } of appends) finish();
  await Promise.all(jobs);
});

test('an append has at most ten thousand events, unless one job has more', async () => {
  const jobs = [1, 1, 6_000, 4_000, 1, 12_000, 5].map(aJob);
  const sizes: number[] = [];
  for (let next = appends.shift(); next; next = appends.shift()) {
    sizes.push(next.events.length);
    next.finish();
    await settled();
  }
  await Promise.all(jobs);
  expect(sizes).toEqual([1, 1, 10_000, 1, 12_000, 5]);
});

test('a job fails with the append it was part of, and with no other', async () => {
  const outcomes = Promise.allSettled([aJob(1), aJob(2), aJob(3), aJob(4)]);
  appends[1]?.finish();
  await settled();
  appends[2]?.fail(new Error('away'));
  appends[0]?.finish();
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
  ]);
});

test('a job that cannot be read fails alone', async () => {
  const outcomes = Promise.allSettled([
    aJob(1),
    aJob(1),
    aJob(3),
    merged.add(1, () => {
      throw new Error('unreadable');
    }),
    aJob(4),
  ]);
  for (let next = appends.shift(); next; next = appends.shift()) {
    next.finish();
    await settled();
  }
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
});

describe('after an append began', () => {
  let time: number;

  beforeEach(() => {
    time = 0;
    mock.method(performance, 'now', () => time);
    mock.timers.enable({ apis: ['setTimeout'] });
    merged = mergedWith(50);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  async function passing(ms: number): Promise<void> {
    time += ms;
    mock.timers.tick(ms);
    await settled();
  }

  const sizes = (): number[] => appends.map(({ events }) => events.length);

  test('the next one waits for company', async () => {
    const jobs = [aJob(1), aJob(2)];
    await passing(30);
    jobs.push(aJob(3));
    await passing(19);
    expect(sizes()).toEqual([1]);
    await passing(2);
    expect(sizes()).toEqual([1, 5]);
    for (const { finish } of appends) finish();
    await Promise.all(jobs);
  });

  test('it does not wait when there is enough', async () => {
    const jobs = [aJob(1), aJob(1_500), aJob(600)];
    await settled();
    expect(sizes()).toEqual([1, 2_100]);
    for (const { finish } of appends) finish();
    await Promise.all(jobs);
  });

  test('a job that comes long after is appended at once', async () => {
    const first = aJob(1);
    appends[0]?.finish();
    await first;
    await passing(60);
    const second = aJob(2);
    expect(sizes()).toEqual([1, 2]);
    appends[1]?.finish();
    await second;
  });
});
