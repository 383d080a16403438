import type { TrendsAnswer } from '../api/models';
import { linesOf, trendRows } from './trend-lines';

const point = (timestamp: string, A: number, F1: number | null) => ({
  timestamp,
  label: timestamp.slice(0, 10),
  partial: false,
  metrics: { A, F1 },
});

function answer(rows: TrendsAnswer['rows']): TrendsAnswer {
  return {
    rows,
    totals: {},
    total: rows.length,
    next_cursor: null,
    columns: [
      { key: 'A', name: 'visitors' },
      { key: 'F1', name: 'Bought, %' },
    ],
    meta: {
      period_start: '2026-11-23T00:00:00.000Z',
      period_end: '2026-11-25T00:00:00.000Z',
      timezone: 'UTC',
      source: 'raw',
      as_of: '2026-11-24T12:00:00.000Z',
      took_ms: 1,
      interval: 'day',
    },
  };
}

describe('the rows of trends', () => {
  it('are the series and formulas, each with its line, which ends at the present', () => {
    const rows = trendRows(
      answer([
        {
          dimensions: {},
          metrics: { A: 7, F1: 12.5 },
          previous: { metrics: { A: 5, F1: null } },
          series: [
            point('2026-11-24T00:00:00.000Z', 7, 12.5),
            point('2026-11-25T00:00:00.000Z', 0, null),
          ],
        },
      ]),
      ['visitors'],
      null,
      'A',
    );
    expect(rows).toMatchObject([
      { id: 'A', colour: 0, unit: 'count', now: 7, before: 5, values: [7, null] },
      { id: 'F1', colour: 1, unit: 'ratio', now: 12.5, before: null, values: [12.5, null] },
    ]);
  });

  it('are the values of a breakdown, of one column at a time', () => {
    const rows = trendRows(
      answer([
        { dimensions: { country: 'DE' }, metrics: { A: 4, F1: 1 } },
        { dimensions: { country: null }, metrics: { A: 3, F1: 2 } },
      ]),
      ['sum:amount'],
      'country',
      'A',
    );
    expect(rows).toMatchObject([
      { id: 'A:DE', value: 'DE', colour: 0, unit: 'ratio', now: 4, before: undefined },
      { id: 'A:', value: null, colour: 1, now: 3 },
    ]);
    const named = rows.map((row) => ({ ...row, label: row.value ?? 'Not set' }));
    expect(linesOf(named, ['A:DE']).map(({ name }) => name)).toEqual(['Not set']);
  });
});
