import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KnownVisits } from '../src/events/postgres/known-visits.js';
import { columnsOf, packVisits, part, readPart } from '../src/events/postgres/packed-visits.js';
import { VisitColumnsBuilder, type VisitRecord } from '../src/events/postgres/visit-columns.js';

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
