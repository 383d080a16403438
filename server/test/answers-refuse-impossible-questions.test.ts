import { startApp, type TestApp } from './support/app.js';
import { aProject, call, type Person, register } from './support/people.js';

const is = (value: unknown, dimension = 'page') => ({ dimension, operator: 'is', values: [value] });
const nested = (depth: number): unknown => (depth === 0 ? is('/') : { or: [nested(depth - 1)] });

/** Filters that nobody can mean, where they are wrong and what to change. */
const filters: Record<string, readonly [filters: unknown, pointer: string, reason: RegExp]> = {
  'no array': [{ dimension: 'page' }, '?filters', /array/],
  'a word': [['page'], '?filters/0', /object/],
  'an unknown dimension': [[is('x', 'colour')], '?filters/0/dimension', /one of .*country/],
  'a property without a name': [[is('x', 'property:')], '?filters/0/dimension', /property:<name>/],
  'an endless name': [[is('x', `property:${'x'.repeat(201)}`)], '?filters/0/dimension', /one of/],
  'an unknown operator': [
    [{ dimension: 'page', operator: 'like', values: ['/'] }],
    '?filters/0/operator',
    /starts_with/,
  ],
  'no values': [[{ dimension: 'page' }], '?filters/0/values', /1 to 200/],
  'an object for a value': [[is({})], '?filters/0/values', /texts/],
  'an endless value': [[is('x'.repeat(2_001))], '?filters/0/values', /2000 characters/],
  NUL: [[is('a\u0000b')], '?filters/0/values', /u0000/],
  'half a character': [[is('\ud800')], '?filters/0/values', /u0000/],
  'a word where a number belongs': [
    [{ dimension: 'property:amount', operator: 'gt', values: ['much'] }],
    '?filters/0/values',
    /numbers/,
  ],
  'and beside or': [[{ and: [], or: [] }], '?filters/0', /not both/],
  'a wrong part deep inside': [
    [{ or: [is('/'), { and: [is('/', 'page'), is('x', 'planet')] }] }],
    '?filters/0/or/1/and/1/dimension',
    /one of/,
  ],
  'a deed that says nothing': [[{ did: {} }], '?filters/0/did', /an event, a page/],
  'a deed that is a word': [[{ did_not: 'buy' }], '?filters/0/did_not', /object/],
  'did beside did_not': [
    [{ did: { event: 'a' }, did_not: { event: 'a' } }],
    '?filters/0',
    /not both/,
  ],
  'did beside a wrong filter': [
    [{ did: { event: 'a', filters: [is('x', 'planet')] } }],
    '?filters/0/did/filters/0/dimension',
    /one of/,
  ],
  'never, as a count': [
    [{ did: { event: 'a', count: { value: 0 } } }],
    '?filters/0/did/count/value',
    /did_not/,
  ],
  'a count of words': [
    [{ did: { event: 'a', count: { operator: 'about', value: 1 } } }],
    '?filters/0/did/count/operator',
    /gte, lte, is/,
  ],
  'a deed at no time': [
    [{ did: { event: 'a', range: { period: 'soon' } } }],
    '?filters/0/did/range/period',
    /one of today/,
  ],
  'a deed that ends before it starts': [
    [{ did: { event: 'a', range: { start: '2026-02-01', end: '2026-01-01' } } }],
    '?filters/0/did/range/end',
    /later than start/,
  ],
  'a deed of NUL': [[{ did: { event: 'a\u0000' } }], '?filters/0/did/event', /text/],
  'a deed of stars': [[{ did: { page: '*a'.repeat(11) } }], '?filters/0/did/page', /10 stars/],
  'more deeds than fit': [
    Array.from({ length: 7 }, () => ({ did: { event: 'a' } })),
    '?filters',
    /6 did/,
  ],
  'deep nesting': [[nested(5)], '?filters/0/or/0/or/0/or/0/or/0/or', /deeper than 4/],
  'more conditions than fit': [Array.from({ length: 51 }, () => is('/')), '?filters', /50 cond/],
  'more groups than fit': [Array.from({ length: 51 }, () => ({ or: [] })), '?filters', /50 groups/],
  'more values than fit': [
    Array.from({ length: 6 }, () => ({ dimension: 'page', values: Array(200).fill('/') })),
    '?filters',
    /1000 values/,
  ],
  'a pattern of stars': [
    [{ dimension: 'page', operator: 'matches', values: ['*a'.repeat(11)] }],
    '?filters/0/values',
    /10 stars/,
  ],
};

