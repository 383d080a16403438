import { DataSource } from 'typeorm';
import { dayEnd, dayOf, dayStart } from '../src/events/calendar.js';
import type { IncomingEvent } from '../src/events/event.js';
import { EventStore } from '../src/events/event.store.js';
import {
  BUSY_DAY_EVENTS,
  type ChangedDay,
  nextDirtyDays,
  type RestingDays,
} from '../src/events/postgres/dirty-days.repository.js';
import type { Dimension, ProjectScope, Tally, TallyRow } from '../src/events/tally.js';
import { Database } from '../src/platform/database/database.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { aProjectRow, aStoredView, recountAll } from './support/store.js';

const ZONE = 'Asia/Kathmandu';
const PEOPLE = 40;

describe('a busy day that goes on', () => {
  let app: TestApp;
  let store: EventStore;
  let database: Database;
  let project: ProjectScope;
  const now = Date.now();
  const day = dayOf(ZONE, now);
  const range = { from: new Date(dayStart(ZONE, day)), to: new Date(dayEnd(ZONE, day)) };

  beforeAll(async () => {
    // No jobs here: the test itself says when a day is rolled up.
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
    database = app.app.get(Database, { strict: false });
    const no = await aProjectRow(app, { timezone: ZONE });
    project = { no, timezone: ZONE, bounceSeconds: 10, sessionTimeoutMinutes: 30 };
    await store.append(Array.from({ length: BUSY_DAY_EVENTS }, (_, number) => view(number)));
  });

  afterAll(() => app.close());

  /** Within the last minutes, so that every visit may still go on. */
  function view(number: number): IncomingEvent {
    const at = Math.max(range.from.getTime(), now - (number % 300) * 1_000);
    return {
      ...aStoredView(project.no, at),
      path: `/page/${number % 17}`,
      userId: number % 3 === 0 ? `user ${number % PEOPLE}` : null,
    };
  }

  const ask = (dimension: Dimension | null): Promise<Tally> =>
    store.tally({ project, range, filters: [], dimension, buckets: null });

  /** A filter that everything passes: such a question goes to the events themselves. */
  const counted = (dimension: Dimension | null): Promise<Tally> =>
    store.tally({ project, range, filters: [{ and: [] }], dimension, buckets: null });

  const measured = ({ rows }: Tally): TallyRow[] =>
    [...rows].sort((a, b) => (a.value < b.value ? -1 : 1));

  it('is counted from its events until it has been remembered once', async () => {
    expect(await ask('page')).toMatchObject({ source: 'raw', countedUntil: null });
  });

  it('is then answered as it was a moment ago, and says which moment', async () => {
    const before = Date.now();
    await recountAll(app, project.no);
    for (const dimension of [null, 'page', 'country'] as const) {
      const tally = await ask(dimension);
      expect(tally.source).toBe('rollup');
      expect(tally.countedUntil?.getTime()).toBeGreaterThanOrEqual(before - 1_000);
      expect(measured(tally)).toEqual(measured(await counted(dimension)));
    }
  });

  it('shows what has come since when it is remembered again', async () => {
    const before = await ask(null);
    await store.append([view(1)]);
    expect(await ask(null)).toEqual(before);
    await recountAll(app, project.no);
    const after = await ask(null);
    expect(after.rows[0]?.events).toBe(BUSY_DAY_EVENTS + 1);
    expect(after.rows).toEqual((await counted(null)).rows);
  });

  it('gives the first rows in any order as all rows have them', async () => {
    const all = await ask('page');
    for (const order of ['visitors', 'visits', 'pageViews', 'events'] as const) {
      const top = { order, offset: 2, count: 4, search: 'PAGE/1' };
      const some = await store.tally({
        ...{ project, range, filters: [], dimension: 'page' as const, buckets: null },
        top,
      });
      const found = all.rows.filter(({ value }) => value.includes('page/1'));
      const sorted = found.sort((a, b) => b[order] - a[order] || (a.value < b.value ? -1 : 1));
      expect(some.rows).toEqual(sorted.slice(2, 6));
      expect(some.found).toMatchObject({ values: found.length });
    }
  });

  it('is left alone while it rests, and no longer than until something comes in where that is enough', async () => {
    const nothing = { anyway: [], unchanged: [] };
    const next = (resting: RestingDays): Promise<readonly ChangedDay[]> =>
      nextDirtyDays(database, 9, resting);
    const [{ projectNo, version } = { projectNo: 0, version: '' }] = await next(nothing);
    const name = `${projectNo} ${day}`;
    const resting = { anyway: [], unchanged: [`${name} ${version}`] };
    expect(await next({ ...nothing, anyway: [name] })).toEqual([]);
    expect(await next(resting)).toEqual([]);
    await store.append([view(2)]);
    expect(await next(resting)).toMatchObject([{ projectNo: project.no, day }]);
    expect(await next({ ...nothing, anyway: [name] })).toEqual([]);
    await recountAll(app, project.no);
  });

  it('is counted from its events when nobody remembers it any more', async () => {
    await database.query(
      `UPDATE dirty_days SET since = since - interval '2 minutes' WHERE project_no = $1`,
      [project.no],
    );
    expect(await ask(null)).toMatchObject({ source: 'raw', countedUntil: null });
  });
});
