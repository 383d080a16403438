import { EventStore } from '../src/events/event.store.js';
import { startApp, type TestApp } from './support/app.js';
import { aProject, call, type Person, register } from './support/people.js';
import { aStoredView } from './support/store.js';

/** Texts that mean something to SQL, patterns, JSON, URLs or formats. */
const texts = [
  `'; DROP TABLE events; --`,
  `' OR '1'='1`,
  `") OR true --`,
  `$1`,
  `$$; SELECT pg_sleep(20); $$`,
  `x' UNION SELECT key FROM people --`,
  `\\`,
  `\\'`,
  `%`,
  `_%_`,
  `{}`,
  `{"a":1}`,
  `[1`,
  `*`,
  `(a+)+$`,
  `/*`,
  `--`,
  `:name`,
  `?`,
  `\u2028`,
  `‮`,
  `a b%00c`,
  `NaN`,
  `1e999`,
  `-0`,
  `__proto__`,
  `constructor`,
];

describe('a text of a reader’s', () => {
  let app: TestApp;
  let ada: Person;
  let id: string;

  beforeAll(async () => {
    app = await startApp();
    ada = await register(app, 'ada@example.com');
    ({ id } = await aProject(app, ada));
    const view = aStoredView(1, Date.now() - 60_000);
    const properties = Object.fromEntries(texts.map((text) => [text, text]));
    await app.app
      .get(EventStore, { strict: false })
      .append([{ ...view, userId: texts[0] ?? '', path: `/${texts[0]}`, properties }]);
  });
  afterAll(() => app.close());

  it.each(texts)('is a text and nothing else: %j', async (text) => {
    const encoded = encodeURIComponent(text);
    const filters = (operator: string) => [
      { dimension: `property:${text}`, operator, values: [text] },
    ];
    const step = { event: text, page: text, filters: filters('is_not'), name: text };
    const bodies: Record<string, unknown> = {
      query: {
        metrics: ['visitors', `sum:${text}`, `p90:${text}`],
        dimensions: [`property:${text}`],
        filters: [
          { or: [...filters('contains'), ...filters('starts_with'), ...filters('matches')] },
        ],
        order_by: { by: `sum:${text}` },
      },
      funnel: { steps: [step, step], breakdown: `property:${text}` },
      'funnel/people': { steps: [step, step], step: 1, cursor: text },
      retention: { start: step, back: step, interval: 'week' },
      journeys: { from: step, of: 'both' },
    };
    const asked = Object.entries(bodies).map(([route, body]) =>
      call(app, `POST /analytics/${id}/${route}`, { token: ada.token, body }),
    );
    const routes = [
      `users/${encoded}`,
      `sessions/${encoded}`,
      `users?search=${encoded}`,
      `events?search=${encoded}&cursor=${encoded}`,
      `properties?search=${encoded}&event=${encoded}`,
      `values?dimension=property:${encoded}&search=${encoded}`,
      `values?dimension=page&search=${encoded}`,
      `values?dimension=user&search=${encoded}`,
    ];
    const read = routes.map((route) => call(app, `GET /analytics/${id}/${route}`, ada));
    for (const { status, body } of await Promise.all([...asked, ...read])) {
      expect({ status, body }).toMatchObject({ status: expect.any(Number) });
      expect([200, 400, 404]).toContain(status);
    }
    const { body } = await call<{ rows: { dimensions: object; metrics: object }[] }>(
      app,
      `POST /analytics/${id}/query`,
      {
        token: ada.token,
        body: {
          metrics: ['events'],
          dimensions: [`property:${text}`],
          filters: [{ dimension: `property:${text}`, operator: 'is', values: [text] }],
        },
      },
    );
    expect(body.rows).toEqual([
      { dimensions: { [`property:${text}`]: text }, metrics: { events: 1 } },
    ]);
  });
});