const pages = (count: number) => Array.from({ length: count }, () => ({ page: '/' }));

/** Bodies that nobody can mean, by route. */
const bodies: Record<string, Record<string, readonly [unknown, string, RegExp]>> = {
  query: {
    'no metrics': [{ metrics: [] }, '/metrics', /at least 1/],
    'an unknown metric': [{ metrics: ['visitors', 'fame'] }, '/metrics/1', /one of visitors, /],
    'an aggregate of nothing': [{ metrics: ['sum:'] }, '/metrics/0', /name of a property/],
    'a goal that is none': [
      { metrics: [`conversions:${crypto.randomUUID()}`] },
      '/metrics/0',
      /id of a goal/,
    ],
    'revenue of no goal': [{ metrics: ['visits', 'revenue:'] }, '/metrics/1', /id of a goal/],
    'an unknown dimension': [
      { metrics: ['visits'], dimensions: ['colour'] },
      '/dimensions/0',
      /weekday, or property:<name>/,
    ],
    'too many dimensions': [
      { metrics: ['visits'], dimensions: ['page', 'hour', 'weekday', 'user', 'event'] },
      '/dimensions',
      /no more than 4/,
    ],
    'filters that are no list': [{ metrics: ['visits'], filters: 'x' }, '/filters', /array/],
    'a wrong filter': [
      { metrics: ['visits'], filters: [{ or: [is('x', 'planet')] }] },
      '/filters/0/or/0/dimension',
      /one of/,
    ],
    'a range that ends before it starts': [
      { metrics: ['visits'], range: { start: '2026-02-01', end: '2026-01-01' } },
      '/range/end',
      /later than start/,
    ],
    'ten years by the hour': [
      { metrics: ['visits'], range: { start: '2016-01-01', end: '2026-01-01' }, interval: 'hour' },
      '/interval',
      /longer/,
    ],
    'more cells than fit': [
      { metrics: ['visits'], range: { period: '12m' }, interval: 'day', limit: 1000 },
      '/limit',
      /50000/,
    ],
    'a zone that is none': [{ metrics: ['visits'], timezone: 'Mars/Base' }, '/timezone', /IANA/],
    'an order by what is not asked for': [
      { metrics: ['visits'], order_by: { by: 'visitors' } },
      '/order_by/by',
      /asked for/,
    ],
    'a comparison without a start': [
      { metrics: ['visits'], compare: { to: 'custom' } },
      '/compare/start',
      /needed/,
    ],
  },
  trends: {
    'no series': [{ series: [] }, '/series', /at least 1/],
    'eleven series': [{ series: Array(11).fill({}) }, '/series', /no more than 10/],
    'an unknown metric': [{ series: [{ metric: 'fame' }] }, '/series/0/metric', /one of events/],
    'a median of a series': [
      { series: [{ metric: 'median:a' }] },
      '/series/0/metric',
      /sum: or mean:/,
    ],
    'a wrong filter of a series': [
      { series: [{}, { filters: [is('x', 'planet')] }] },
      '/series/1/filters/0/dimension',
      /one of/,
    ],
    'a breakdown by what is none': [{ series: [{}], breakdown: 'hour' }, '/breakdown', /one of/],
    'a series that is not there': [
      { series: [{}, {}], formulas: [{ formula: 'A + B' }, { formula: 'A / C' }] },
      '/formulas/1/formula',
      /«C» at position 5 where .*A to B/,
    ],
    'code for a formula': [
      { series: [{}], formulas: [{ formula: 'A; process.exit()' }] },
      '/formulas/0/formula',
      /«;» at position 2/,
    ],
    'half a formula': [
      { series: [{}], formulas: [{ formula: '(A +' }] },
      '/formulas/0/formula',
      /ends/,
    ],
    'an open bracket': [
      { series: [{}], formulas: [{ formula: '(A' }] },
      '/formulas/0/formula',
      /closing bracket/,
    ],
    'two numbers side by side': [
      { series: [{}], formulas: [{ formula: 'A 2' }] },
      '/formulas/0/formula',
      /«2» at position 3 where an operator/,
    ],
    'brackets without end': [
      { series: [{}], formulas: [{ formula: `${'('.repeat(90)}A${')'.repeat(90)}` }] },
      '/formulas/0/formula',
      /deeper than 20/,
    ],
    'a formula without end': [
      { series: [{}], formulas: [{ formula: 'A+'.repeat(100) + 'A' }] },
      '/formulas/0/formula',
      /200/,
    ],
  },
  funnel: {
    'a single step': [{ steps: pages(1) }, '/steps', /at least 2/],
    'eleven steps': [{ steps: pages(11) }, '/steps', /no more than 10/],
    'a step that says nothing': [{ steps: [{ page: '/' }, {}] }, '/steps/1', /an event, a page/],
    'a wrong filter of a step': [
      { steps: [{ page: '/' }, { filters: [is('x', 'planet')] }] },
      '/steps/1/filters/0/dimension',
      /one of/,
    ],
    'a page of stars': [
      { steps: [{ page: '*a'.repeat(11) }, { page: '/' }] },
      '/steps/0/page',
      /10 stars/,
    ],
    'a window of years': [
      { steps: pages(2), window: { count: 367, unit: 'day' } },
      '/window',
      /366 days/,
    ],
    'an unknown breakdown': [{ steps: pages(2), breakdown: 'hour' }, '/breakdown', /one of/],
  },
  'funnel/people': {
    'a step that is not there': [{ steps: pages(2), step: 3 }, '/step', /2 steps/],
  },
  retention: {
    'more cohorts than fit': [{ range: { period: '12m' }, interval: 'day' }, '/interval', /longer/],
    'a start that says nothing': [{ start: {} }, '/start', /an event, a page/],
    hours: [{ interval: 'hour' }, '/interval', /day, week, month/],
  },
  journeys: {
    'both ends': [{ from: { page: '/' }, to: { page: '/' } }, '/to', /together/],
    'nine steps': [{ steps: 9 }, '/steps', /greater than 8/],
  },
};

