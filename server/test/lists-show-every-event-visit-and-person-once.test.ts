import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { EventStore } from '../src/events/event.store.js';
import {
  groupOrders,
  userOrders,
  type Page,
  type SessionList,
  type UserList,
} from '../src/events/lists.js';
import type { Filter } from '../src/events/tally.js';
import { Database } from '../src/platform/database/database.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents } from './support/generated.js';
import { generatedFilter } from './support/generated-filters.js';
import { Reference } from './support/reference.js';
import { aProjectRow, aStoredView } from './support/store.js';

const ZONE = 'Asia/Kathmandu';
const FIRST_DAY = '2026-05-03';
const PAGE = 7;

describe('lists, page by page', () => {
  let app: TestApp;
  let store: EventStore;
  let database: Database;

  beforeAll(async () => {
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
    database = app.app.get(Database, { strict: false });
  });
  afterAll(() => app.close());

  it('show every event, visit, person and group once, as a count by hand has them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const no = await aProjectRow(app, { timezone: ZONE });
        const scene = { projectNo: no, zone: ZONE, firstDay: FIRST_DAY, days: 3 };
        const events = gen(generatedEvents, scene);
        for (const batch of gen(arrivals, events)) await store.append(batch);
        const project = { no, timezone: ZONE, bounceSeconds: 10, sessionTimeoutMinutes: 30 };
        const reference = new Reference(events, project);
        const start = DateTime.fromISO(FIRST_DAY, { zone: ZONE });
        const from = start.plus({ hours: gen(fc.integer, { min: 0, max: 30 }) }).toMillis();
        const to = start.plus({ days: 4 }).toMillis();
        reference.about(from, to);
        const list = {
          project,
          range: { from: new Date(from), to: new Date(to) },
          filters: [],
          limit: PAGE,
          search: null,
        };

        const shown = await all((cursor) => store.listEvents({ ...list, cursor }));
        expect(shown.map((event) => event.event_id)).toEqual(reference.eventIds(from, to));

        const visits = await all((cursor) => store.listSessions({ ...list, cursor }));
        const spans = visits.map(
          (row) =>
            [
              Date.parse(row.first_seen),
              Date.parse(row.last_seen),
              row.event_count,
              row.page_views,
            ] as const,
        );
        expect(
          spans.sort((a, b) => b[0] - a[0] || b[1] - a[1] || b[2] - a[2] || b[3] - a[3]),
        ).toEqual(reference.visits(from, to));

        const { total } = await store.listSessions({ ...list, cursor: null });
        expect(total).toBe(visits.length);
        await expectFiltered(list, reference, gen);

        await expectPeople(list, reference, gen);
        await expectGroups(list, reference, gen);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });

  it('show people once whose former names lead in a circle, and whoever comes after somebody forgotten', async () => {
    const no = await aProjectRow(app);
    const at = Date.parse('2026-05-03T12:00:00Z');
    const view = (userId: string, minute: number, previousId: string | null = null) => ({
      ...aStoredView(no, at + 60_000 * minute),
      ...{ visitor: createHash('md5').update(userId).digest('hex'), userId, previousId },
    });
    const viewsOf = (user: string, count: number) =>
      Array.from({ length: count }, (_, index) => view(user, index));
    await store.append([
      ...[view('ada', 0, 'bob'), view('bob', 1, 'ada')],
      ...[...viewsOf('ada', 3), ...viewsOf('bob', 7), ...viewsOf('eve', 15)],
      ...[...viewsOf('gone', 17), ...viewsOf('zoe', 1)],
    ]);
    await database.query(`DELETE FROM people WHERE project_no = $1 AND key = 'gone'`, [no]);
    const project = { no, timezone: 'UTC', bounceSeconds: 10, sessionTimeoutMinutes: 30 };
    const range = { from: new Date(at), to: new Date(at + 3_600_000) };
    for (const order of userOrders) {
      for (const search of [null, 'a', 'e']) {
        const asked = { project, range, filters: [], limit: 1, search, order };
        const users = await all((cursor) => store.listUsers({ ...asked, cursor }));
        const counts = users.map((row) => [row.distinct_id, row.event_count, row.session_count]);
        const expected = [
          ['ada', 12, 2],
          ['eve', 15, 1],
          ['zoe', 1, 1],
        ] as const;
        expect(counts.sort()).toEqual(expected.filter(([id]) => id.includes(search ?? '')));
      }
    }
  });

  /** Whether everybody has to be looked at, or some, found by their visits, their names or what was last. */
  async function expectPeople(
    list: Omit<UserList, 'cursor' | 'order'>,
    reference: Reference,
    gen: fc.GeneratorValue,
  ): Promise<void> {
    const ofVisits = gen(() => fc.constantFrom(...visitFilters));
    const any = gen(() => generatedFilter);
    for (const filters of [[], ofVisits, [any]]) {
      for (const search of [null, 'USER-', 'of-0', 'nobody']) {
        const byHand = peopleByHand(list, reference, filters, search);
        for (const order of userOrders) {
          const asked = { ...list, filters, search, order };
          const users = await all((cursor) => store.listUsers({ ...asked, cursor }));
          const keys = users.map((row) => row[order]).map(numberOf);
          expect(keys).toEqual([...keys].sort((a, b) => b - a));
          const shown = users.map(
            ({ known, distinct_id, event_count, session_count, first_seen, last_seen }) => [
              `${known ? 'user' : 'anonymous'} ${distinct_id}`,
              ...[event_count, session_count, first_seen, last_seen],
            ],
          );
          expect({ filters, search, order, shown: shown.sort(byName) }).toEqual({
            ...{ filters, search, order },
            shown: byHand,
          });
          const { total } = await store.listUsers({ ...asked, cursor: null });
          expect(total).toBe(byHand.length);
        }
      }
    }
  }

  async function expectGroups(
    list: Omit<SessionList, 'cursor'>,
    reference: Reference,
    gen: fc.GeneratorValue,
  ): Promise<void> {
    const order = gen(() => fc.constantFrom(...groupOrders));
    const one = { ...list, limit: 1, search: null, order };
    const groups = await all((cursor) => store.listGroups({ ...one, cursor }));
    const keys = groups.map((row) => row[order]).map(numberOf);
    expect(keys).toEqual([...keys].sort((a, b) => b - a));
    const events = reference.countable(list.range.from.getTime(), list.range.to.getTime());
    const byHand = [...Map.groupBy(events, (event) => reference.groupOf(event))].flatMap(
      ([group, own]) => (group === null ? [] : [{ group, own }]),
    );
    const byId = (a: { group_id: string }, b: { group_id: string }): number =>
      a.group_id < b.group_id ? -1 : 1;
    expect(groups.sort(byId)).toEqual(
      byHand
        .map(({ group, own }) => ({
          group_id: group,
          traits: {},
          event_count: own.length,
          session_count: new Set(own.flatMap((event) => reference.visit(event) ?? [])).size,
          member_count: new Set(own.flatMap((event) => reference.personOf(event) ?? [])).size,
          first_seen: new Date(Math.min(...own.map(({ at }) => at))).toISOString(),
          last_seen: new Date(Math.max(...own.map(({ at }) => at))).toISOString(),
        }))
        .sort(byId)
        .map((row) => ({ ...row, traits: expect.any(Object) })),
    );
    const found = await store.listGroups({ ...list, search: 'CM', order, cursor: null });
    expect(found.rows.map((row) => row.group_id)).toEqual(
      byHand.some(({ group }) => group === 'acme') ? ['acme'] : [],
    );
    // Once more, as far as a question about one group tells it.
    for (const { group, own } of byHand) {
      const filters = [{ dimension: 'group' as const, operator: 'is' as const, values: [group] }];
      const [row] = (
        await store.listGroups({ ...list, filters, search: null, order, cursor: null })
      ).rows;
      expect(row?.event_count).toBe(own.length);
    }
  }

  /** Visits that hold an event that passes, whether visits or events have to be asked. */
  async function expectFiltered(
    list: Omit<SessionList, 'cursor'>,
    reference: Reference,
    gen: fc.GeneratorValue,
  ): Promise<void> {
    for (const filters of gen(() =>
      fc.array(fc.array(generatedFilter, { minLength: 1, maxLength: 2 }), {
        minLength: 5,
        maxLength: 5,
      }),
    )) {
      const [from, to] = [list.range.from.getTime(), list.range.to.getTime()];
      const passing = reference
        .countable(from, to)
        .filter((event) => filters.every((filter) => reference.passes(event, filter)));
      const byHand = new Set(passing.flatMap((event) => reference.visit(event) ?? []));
      const shown = await all((cursor) => store.listSessions({ ...list, filters, cursor }));
      const starts = shown.map((row) => Date.parse(row.first_seen));
      expect({ filters, starts }).toEqual({
        filters,
        starts: [...byHand].map(({ events }) => events[0]?.at ?? 0).sort((a, b) => b - a),
      });
      const { total } = await store.listSessions({ ...list, filters, cursor: null });
      expect(total).toBe(byHand.size);
    }
  }
});

