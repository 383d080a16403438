import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countJourneys, type LabelledJourneys } from '../src/events/postgres/journey-count.js';
import { packWays, readWays, type Ways, WaysBuilder } from '../src/events/postgres/ways.js';

const request: LabelledJourneys = {
  project: { no: 1, timezone: 'UTC', bounceSeconds: 10, sessionTimeoutMinutes: 30 },
  range: { from: new Date(0), to: new Date(1) },
  filters: [],
  anchor: null,
  steps: 3,
  of: 'pages',
  folders: null,
  limit: 10,
};

/** Ways from the labels that each visit saw. */
function waysFrom(visits: Readonly<Record<number, readonly string[]>>): Ways {
  const labels = [...new Set(Object.values(visits).flat())];
  const builder = new WaysBuilder(labels);
  for (const [visit, seen] of Object.entries(visits)) {
    builder.add(
      Number(visit),
      seen.map((label) => labels.indexOf(label)),
    );
  }
  return builder.build();
}

async function linksOf(
  stretches: readonly Ways[],
  changes: Partial<LabelledJourneys> = {},
): Promise<string[]> {
  const source = (async function* () {
    await Promise.resolve();
    yield* stretches;
  })();
  const records = await countJourneys({ ...request, ...changes }, source);
  return (records ?? []).map(
    ({ step, node, next, visits }) => `${step} ${node} > ${next ?? '-'} ${visits}`,
  );
}

describe('packed ways', () => {
  it('are read as they were, whatever pages are called and however large numbers are', () => {
    const way = fc.array(fc.nat({ max: 300 }), { maxLength: 8 });
    const visit = fc.tuple(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), way);
    const labels = fc.array(fc.string({ unit: 'binary' }), { minLength: 301, maxLength: 301 });
    fc.assert(
      fc.property(labels, fc.uniqueArray(visit, { selector: ([no]) => no }), (names, visits) => {
        const builder = new WaysBuilder(names);
        for (const [no, codes] of visits.sort(([a], [b]) => a - b)) builder.add(no, codes);
        const ways = builder.build();
        expect(readWays(packWays(ways))).toEqual(ways);
      }),
      { numRuns: 50 },
    );
  });

  it('tell equal neighbours once', () => {
    const { codes, ends } = waysFrom({ 1: ['p/', 'p/', 'p/a', 'p/'], 2: ['p/'] });
    expect([[...codes], [...ends]]).toEqual([
      [0, 1, 0, 0],
      [3, 4],
    ]);
  });
});

describe('journeys over several stretches', () => {
  it('go on where a visit went on, also when it did nothing on the day between', async () => {
    const stretches = [
      waysFrom({ 1: ['p/'], 2: ['p/'], 3: ['p/'] }),
      waysFrom({ 2: ['p/a'] }),
      waysFrom({ 1: ['p/b'], 4: ['p/b'] }),
    ];
    expect(await linksOf(stretches)).toEqual([
      '1 p/ > p/a 1',
      '1 p/ > p/b 1',
      '1 p/ > - 1',
      '1 p/b > - 1',
      '2 p/a > - 1',
      '2 p/b > - 1',
    ]);
  });

  it('are nothing without any', async () => {
    expect(await linksOf([])).toEqual([]);
  });

  it('begin or end with an event that is not a step itself, and fold pages', async () => {
    const stretch = waysFrom({ 1: ['p/blog/1', 'ebuy', 'p/blog/2', 'p/blog/3', 'eleave'] });
    const is = (label: string): boolean => label === 'ebuy';
    expect(await linksOf([stretch], { folders: 1, anchor: { is, side: 'from' } })).toEqual([
      '1 ebuy > p/blog/* 1',
      '2 p/blog/* > - 1',
    ]);
    expect(await linksOf([stretch], { folders: 1, anchor: { is, side: 'to' } })).toEqual([
      '1 ebuy > p/blog/* 1',
      '2 p/blog/* > - 1',
    ]);
  });

  it('show the most frequent of a step, the first by name among equals', async () => {
    const high = '\u{1f600}';
    const stretch = waysFrom({ 1: [`p${high}`], 2: ['p\uffee'], 3: ['pz'], 4: ['pz'] });
    expect(await linksOf([stretch], { limit: 2 })).toEqual([
      '1 pz > - 2',
      '1  > - 1',
      '1 p\uffee > - 1',
    ]);
  });
});
