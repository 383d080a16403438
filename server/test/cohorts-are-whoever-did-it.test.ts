import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { EventStore } from '../src/events/event.store.js';
import type { Deed, Filter, TimeRange } from '../src/events/tally.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents } from './support/generated.js';
import { generatedFilter } from './support/generated-filters.js';
import { aHandProject } from './support/hand-project.js';
import { Reference } from './support/reference.js';
import { aProjectRow, aStoredView } from './support/store.js';

/** Generated histories a scene; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 3);
const QUESTIONS = 12;
const HOUR = 3_600_000;

/** Each around a change of the clocks. */
const scenes = [
  { zone: 'Asia/Tehran', firstDay: '2022-03-20' },
  { zone: 'Asia/Kathmandu', firstDay: '2026-05-03' },
  { zone: 'Australia/Lord_Howe', firstDay: '2026-04-03' },
];

/** Hours since the first day: ends that cut days and visits, and ranges that begin before anything or after everything. */
const span = fc
  .tuple(fc.integer({ min: -10, max: 130 }), fc.integer({ min: 0, max: 140 }))
  .map(([from, hours]) => [from, from + hours] as const);

const asked = fc.record({
  did: fc.boolean(),
  what: fc.array(generatedFilter, { minLength: 1, maxLength: 1 }),
  value: fc.integer({ min: 1, max: 3 }),
  operator: fc.constantFrom('gte' as const, 'lte' as const, 'is' as const),
  when: span,
  filters: fc.array(generatedFilter, { maxLength: 1 }),
  hours: fc.constantFrom([0, 120] as const, [24, 72] as const, [7, 68] as const),
});

describe('people who did, or did not, do something at another time', () => {
  let app: TestApp;
  let store: EventStore;

  beforeAll(async () => {
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
  });
  afterAll(() => app.close());

  it.each(scenes)('are those found by hand in $zone', async ({ zone, firstDay }) => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const no = await aProjectRow(app, { timezone: zone });
        const project = { ...aHandProject(no, zone), no };
        const events = gen(generatedEvents, { projectNo: no, zone, firstDay, days: 4 });
        for (const batch of gen(arrivals, events)) await store.append(batch);
        const reference = new Reference(events, project);
        const start = DateTime.fromISO(firstDay, { zone });
        const rangeOf = ([from, to]: readonly [number, number]): TimeRange => ({
          from: start.plus({ hours: from }).toJSDate(),
          to: start.plus({ hours: to }).toJSDate(),
        });
        const questions = gen(() =>
          fc.array(asked, { minLength: QUESTIONS, maxLength: QUESTIONS }),
        );
        for (const { did, what, value, operator, when, filters, hours } of questions) {
          const deed: Deed = { filters: what, count: { operator, value }, range: rangeOf(when) };
          const all: Filter[] = [...filters, did ? { did: deed } : { not: { did: deed } }];
          const range = rangeOf(hours);
          const [from, to] = [range.from.getTime(), range.to.getTime()];
          const { rows } = await store.tally({
            project,
            range,
            filters: all,
            dimension: null,
            buckets: null,
          });
          const [row] = rows.map(({ medianSeconds: _, ...counts }) => counts);
          const [expected] = reference.answer(from, to, null, null, all);
          expect({ all, range, row: row?.events ? row : undefined }).toEqual({
            all,
            range,
            row: expected,
          });
          const page = await store.listEvents({
            project,
            range,
            filters: all,
            limit: 1_000,
            cursor: null,
            search: null,
          });
          expect(page.rows).toHaveLength(expected?.events ?? 0);
          const visits = await store.listSessions({
            project,
            range,
            filters: all,
            limit: 1,
            cursor: null,
          });
          expect(visits.total).toBe(expected?.visits ?? 0);
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('are looked for in the range of the question, where none is named', async () => {
    const no = await aProjectRow(app);
    const day = Date.parse('2026-02-01T12:00:00Z');
    const view = (user: string, at: number) => ({ ...aStoredView(no, at), userId: user });
    const buy = (user: string, at: number) => ({
      ...view(user, at),
      kind: 'custom' as const,
      name: 'purchase',
    });
    await store.append([
      ...[buy('ada', day), view('ada', day + 48 * HOUR)],
      ...[view('eve', day), buy('eve', day + 48 * HOUR)],
    ]);
    const usersOf = async (from: number, to: number): Promise<string[]> => {
      const project = { ...aHandProject(no, 'UTC'), no };
      const filters: Filter[] = [
        {
          did: {
            filters: [{ dimension: 'event', operator: 'is', values: ['purchase'] }],
            count: { operator: 'gte', value: 1 },
            range: null,
          },
        },
      ];
      const range = { from: new Date(from), to: new Date(to) };
      const request = { project, range, filters, dimension: 'user' as const, buckets: null };
      return (await store.tally(request)).rows.map(({ value }) => value);
    };
    expect(await usersOf(day - HOUR, day + HOUR)).toEqual(['ada']);
    expect(await usersOf(day + 47 * HOUR, day + 49 * HOUR)).toEqual(['eve']);
    expect((await usersOf(day - HOUR, day + 49 * HOUR)).sort()).toEqual(['ada', 'eve']);
  });
});
