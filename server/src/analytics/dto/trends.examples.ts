/** Trends that the tests ask as they stand here. */
export const trendsExamples = {
  conversion: {
    summary: 'What part of those who saw a product bought one, day by day, by device',
    value: {
      series: [
        { page: '/product*', metric: 'visitors', name: 'Saw' },
        { event: 'purchase', metric: 'visitors', name: 'Bought' },
      ],
      formulas: [{ formula: 'B / A * 100', name: 'Bought, %' }],
      breakdown: 'device',
      interval: 'day',
      range: { period: '30d' },
    },
  },
  basket: {
    summary: 'Mean basket and revenue after a fee, against the year before',
    value: {
      series: [
        { event: 'purchase', metric: 'sum:amount' },
        { event: 'purchase', metric: 'events' },
      ],
      formulas: [{ formula: 'A / B' }, { formula: '(A - B * 0.3) * 0.97', name: 'After the fee' }],
      interval: 'month',
      range: { period: '12m' },
      compare: { to: 'year' },
    },
  },
};
