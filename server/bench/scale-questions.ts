/** A question over HTTP, what it is held to, and the statement that asks the same of the raw events. */
export interface ScaleQuestion {
  readonly name: string;
  /** Path after `/analytics/{id}/`, or the route and its body. */
  readonly ask: string | { readonly route: string; readonly body: object };
  readonly baseline: keyof typeof baselines;
  /** Milliseconds that 95 of 100 answers keep. */
  readonly limit: number;
  readonly rounds: number;
  /** Whether no filter is asked for: such answers may hardly grow with the events. */
  readonly plain?: true;
}

const RANGE = 'period=30d';
const SCOPE = 'project_no = $1 AND kind <= 1 AND at >= $2 AND at < $3';
const JOINED =
  'events e JOIN sessions s ON s.id = e.session_id WHERE e.project_no = $1 AND e.kind <= 1 AND e.at >= $2 AND e.at < $3';
const COUNTS = `count(*), count(*) FILTER (WHERE kind = 0), count(DISTINCT session_id), count(DISTINCT person_no)`;

/** Plain SQL over the raw events, as somebody would write it who had nothing else. */
export const baselines = {
  overview: `SELECT ${COUNTS} FROM full_events WHERE ${SCOPE}`,
  timeseries: `SELECT date_trunc('day', at), ${COUNTS} FROM full_events WHERE ${SCOPE} GROUP BY 1`,
  byPage: `SELECT path, ${COUNTS} FROM full_events WHERE ${SCOPE} GROUP BY 1 ORDER BY 4 DESC LIMIT 10`,
  byEvent: `SELECT name, ${COUNTS} FROM full_events WHERE ${SCOPE} GROUP BY 1 ORDER BY 2 DESC LIMIT 10`,
  byUser: `SELECT person_no, count(*) FROM full_events WHERE ${SCOPE} AND person_no IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 10`,
  byCountry: `SELECT s.country, count(*), count(DISTINCT e.session_id) FROM ${JOINED} GROUP BY 1 ORDER BY 3 DESC LIMIT 10`,
  countryIsGermany: `SELECT count(*), count(DISTINCT e.session_id) FROM ${JOINED} AND s.country = 'DE'`,
  pageIsPricing: `SELECT ${COUNTS} FROM full_events WHERE ${SCOPE} AND path = '/pricing'`,
  eventIsPurchase: `SELECT ${COUNTS} FROM full_events WHERE ${SCOPE} AND name = 'purchase'`,
  productIsFive: `SELECT ${COUNTS} FROM full_events WHERE ${SCOPE} AND properties ->> 'product' = 'product-5'`,
  funnel: `
    WITH a AS (SELECT session_id, min(at) AS t FROM full_events WHERE ${SCOPE} AND path = '/pricing' GROUP BY 1),
    b AS (SELECT e.session_id, min(e.at) AS t FROM a JOIN full_events e USING (session_id)
      WHERE ${SCOPE} AND e.name = 'add_to_cart' AND e.at > a.t GROUP BY 1),
    c AS (SELECT e.session_id FROM b JOIN full_events e USING (session_id)
      WHERE ${SCOPE} AND e.name = 'purchase' AND e.at > b.t GROUP BY 1)
    SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b), (SELECT count(*) FROM c)`,
  retention: `
    WITH days AS (SELECT DISTINCT person_no, at::date AS day FROM full_events WHERE ${SCOPE} AND person_no > 0),
    first AS (SELECT person_no, min(day) AS day FROM days GROUP BY 1)
    SELECT f.day, d.day - f.day, count(*) FROM first f JOIN days d USING (person_no) GROUP BY 1, 2`,
  journeys: `
    SELECT step, path, next, count(*) FROM (
      SELECT path, row_number() OVER w AS step, lead(path) OVER w AS next FROM full_events
      WHERE ${SCOPE} AND kind = 0 WINDOW w AS (PARTITION BY session_id ORDER BY at)) x
    WHERE step <= 5 GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 100`,
  sessions: `SELECT session_id, count(*), min(at), max(at) FROM full_events WHERE ${SCOPE} GROUP BY 1 ORDER BY 3 DESC LIMIT 50`,
  users: `SELECT person_no, count(*), count(DISTINCT session_id), min(at), max(at) FROM full_events
    WHERE ${SCOPE} AND person_no IS NOT NULL GROUP BY 1 ORDER BY 5 DESC LIMIT 50`,
  properties: `SELECT key, count(*) FROM full_events, jsonb_object_keys(properties) AS key WHERE ${SCOPE} GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
  values: `SELECT properties ->> 'product', count(*) FROM full_events WHERE ${SCOPE} AND properties ->> 'product' ILIKE '%product-1%' GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
} as const;

export const filterBy = (dimension: string, value: string, operator = 'is'): string =>
  `filters=${encodeURIComponent(JSON.stringify([{ dimension, operator, values: [value] }]))}`;

