import type { Filter } from './filter';
import { decodeFilter, encodeFilter } from './filter-address';
import { toggleValue } from './toggle-value';

describe('filters in the address', () => {
  it('come back as they were, commas and percent signs included', () => {
    const filter: Filter = {
      dimension: 'page',
      operator: 'is',
      values: ['/a,b', '/50%2C', '/größe?x=1&y=2'],
    };
    expect(decodeFilter(encodeFilter(filter))).toEqual(filter);
  });

  it('may be about any property, whatever its name', () => {
    const filter: Filter = { dimension: 'property:price, net', operator: 'gte', values: ['100'] };
    expect(decodeFilter(encodeFilter(filter))).toEqual(filter);
    expect(decodeFilter('is,property:,x')).toBeNull();
  });

  it('read like a sentence', () => {
    expect(encodeFilter({ dimension: 'country', operator: 'is', values: ['DE', 'FR'] })).toBe(
      'is,country,DE,FR',
    );
  });

  it('ignore what nobody wrote', () => {
    expect(decodeFilter('')).toBeNull();
    expect(decodeFilter('is,shoe_size,42')).toBeNull();
    expect(decodeFilter('is,country')).toBeNull();
    expect(decodeFilter('constructor,country,DE')).toBeNull();
    expect(decodeFilter('is_set,referrer')).toEqual({
      dimension: 'referrer',
      operator: 'is_set',
      values: [],
    });
  });
});

describe('clicking a row', () => {
  it('adds a filter, widens it, and takes it out again', () => {
    const one = toggleValue([], 'country', 'DE', false);
    expect(one).toEqual([{ dimension: 'country', operator: 'is', values: ['DE'] }]);
    const two = toggleValue(one, 'country', 'FR', false);
    expect(two[0]?.values).toEqual(['DE', 'FR']);
    expect(toggleValue(two, 'country', 'DE', false)[0]?.values).toEqual(['FR']);
    expect(toggleValue(one, 'country', 'DE', false)).toEqual([]);
  });

  it('asks for the absence of a value where the row has none', () => {
    const unset = toggleValue([], 'source', '', false);
    expect(unset).toEqual([{ dimension: 'source', operator: 'is_not_set', values: [] }]);
    expect(toggleValue(unset, 'source', '', true)).toEqual([
      { dimension: 'source', operator: 'is_set', values: [] },
    ]);
    expect(toggleValue(unset, 'source', '', false)).toEqual([]);
  });

  it('turns a wanted value into an excluded one', () => {
    const wanted = toggleValue([], 'country', 'DE', false);
    expect(toggleValue(wanted, 'country', 'DE', true)).toEqual([
      { dimension: 'country', operator: 'is_not', values: ['DE'] },
    ]);
  });
});