describe('an impossible question is refused, and says what to change:', () => {
  let app: TestApp;
  let ada: Person;
  let id: string;

  beforeAll(async () => {
    app = await startApp();
    ada = await register(app, 'ada@example.com');
    ({ id } = await aProject(app, ada));
  });
  afterAll(() => app.close());

  it.each(Object.entries(filters))('%s in filters', async (_, [asked, pointer, reason]) => {
    const text = encodeURIComponent(JSON.stringify(asked));
    const { status, body } = await call(app, `GET /analytics/${id}/overview?filters=${text}`, ada);
    expect(body).toMatchObject({ code: 'impossible_question', errors: [{ pointer }] });
    expect(status).toBe(400);
    expect((body['errors'] as { reason: string }[])[0]?.reason).toMatch(reason);
  });

  const asked = Object.entries(bodies).flatMap(([route, questions]) =>
    Object.entries(questions).map(([name, question]) => [name, route, ...question] as const),
  );

  it.each(asked)('%s in %s', async (_, route, question, pointer, reason) => {
    const { status, body } = await call(app, `POST /analytics/${id}/${route}`, {
      token: ada.token,
      body: question,
    });
    expect(body).toMatchObject({ errors: [{ pointer }] });
    expect(status).toBe(400);
    expect((body['errors'] as { reason: string }[])[0]?.reason).toMatch(reason);
  });
});
