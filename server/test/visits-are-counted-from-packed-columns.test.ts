import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KnownVisits } from '../src/events/postgres/known-visits.js';
import { columnsOf, packVisits, part, readPart } from '../src/events/postgres/packed-visits.js';
import { partOf } from '../src/events/postgres/part-of-day.js';
import { sharedCounts } from '../src/events/postgres/shared-count.js';
import {
  type VisitColumns,
  VisitColumnsBuilder,
  type VisitRecord,
} from '../src/events/postgres/visit-columns.js';
import { VisitCount } from '../src/events/postgres/visit-count.js';
import type { TallyRow } from '../src/events/tally.js';

const scope = {
  project: { no: 1, timezone: 'UTC', bounceSeconds: 10, sessionTimeoutMinutes: 30 },
  range: { from: new Date(0), to: new Date(1) },
  filters: [],
};

const anything = fc.option(fc.string({ unit: 'binary' }));
const count = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 2 ** 32 - 1 }));
const action = fc
  .tuple(fc.integer({ min: 1, max: 2 ** 31 }), anything, anything, fc.string({ unit: 'binary' }))
  .map(([times, page, hostname, event]) => `${times} ${JSON.stringify([page, hostname, event])}`);
const record: fc.Arbitrary<VisitRecord> = fc.record({
  session: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  person: fc.option(fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }).filter((no) => no !== 0)),
  unit: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
  viewed: fc.option(fc.boolean()),
  bounced: fc.option(fc.boolean()),
  duration_ms: fc.option(fc.nat({ max: 86_400_000 })),
  start_ms: fc.option(fc.integer({ min: -86_400_000, max: 90_000_000 })),
  entangled: fc.boolean(),
  events: count,
  page_views: count,
  actions: fc.array(action, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
  d0: anything,
  d1: anything,
});

describe('packed visits', () => {
  it('are read as they were, whatever they did and however large numbers are', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 30 }), (records) => {
        const builder = new VisitColumnsBuilder(['country', 'city'], true);
        for (const one of records) builder.add(one);
        const columns = builder.build();
        const parts = [...packVisits(columns)].map(
          ([number, bytes]) => [number, readPart(number, bytes)] as const,
        );
        expect(columnsOf(new Map(parts))).toEqual(columns);
      }),
      { numRuns: 300 },
    );
  });

  it('are none without the part that says how many there are', () => {
    expect(
      columnsOf(new Map([[part.sums, { events: new Uint8Array(), pageViews: new Uint8Array() }]])),
    ).toBeNull();
  });
});

describe('visits by columns', () => {
  const visit: VisitRecord = {
    ...{ session: 7, person: null, unit: '-5', viewed: true, bounced: false, duration_ms: 90_000 },
    ...{ start_ms: 86_000_000, entangled: true, events: 2, page_views: 1, actions: null, d0: 'DE' },
  };
  const nothing = { rows: null, action: null };
  const columnsWith = (...records: readonly VisitRecord[]): VisitColumns => {
    const builder = new VisitColumnsBuilder(['country'], false);
    for (const one of records) builder.add(one);
    return builder.build();
  };
  const counted = (work: (count: VisitCount) => void): TallyRow | undefined => {
    const request = { ...scope, dimension: 'country', buckets: null } as const;
    const counts = sharedCounts([request]);
    work(new VisitCount(counts));
    const [row] = counts[0]?.sum.rows(false) ?? [];
    for (const { sum } of counts) sum.dispose();
    return row;
  };

  it('count once over midnight, with what they did on both days', () => {
    const row = counted((count) => {
      count.add(columnsWith(visit), nothing, 0);
      count.add(columnsWith({ ...visit, start_ms: -400_000, events: 3 }), nothing, 0);
    });
    expect(row).toMatchObject({ events: 5, visits: 1, visitors: 1, durationMs: 90_000 });
  });

  it('are no new ones where rollups have counted them the day before, nor are their visitors', () => {
    const row = counted((count) => {
      count.see(columnsWith(visit), 0);
      count.add(columnsWith(visit, { ...visit, session: 8 }), nothing, 0);
    });
    expect(row).toMatchObject({ events: 4, visits: 1, visitors: 0, durationMs: 90_000 });
  });

  it('lie in a part of their day, or beside it, or are cut by it', () => {
    const hour = 3_600_000;
    const at = (hours: number): VisitRecord => ({
      ...visit,
      start_ms: hours * hour,
      duration_ms: hour,
    });
    const part = { from: new Date(2 * hour), to: new Date(6 * hour) };
    const columns = columnsWith(at(0.5), at(1.5), at(2), at(4), at(5), at(5.5), at(6));
    const { rows, cut, withoutVisit } = partOf(columns, 0, part);
    expect([...rows]).toEqual([0, 0, 1, 1, 0, 0, 0]);
    // The last event of the visit from five to six o'clock is no longer in it.
    expect(cut).toEqual([
      { from: part.from, to: new Date(2.5 * hour + 1) },
      { from: new Date(5 * hour), to: part.to },
    ]);
    expect(withoutVisit).toBe(false);
    expect(partOf(columnsWith({ ...visit, viewed: null }), 0, part).withoutVisit).toBe(true);
  });
});

describe('known visits', () => {
  const codes = { values: ['DE'], codes: new Uint8Array(1000) };

  it('are known as the rows they were read from, and no others', () => {
    const known = new KnownVisits();
    known.keep(1, { day: '2026-11-27', version: '10 (0,1)' }, part.sums, codes);
    expect(known.of(1, { day: '2026-11-27', version: '10 (0,1)' }, part.sums)).toBe(codes);
    expect(known.of(1, { day: '2026-11-27', version: '11 (0,1)' }, part.sums)).toBeUndefined();
    expect(known.of(1, { day: '2026-11-26', version: '10 (0,1)' }, part.sums)).toBeUndefined();
    expect(known.of(2, { day: '2026-11-27', version: '10 (0,1)' }, part.sums)).toBeUndefined();
    expect(known.of(1, { day: '2026-11-27', version: '10 (0,1)' }, part.people)).toBeUndefined();
  });

  it('go when there are too many, those first that nobody has asked for', () => {
    const known = new KnownVisits();
    const large = { values: [], codes: new Uint8Array(20 * 2 ** 20) };
    const day = { day: '2026-11-27', version: '1' };
    for (let number = 0; number < 6; number++) known.keep(1, day, number, large);
    const left = [0, 1, 2, 3, 4, 5].filter((number) => known.of(1, day, number));
    expect(left).toEqual([2, 3, 4, 5]);
  });
});
