import type { Filter } from '../ui/filter-chips/filter';
import { sentenceOfFilter } from './filter-words';

const nameOf = (_kind: string, id: string) => (id === '01' ? 'Buyers' : null);
const words = (filter: Filter) => sentenceOfFilter(filter, nameOf);

describe('a filter in words', () => {
  it('names values, and says of many only the first', () => {
    expect(words({ dimension: 'country', operator: 'is', values: ['DE', 'FR'] })).toBe(
      'Country is Germany or France',
    );
    expect(words({ dimension: 'page', operator: 'is', values: ['/1', '/2', '/3', '/4'] })).toBe(
      'Page is /1, /2, or 2 more',
    );
    expect(words({ dimension: 'referrer', operator: 'is_not_set', values: [] })).toBe(
      'Referrer is not set',
    );
  });

  it('says what somebody did, how often and when', () => {
    const deed = {
      did: 'event' as const,
      value: 'purchase',
      times: { operator: 'gte' as const, value: 1 },
      period: null,
      without: false,
    };
    expect(words(deed)).toBe('Did purchase');
    expect(words({ ...deed, times: { operator: 'is', value: 2 }, period: '30d' })).toBe(
      'Did purchase, exactly 2 times, Last 30 days',
    );
    expect(words({ ...deed, did: 'page', value: '/help', without: true })).toBe(
      'Never viewed /help',
    );
  });

  it('calls things by their names, once they are known', () => {
    expect(words({ named: 'cohort', id: '01', without: false })).toBe('Cohort Buyers');
    expect(words({ named: 'segment', id: '02', without: true })).toBe('Not in: Segment …');
  });
});
