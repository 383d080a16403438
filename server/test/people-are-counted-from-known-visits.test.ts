import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Accumulator } from '../src/events/postgres/accumulator.js';
import { KnownMatches } from '../src/events/postgres/known-matches.js';
import { KnownMoments } from '../src/events/postgres/known-moments.js';
import { KnownPeople } from '../src/events/postgres/known-people.js';
import type { Ask } from '../src/events/postgres/params.js';
import { PersonCells } from '../src/events/postgres/person-cells.js';
import {
  type VisitColumns,
  VisitColumnsBuilder,
  type VisitRecord,
} from '../src/events/postgres/visit-columns.js';
import type { Filter, Top } from '../src/events/tally.js';

const project = { no: 1, timezone: 'UTC', bounceSeconds: 10, sessionTimeoutMinutes: 30 };
const person = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }),
);
const visit: fc.Arbitrary<VisitRecord> = fc
  .record({
    person,
    events: fc.integer({ min: 1, max: 9 }),
    duration_ms: fc.nat({ max: 86_400_000 }),
  })
  .map((some) => ({
    ...{ session: 1, unit: null, viewed: true, bounced: false, start_ms: 0, entangled: false },
    ...{ page_views: 1, actions: null },
    ...some,
  }));

function columnsOf(visits: readonly VisitRecord[]): VisitColumns {
  const builder = new VisitColumnsBuilder([], false);
  for (const one of visits) builder.add(one);
  return builder.build();
}