const dimensions = {
  page: 'byPage',
  entry_page: 'byPage',
  exit_page: 'byPage',
  hostname: 'byPage',
  event: 'byEvent',
  user: 'byUser',
  channel: 'byCountry',
  source: 'byCountry',
  referrer: 'byCountry',
  utm_source: 'byCountry',
  utm_campaign: 'byCountry',
  country: 'byCountry',
  region: 'byCountry',
  city: 'byCountry',
  browser: 'byCountry',
  os: 'byCountry',
  device: 'byCountry',
  screen: 'byCountry',
  language: 'byCountry',
} as const;

const plain = (name: string, ask: string, baseline: keyof typeof baselines): ScaleQuestion => ({
  name,
  ask,
  baseline,
  limit: 50,
  rounds: 40,
  plain: true,
});

/** What the console asks at once when a dashboard is opened. */
export function dashboard(scope: string): string[] {
  return [
    `overview?${scope}&compare=previous`,
    `timeseries?${scope}&compare=previous`,
    `breakdown?${scope}&dimension=page&limit=9&order_by=visitors`,
    `breakdown?${scope}&dimension=channel&limit=9&order_by=visitors`,
    `breakdown?${scope}&dimension=country&limit=9&order_by=visitors`,
    `breakdown?${scope}&dimension=browser&limit=9&order_by=visitors`,
    `breakdown?${scope}&dimension=event&limit=9&order_by=events`,
    `breakdown?${scope}&dimension=language&limit=9&order_by=visitors`,
  ];
}

export const filters = {
  'country is DE': [filterBy('country', 'DE'), 'countryIsGermany'],
  'page is /pricing': [filterBy('page', '/pricing'), 'pageIsPricing'],
  'event is purchase': [filterBy('event', 'purchase'), 'eventIsPurchase'],
  'property product is product-5': [filterBy('property:product', 'product-5'), 'productIsFive'],
} as const satisfies Record<string, readonly [string, keyof typeof baselines]>;

export const questions: readonly ScaleQuestion[] = [
  plain('overview', `overview?${RANGE}`, 'overview'),
  plain('timeseries by day', `timeseries?${RANGE}&interval=day`, 'timeseries'),
  ...Object.entries(dimensions).map(([dimension, baseline]) =>
    plain(`breakdown by ${dimension}`, `breakdown?${RANGE}&dimension=${dimension}`, baseline),
  ),
  ...Object.entries(filters).flatMap(([name, [filter, baseline]]) =>
    [
      'overview?',
      'timeseries?interval=day&',
      'breakdown?dimension=page&',
      'breakdown?dimension=country&',
    ].map((route): ScaleQuestion => ({
      name: `${route.replace(/[?&]$/, '').replace('?', ' ').replace('dimension=', 'by ').replace('interval=', 'by ')} where ${name}`,
      ask: `${route}${RANGE}&${filter}`,
      baseline,
      limit: 2_500,
      rounds: 3,
    })),
  ),
  {
    name: 'funnel of three steps',
    ask: {
      route: 'funnel',
      body: {
        range: { period: '30d' },
        steps: [{ page: '/pricing' }, { event: 'add_to_cart' }, { event: 'purchase' }],
      },
    },
    baseline: 'funnel',
    limit: 5_000,
    rounds: 3,
  },
  {
    name: 'retention by day',
    ask: { route: 'retention', body: { range: { period: '30d' }, interval: 'day' } },
    baseline: 'retention',
    limit: 5_000,
    rounds: 3,
  },
  {
    name: 'journeys of pages',
    ask: { route: 'journeys', body: { range: { period: '30d' } } },
    baseline: 'journeys',
    limit: 6_000,
    rounds: 3,
  },
  {
    name: 'sessions, first page',
    ask: `sessions?${RANGE}`,
    baseline: 'sessions',
    limit: 150,
    rounds: 10,
  },
  { name: 'users, first page', ask: `users?${RANGE}`, baseline: 'users', limit: 150, rounds: 10 },
  {
    name: 'users by their events',
    ask: `users?${RANGE}&order_by=event_count`,
    baseline: 'users',
    limit: 2_500,
    rounds: 3,
  },
  {
    name: 'users searched for',
    ask: `users?${RANGE}&search=user-77`,
    baseline: 'users',
    limit: 2_500,
    rounds: 3,
  },
  {
    name: 'properties, type-ahead',
    ask: `properties?${RANGE}`,
    baseline: 'properties',
    limit: 100,
    rounds: 10,
  },
  {
    name: 'values of a property, type-ahead',
    ask: `values?${RANGE}&dimension=property:product&search=product-1`,
    baseline: 'values',
    limit: 100,
    rounds: 10,
  },
  {
    name: 'users, type-ahead',
    ask: `values?${RANGE}&dimension=user&search=user-77`,
    baseline: 'users',
    limit: 100,
    rounds: 10,
  },
];
