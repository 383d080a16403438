/** Questions that the tests ask as they stand here. */
export const queryExamples = {
  countries: {
    summary: 'Visitors and bounce rate by country, the last seven days against the seven before',
    value: {
      metrics: ['visitors', 'bounce_rate'],
      dimensions: ['country'],
      range: { period: '7d' },
      compare: { to: 'previous' },
      order_by: { by: 'visitors', direction: 'desc' },
      limit: 10,
    },
  },
  revenue: {
    summary: 'What was paid, by plan and day',
    value: {
      metrics: ['events', 'sum:amount', 'median:amount', 'p90:amount'],
      dimensions: ['property:plan'],
      filters: [
        { dimension: 'event', operator: 'is', values: ['purchase'] },
        { dimension: 'property:amount', operator: 'gt', values: [0] },
      ],
      interval: 'day',
    },
  },
  week: {
    summary: 'When people come: hour by day of the week',
    value: { metrics: ['visitors', 'events'], dimensions: ['weekday', 'hour'], limit: 168 },
  },
  again: {
    summary: 'Visits of people who bought twice in a year and have not looked for support',
    value: {
      metrics: ['visitors', 'visits'],
      dimensions: ['source'],
      filters: [
        {
          did: {
            event: 'purchase',
            filters: [{ dimension: 'property:amount', operator: 'gte', values: [20] }],
            count: { operator: 'gte', value: 2 },
            range: { period: '12m' },
          },
        },
        { did_not: { page: '/support*' } },
      ],
    },
  },
  leaving: {
    summary: 'Where visits end, without the blog',
    value: {
      metrics: ['page_views', 'entries', 'exits', 'exit_rate', 'engaged_time', 'scroll_depth'],
      dimensions: ['page'],
      filters: [
        {
          or: [
            { dimension: 'channel', operator: 'is', values: ['Direct'] },
            { dimension: 'source', operator: 'contains', values: ['google'] },
          ],
        },
        { dimension: 'page', operator: 'not_contains', values: ['/blog'] },
      ],
      range: { start: '2026-11-01', end: '2026-11-08' },
      order_by: { by: 'exits' },
    },
  },
};