describe('visits by whose they are', () => {
  it('are added up whatever the numbers of people, and the same when what is known is asked again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(visit, { maxLength: 12 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom<Top['order']>('visitors', 'visits', 'pageViews', 'events'),
        (stretches, order) => {
          const all = stretches.map(columnsOf);
          const top = { order, offset: 0, count: 3, search: null };
          const counted = (): unknown => {
            const cells = new PersonCells();
            for (const columns of all) cells.addUntangled(columns);
            const whole = cells.whole();
            const keys = new Map(
              whole.persons
                .flatMap((some) => [...some])
                .map((no) => [no, no === 0 ? '' : `p${no}`]),
            );
            const sum = new Accumulator();
            whole.addTo(sum, 0, keys, [top]);
            const { rows, found } = sum.top(top);
            sum.dispose();
            return {
              rows: rows.map(({ value, events, visits, durationMs }) => ({
                value,
                events,
                visits,
                durationMs,
              })),
              found,
            };
          };
          const expected = byHand(stretches.flat(), order);
          expect(counted()).toEqual(expected);
          expect(counted()).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function byHand(visits: readonly VisitRecord[], order: Top['order']): unknown {
  const named = visits.filter(({ person }) => person !== 0);
  const sum = (some: readonly VisitRecord[], of: 'events' | 'page_views' | 'duration_ms'): number =>
    some.reduce((total, one) => total + (one[of] ?? 0), 0);
  const rows = [...Map.groupBy(named, ({ person }) => `p${person}`)].map(([value, some]) => ({
    value,
    visitors: 1,
    visits: some.length,
    pageViews: sum(some, 'page_views'),
    events: sum(some, 'events'),
    durationMs: sum(some, 'duration_ms'),
  }));
  rows.sort((a, b) => b[order] - a[order] || (a.value < b.value ? -1 : 1));
  return {
    rows: rows
      .slice(0, 3)
      .map(({ value, events, visits, durationMs }) => ({ value, events, visits, durationMs })),
    found: { values: rows.length, pageViews: named.length, events: sum(named, 'events') },
  };
}

describe('ids of people', () => {
  it('are asked for once, and again when somebody was forgotten, whose number is another one’s', async () => {
    const people = new KnownPeople();
    const asked: unknown[][] = [];
    let [version, key] = ['0 ', 'alice'];
    const ask: Ask = async <Row>({ params }: { params: unknown[] }) => {
      if (params.length === 1) return [{ version }] as Row[];
      asked.push(params[1] as unknown[]);
      return [{ no: 7, key }] as Row[];
    };
    const keyOf = async (): Promise<string | undefined> =>
      (await people.keysOf(ask, project, [Int32Array.of(0, 7)])).get(7);
    expect([await keyOf(), await keyOf()]).toEqual(['alice', 'alice']);
    [version, key] = ['1 2026-11-29', 'bob'];
    expect(await keyOf()).toBe('bob');
    expect(asked).toEqual([[7], [7]]);
  });
});

describe('what passes filters', () => {
  const filters: Filter[] = [{ dimension: 'property:plan', operator: 'is', values: ['pro'] }];
  const day = (name: string, version = '1'): { day: string; version: string } => ({
    day: `2026-11-${name}`,
    version,
  });
  const row = {
    ...{ found: 1, day: 0, session: 7, person: 3, unit: null, viewed: true, bounced: false },
    events: 2,
  };
  const counting = (rows: readonly object[]): { ask: Ask; times: () => number } => {
    let times = 0;
    return {
      ask: async <Row>() => {
        times += 1;
        await new Promise((resolve) => setImmediate(resolve));
        return rows as Row[];
      },
      times: () => times,
    };
  };

  it('is read once for all who ask at the same time, and for the days that have changed', async () => {
    const matches = new KnownMatches();
    const { ask, times } = counting([{ ...row, actions: null }]);
    const both = [day('01'), day('02')];
    const found = await Promise.all([0, 1].map(() => matches.of(ask, { project, filters }, both)));
    expect(
      found.map((one) => [...(one ?? [])].map(([name, { events }]) => [name, ...events])),
    ).toEqual([0, 1].map(() => [['2026-11-01', 2], ['2026-11-02']]));
    await matches.of(ask, { project, filters }, both);
    expect(times()).toBe(1);
    await matches.of(ask, { project, filters }, [day('01'), day('02', '2')]);
    expect(times()).toBe(2);
  });

  it('is not looked for again where it was too much', async () => {
    const matches = new KnownMatches();
    const { ask, times } = counting([{ found: 10_000_000, day: null }]);
    for (let time = 0; time < 3; time += 1) {
      expect(await matches.of(ask, { project, filters }, [day('01')])).toBeNull();
    }
    expect(times()).toBe(1);
  });
});

describe('a busy day that goes on', () => {
  const ask: Ask = () => Promise.reject(new Error('Nothing is to be asked for.'));
  const visitsWith = (events: number): VisitColumns => {
    const some = { person: 3, events, duration_ms: 1, session: 1, unit: null, viewed: true };
    return columnsOf([
      { ...some, bounced: false, start_ms: 0, entangled: false, page_views: 1, actions: null },
    ]);
  };
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('is known for a moment, a quiet one is read each time', async () => {
    const moments = new KnownMoments((work) => work(ask));
    let times = 0;
    const read = (events: number) => (): Promise<VisitColumns> => {
      times += 1;
      return Promise.resolve(visitsWith(events));
    };
    for (let time = 0; time < 3; time += 1)
      await moments.of({ name: 'quiet', read: read(4_999) }, ask, Date.now());
    expect(times).toBe(3);
    for (let time = 0; time < 3; time += 1)
      await moments.of({ name: 'busy', read: read(5_000) }, ask, Date.now());
    expect(times).toBe(4);
  });

  it('is given as it was while it is read anew, once, for those who come later', async () => {
    let [begun, fails] = [0, false];
    const done: (() => void)[] = [];
    const moments = new KnownMoments(async (work) => {
      begun += 1;
      await new Promise<void>((resolve) => done.push(resolve));
      if (fails) throw new Error('The database is away.');
      return work(ask);
    });
    const of = async (events: number, since = Date.now()): Promise<number | undefined> => {
      const wanted = { name: 'busy', read: () => Promise.resolve(visitsWith(events)) };
      return (await moments.of(wanted, ask, since)).columns.events[0];
    };
    const early = Date.now() - 1;
    expect(await of(5_000)).toBe(5_000);
    await pause(1_050);
    expect([await of(6_000), await of(7_000)]).toEqual([5_000, 5_000]);
    expect(begun).toBe(1);
    done.pop()?.();
    await pause(0);
    expect(await of(8_000)).toBe(6_000);
    // Whoever sees the state of earlier is not told of later, nor are others of earlier then.
    expect([await of(8_000, early), await of(8_000)]).toEqual([8_000, 6_000]);

    // Who could not be asked for so long is asked by whoever wants to know.
    fails = true;
    await pause(1_050);
    expect(await of(9_000)).toBe(6_000);
    done.pop()?.();
    await pause(4_000);
    expect(await of(9_000)).toBe(9_000);
    expect(begun).toBe(2);
  });
});
