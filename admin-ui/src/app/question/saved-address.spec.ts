import { addressOfQuestion } from './saved-address';

const zone = 'Asia/Kathmandu';

describe('a saved question', () => {
  it('opens where it was built, as it was', () => {
    const body = {
      range: { period: '28d' },
      filters: [{ dimension: 'country', operator: 'is', values: ['DE'] }, { segment: 'one' }],
      steps: [
        { page: '/' },
        {
          event: 'signup',
          filters: [{ dimension: 'device', operator: 'is', values: ['mobile'] }],
        },
      ],
      window: { count: 7, unit: 'day' },
      order: 'strict',
      breakdown: 'channel',
    };
    expect(addressOfQuestion({ kind: 'funnel', body }, zone)).toEqual({
      path: 'funnels',
      query: {
        period: '28d',
        f: ['is,country,DE', 'segment,one'],
        s: ['page:/', 'event:signup;is,device,mobile'],
        window: '7d',
        order: 'strict',
        by: 'channel',
      },
    });
  });

  it('keeps its days and hours on the clock of the project', () => {
    const body = {
      range: { start: '2026-10-31T18:15:00.000Z', end: '2026-11-02T03:15:00.000Z' },
      interval: 'week',
    };
    expect(addressOfQuestion({ kind: 'retention', body }, zone)?.query).toEqual({
      from: '2026-11-01',
      to: '2026-11-02T09:00',
      every: 'week',
    });
  });

  it('keeps series, formulas and the comparison of trends', () => {
    const body = {
      range: { period: '7d' },
      series: [
        { metric: 'visitors' },
        {
          metric: 'sum:amount',
          event: 'purchase; done',
          filters: [{ dimension: 'device', operator: 'is', values: ['a,b'] }],
        },
      ],
      formulas: [{ formula: 'B / A', name: 'Each; 100%' }],
      interval: 'hour',
      compare: { to: 'year', match_weekday: true },
    };
    expect(addressOfQuestion({ kind: 'trends', body }, zone)?.query).toEqual({
      s: ['visitors;', 'sum:amount;event:purchase%3B done;is,device,a%252Cb'],
      fx: ['B / A;Each%3B 100%25'],
      interval: 'hour',
      compare: 'year',
      match_weekday: 'true',
    });
  });

  it('is not opened where the console would ask something else', () => {
    const steps = [{ page: '/', name: 'Arrives' }, { event: 'signup' }];
    expect(addressOfQuestion({ kind: 'funnel', body: { steps } }, zone)).toBeNull();
    const start = { page: '/', filters: [{ segment: 'one' }] };
    expect(addressOfQuestion({ kind: 'retention', body: { start } }, zone)).toBeNull();
    expect(addressOfQuestion({ kind: 'query', body: { metrics: ['visitors'] } }, zone)).toBeNull();
  });
});
