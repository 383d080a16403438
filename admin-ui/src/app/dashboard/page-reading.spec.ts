import { readReading, readingQuestion } from './page-reading';

describe('how pages were read', () => {
  it('is asked of these pages only, under the filters in force', () => {
    const country = { dimension: 'country', operator: 'is', values: ['DE'] };
    const asked = readingQuestion({ range: { period: '7d' }, filters: [country] }, ['/', '/a,b']);
    expect(asked).toMatchObject({
      range: { period: '7d' },
      filters: [country, { dimension: 'page', operator: 'is', values: ['/', '/a,b'] }],
      dimensions: ['page'],
    });
  });

  it('is known by page; what nothing tells of is nothing, not 0', () => {
    const metrics = { scroll_depth: 62.5, engaged_time_per_page: null };
    const known = readReading({ rows: [{ dimensions: { page: '/' }, metrics }] });
    expect(known.get('/')).toEqual({ scrollDepth: 62.5, engagedTime: null });
    expect(known.get('/other')).toBeUndefined();
  });
});
