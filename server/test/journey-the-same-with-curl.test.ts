import { freshDatabase, type TestDatabase } from './support/database.js';
import { commandsUnder, runInBash } from './support/journey-readme.js';
import { type ServerProcess, startProcess } from './support/process.js';

type Numbers = Record<string, unknown>;

describe('the API in ten lines', () => {
  let database: TestDatabase;
  let server: ServerProcess;

  beforeAll(async () => {
    database = await freshDatabase();
    server = await startProcess({
      DATABASE_URL: database.url,
      SECRET_KEY: 'only for this journey, and long enough for it',
    });
  });
  afterAll(async () => {
    await server?.stop();
    await database?.drop();
  });

  test('leads from a fresh installation to right numbers, as README.md shows them', async () => {
    const shown = await commandsUnder('The API in ten lines');
    expect(shown).toContain('http://localhost:8000');
    const printed = await runInBash(shown.replaceAll('http://localhost:8000', server.url));
    const [account, receipt, overview, timeseries, breakdown] = printed
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Numbers);

    expect(account).toMatchObject({ email: 'ada@example.com' });
    expect(receipt).toMatchObject({ accepted: 3 });
    expect(overview).toMatchObject({
      total_events: 3,
      page_views: 2,
      unique_visitors: 1,
      unique_users: 1,
      unique_sessions: 1,
      views_per_visit: 2,
      bounce_rate: 0,
      top_event: 'page_view',
      timezone: 'Asia/Kathmandu',
    });
    const days = timeseries?.['data'] as Numbers[];
    expect(days.map(({ count }) => count)).toEqual([...Array<number>(29).fill(0), 3]);
    // Midnight of Kathmandu.
    expect(days.every(({ timestamp }) => /T18:15:00/.test(String(timestamp)))).toBe(true);
    expect(breakdown).toMatchObject({
      dimension: 'page',
      total: 2,
      data: [
        { value: '/', visitors: 1, visits: 1, page_views: 1, share: 100 },
        { value: '/cart', visitors: 1, visits: 1, page_views: 1, share: 100 },
      ],
    });
  });
});
