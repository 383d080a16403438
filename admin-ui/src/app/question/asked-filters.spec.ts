import type { Filter } from '../ui/filter-chips/filter';
import { decodeFilter, encodeFilter } from '../ui/filter-chips/filter-address';
import { toggleNamed } from '../ui/filter-chips/toggle-value';
import { askedFilters, readFilters } from './asked-filters';

const filters: Filter[] = [
  { dimension: 'country', operator: 'is', values: ['DE', 'FR'] },
  { dimension: 'property:plan', operator: 'is_set', values: [] },
  { named: 'segment', id: '01', without: false },
  { named: 'cohort', id: '02', without: true },
  {
    did: 'event',
    value: 'buy, now',
    times: { operator: 'gte', value: 2 },
    period: '12m',
    without: false,
  },
  {
    did: 'page',
    value: '/support*',
    times: { operator: 'gte', value: 1 },
    period: null,
    without: true,
  },
  { raw: { or: [{ dimension: 'page', operator: 'is', values: ['/a,b'] }] } },
];

describe('filters of every sort', () => {
  it('come back from the address and from the API as they were', () => {
    expect(filters.map(encodeFilter).map(decodeFilter)).toEqual(filters);
    expect(readFilters(askedFilters(filters))).toEqual(filters);
  });

  it('are asked in the words of the API', () => {
    expect(askedFilters(filters).slice(2, 6)).toEqual([
      { segment: '01' },
      { not: { cohort: '02' } },
      {
        did: {
          event: 'buy, now',
          count: { operator: 'gte', value: 2 },
          range: { period: '12m' },
        },
      },
      { did_not: { page: '/support*', count: { operator: 'gte', value: 1 } } },
    ]);
  });

  it('keep whole what the console has no words for', () => {
    const deed = { did: { event: 'buy', filters: [{ segment: '01' }] } };
    expect(readFilters([deed])).toEqual([{ raw: deed }]);
    expect(decodeFilter('did,event')).toBeNull();
    expect(decodeFilter('did,event,buy,gte,0')).toBeNull();
    expect(decodeFilter('segment,')).toBeNull();
    expect(decodeFilter('json,{')).toBeNull();
  });

  it('with a name go on, over to their opposite, and off', () => {
    const on = toggleNamed([], 'goal', '03', false);
    expect(on).toEqual([{ named: 'goal', id: '03', without: false }]);
    expect(toggleNamed(on, 'goal', '03', true)).toEqual([
      { named: 'goal', id: '03', without: true },
    ]);
    expect(toggleNamed(on, 'goal', '03', false)).toEqual([]);
  });
});
