/** Funnels, retention and journeys that the tests ask as they stand here. */
const buying = {
  steps: [
    { page: '/product*', name: 'Looks at a product' },
    { event: 'add_to_cart' },
    {
      event: 'purchase',
      filters: [{ dimension: 'property:amount', operator: 'gte', values: [20] }],
    },
  ],
  window: { count: 7, unit: 'day' },
};

export const funnelExamples = {
  buying: {
    summary: 'From a product to a purchase of 20 or more, by country',
    value: { ...buying, range: { period: '30d' }, breakdown: 'country' },
  },
  strict: {
    summary: 'Straight from pricing to signing up, within the hour',
    value: {
      steps: [{ page: '/pricing' }, { event: 'signup' }],
      window: { count: 1, unit: 'hour' },
      order: 'strict',
    },
  },
};

export const funnelPeopleExamples = {
  left: {
    summary: 'Who filled a cart and did not buy',
    value: { ...buying, step: 2, outcome: 'dropped', limit: 20 },
  },
};

export const retentionExamples = {
  weekly: {
    summary: 'New users, week by week',
    value: { range: { period: '12m' }, interval: 'week', cohort: 'first' },
  },
  buyers: {
    summary: 'Who buys again on later days, with anonymous visitors',
    value: {
      range: { period: '30d' },
      interval: 'day',
      start: { event: 'purchase' },
      back: { event: 'purchase' },
      cohort: 'any',
      include_anonymous: true,
    },
  },
};

export const journeysExamples = {
  from: {
    summary: 'Where visits go from the home page, folders together',
    value: { from: { page: '/' }, steps: 4, folders: 1, range: { period: '7d' } },
  },
  to: {
    summary: 'What leads to a purchase',
    value: { to: { event: 'purchase' }, of: 'both', steps: 6, limit: 8 },
  },
  entry: { summary: 'From where visits begin', value: { steps: 8 } },
};
