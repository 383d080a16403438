import { jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { EventStore } from '../src/events/event.store.js';
import { HeavyQuestions } from '../src/events/postgres/heavy-question.repository.js';
import { Gathering } from '../src/events/postgres/gathering.js';
import type { Dimension, Filter, ProjectScope, Tally } from '../src/events/tally.js';
import { Database } from '../src/platform/database/database.js';
import { migrate } from '../src/platform/database/migrate.js';
import { TooManyQuestions, Turns } from '../src/platform/database/turns.js';
import { startApp, type TestApp } from './support/app.js';
import { aProjectRow, aStoredView } from './support/store.js';

const CONNECTIONS = 5;
const AT_ONCE = 60;

describe('readers', () => {
  it('work so many at a time, in the order in which they came', async () => {
    const turns = new Turns(2, 60_000);
    let working = 0;
    let most = 0;
    const done: number[] = [];
    const work = (number: number) => async (): Promise<void> => {
      most = Math.max(most, ++working);
      await pause(5);
      working -= 1;
      done.push(number);
      if (number === 3) throw new Error('a mistake');
    };
    const all = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((one) => turns.take(work(one))));
    expect(all.map(({ status }) => status).filter((one) => one === 'rejected')).toHaveLength(1);
    expect(most).toBe(2);
    expect(done.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(done.slice(-2).toSorted()).toEqual([4, 5]);
  });

  it('are told when their turn does not come, and take no place afterwards', async () => {
    const turns = new Turns(1, 20);
    let finish: () => void = () => undefined;
    const first = turns.take(() => new Promise<void>((resolve) => (finish = resolve)));
    await expect(turns.take(() => Promise.resolve())).rejects.toBeInstanceOf(TooManyQuestions);
    finish();
    await first;
    await expect(turns.take(() => Promise.resolve('now'))).resolves.toBe('now');
  });

  it('who ask about the same before the work begins are answered together', async () => {
    const passes: (readonly number[])[] = [];
    const gathering = new Gathering<number, number>(
      (close) => {
        const asked = close();
        passes.push(asked);
        if (asked.includes(13)) throw new Error('unlucky');
        return Promise.resolve(asked.map((one) => one * 10));
      },
      { pauseMs: 1, inTurn: false },
    );
    const answers = await Promise.all([
      gathering.ask('a', 1),
      gathering.ask('b', 2),
      gathering.ask('a', 3),
    ]);
    expect(answers).toEqual([10, 20, 30]);
    expect(passes).toEqual([[1, 3], [2]]);
    const unlucky = ['a', 'a'].map((about) => gathering.ask(about, 13));
    expect((await Promise.allSettled(unlucky)).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    await expect(gathering.ask('a', 4)).resolves.toBe(40);
  });

  it('who come while others are answered about the same are answered together afterwards', async () => {
    const passes: (readonly number[])[] = [];
    const gathering = new Gathering<number, number>(
      async (close) => {
        const asked = close();
        passes.push(asked);
        await pause(20);
        if (asked.includes(13)) throw new Error('unlucky');
        return asked;
      },
      { pauseMs: 0, inTurn: true },
    );
    const first = gathering.ask('a', 13);
    await pause(5);
    const later = [2, 3].map((one) => gathering.ask('a', one));
    const other = gathering.ask('b', 4);
    await expect(first).rejects.toThrow('unlucky');
    await expect(Promise.all([...later, other])).resolves.toEqual([2, 3, 4]);
    expect(passes).toEqual([[13], [4], [2, 3]]);
  });
});

describe('many questions at once', () => {
  let app: TestApp;
  let store: EventStore;
  let project: ProjectScope;
  const now = Date.now();
  const range = { from: new Date(now - 86_400_000), to: new Date(now + 86_400_000) };

  beforeAll(async () => {
    app = await startApp({ role: 'api', databasePoolSize: CONNECTIONS });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
    const no = await aProjectRow(app, { timezone: 'UTC' });
    project = { no, timezone: 'UTC', bounceSeconds: 10, sessionTimeoutMinutes: 30 };
    await store.append(
      Array.from({ length: 200 }, (_, number) => ({
        ...aStoredView(no, now - number * 1_000),
        path: `/page/${number % 7}`,
      })),
    );
  });

  afterAll(() => app.close());

  const ask = (dimension: Dimension | null, filters: readonly Filter[]): Promise<Tally> =>
    store.tally({ project, range, filters, dimension, buckets: null });

  it('are all answered with few connections, however long each of them waits', async () => {
    const database = app.app.get(Database, { strict: false });
    // As slow as a busy machine: longer than anybody waits for a connection that is not there.
    const slow = Array.from({ length: CONNECTIONS }, () =>
      database.answer('light', async (client) => client.query('SELECT pg_sleep(0.6)')),
    );
    const questions = Array.from({ length: AT_ONCE }, (_, number) =>
      ask(number % 2 === 0 ? null : 'page', number % 3 === 0 ? [] : [{ and: [] }]),
    );
    await Promise.all(slow);
    const answers = await Promise.all(questions);
    expect(answers.map(({ rows }) => rows.reduce((sum, { events }) => sum + events, 0))).toEqual(
      Array.from({ length: AT_ONCE }, () => 200),
    );
  });

  it('are answered though all connections are taken for longer than one is waited for', async () => {
    const database = app.app.get(Database, { strict: false });
    const others = Array.from({ length: CONNECTIONS }, () =>
      database.transaction(async (client) => client.query('SELECT pg_sleep(2)')),
    );
    const question = ask(null, []);
    const settings = database.query('SELECT 1');
    await expect(settings).rejects.toMatchObject({ code: 'database_unavailable' });
    expect((await question).rows).toMatchObject([{ events: 200 }]);
    await Promise.all(others);
  });

  it('are refused when several statements together take too long', async () => {
    const questions = app.app.get(HeavyQuestions, { strict: false });
    const one = { sql: 'SELECT 1 AS one', params: [] };
    const refused = questions.together(async (ask) => {
      expect(await ask(one)).toEqual([{ one: 1 }]);
      const later = performance.now() + 11_000;
      const clock = jest.spyOn(performance, 'now').mockReturnValue(later);
      try {
        return await ask(one);
      } finally {
        clock.mockRestore();
      }
    });
    await expect(refused).rejects.toMatchObject({ status: 503, code: 'took_too_long' });
  });

  it('under the same filters get the answers that each would get alone', async () => {
    const filters: Filter[] = [{ dimension: 'page', operator: 'is', values: ['/page/3'] }];
    const dimensions = [null, 'page', 'event', 'country', 'source', 'user', null] as const;
    const alone: Tally['rows'][] = [];
    for (const one of dimensions) alone.push((await ask(one, filters)).rows);
    const together = await Promise.all(dimensions.map((one) => ask(one, filters)));
    expect(together.map(({ rows }) => rows)).toEqual(alone);
    expect(alone[0]).toMatchObject([{ events: 29 }]);
  });
});
