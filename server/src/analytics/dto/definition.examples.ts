/** Definitions that the tests make as they stand here. */
export const goalExamples = {
  purchase: {
    summary: 'A purchase, worth what it says, in euros unless it says otherwise',
    value: {
      name: 'Purchase',
      event: 'purchase',
      value: { property: 'amount' },
      currency: { property: 'currency', fixed: 'EUR' },
    },
  },
  enquiry: {
    summary: 'A visit of the page that says thanks, worth 25 dollars',
    value: {
      name: 'Enquiry',
      page: '/contact/thanks*',
      filters: [{ dimension: 'device', operator: 'is_not', values: ['bot'] }],
      value: { fixed: 25 },
      currency: { fixed: 'USD' },
    },
  },
};

export const segmentExamples = {
  phones: {
    summary: 'Phones and tablets from Germany and Austria',
    value: {
      name: 'Mobile DACH',
      filters: [
        { dimension: 'device', operator: 'is', values: ['mobile', 'tablet'] },
        { dimension: 'country', operator: 'is', values: ['DE', 'AT'] },
      ],
    },
  },
};

export const cohortExamples = {
  loyal: {
    summary: 'Who bought twice or more in a year and never asked for a refund',
    value: {
      name: 'Loyal',
      filters: [
        { did: { event: 'purchase', count: { operator: 'gte', value: 2 } } },
        { did_not: { event: 'refund' } },
      ],
      range: { period: '12m' },
    },
  },
  pro: {
    summary: 'Who has ever been on the plan «pro»',
    value: {
      name: 'Pro',
      filters: [{ dimension: 'property:plan', operator: 'is', values: ['pro'] }],
    },
  },
};

export const savedQuestionExamples = {
  funnel: {
    summary: 'A funnel',
    value: {
      name: 'Signing up',
      kind: 'funnel',
      body: { steps: [{ page: '/pricing' }, { event: 'signup' }], range: { period: '7d' } },
    },
  },
  query: {
    summary: 'Any question',
    value: {
      name: 'Countries',
      kind: 'query',
      body: { metrics: ['visitors'], dimensions: ['country'] },
    },
  },
};