const visitFilters: readonly (readonly Filter[])[] = [
  [{ dimension: 'country', operator: 'is', values: ['DE', 'NP'] }],
  [{ dimension: 'source', operator: 'is_not', values: ['Google'] }],
  [{ dimension: 'entry_page', operator: 'is_set', values: [] }],
  [
    { dimension: 'browser', operator: 'is', values: ['Firefox'] },
    { not: { dimension: 'country', operator: 'is', values: ['CA'] } },
  ],
];

type Person = readonly (string | number)[];

function peopleByHand(
  { range }: Pick<UserList, 'range'>,
  reference: Reference,
  filters: readonly Filter[],
  search: string | null,
): Person[] {
  const passing = reference
    .countable(range.from.getTime(), range.to.getTime())
    .filter((event) => filters.every((filter) => reference.passes(event, filter)));
  return [...Map.groupBy(passing, (event) => reference.personOf(event))]
    .flatMap(([person, events]) => {
      const id = person?.replace(/^\w+ /, '') ?? null;
      if (person === null || !id?.toLowerCase().includes(search?.toLowerCase() ?? '')) return [];
      const times = events.map(({ at }) => at);
      return [
        [
          ...[
            person,
            events.length,
            new Set(events.flatMap((one) => reference.visit(one) ?? [])).size,
          ],
          new Date(Math.min(...times)).toISOString(),
          new Date(Math.max(...times)).toISOString(),
        ],
      ];
    })
    .sort(byName);
}

function byName([a = '']: Person, [b = '']: Person): number {
  return a < b ? -1 : 1;
}

function numberOf(key: string | number): number {
  return typeof key === 'string' ? Date.parse(key) : key;
}

async function all<Row>(page: (cursor: string | null) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const next: Page<Row> = await page(cursor);
    rows.push(...next.rows);
    cursor = next.nextCursor;
  } while (cursor !== null);
  return rows;
}
