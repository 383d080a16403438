/** Removals that the tests ask for as they stand here. */
export const removalExamples = {
  staging: {
    summary: 'What a test site sent in a week',
    value: {
      range: { start: '2026-11-01', end: '2026-11-08' },
      filters: [{ dimension: 'hostname', operator: 'is', values: ['staging.shop.example'] }],
    },
  },
  property: {
    summary: 'Every event that carries an address it should not',
    value: {
      range: { period: 'all' },
      filters: [{ dimension: 'property:email', operator: 'is_set' }],
    },
  },
  person: {
    summary: 'All that is kept of a person',
    value: { user: 'u-1' },
  },
};
