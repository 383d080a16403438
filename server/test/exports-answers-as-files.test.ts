import fc from 'fast-check';
import { csvLine, readText } from '../src/analytics/tables/csv.js';
import { toCsv } from '../src/analytics/tables/table.js';
import { startApp, type TestApp } from './support/app.js';
import { eventually } from './support/patience.js';
import { aProject, call, type Person, register } from './support/people.js';
import { readCsv, readCsvRows } from './support/read-csv.js';

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('"', ',', '\r', '\n', '\t', "'", '=', '-', '+', '@', ' ', 'é'),
  }),
  fc.constantFrom('=1+1', '-2+3', "'=x", '＝SUM(A1)', '+49 30 1', '@here', '"', ' a ', '\n=1', ''),
);

describe('a file of comma-separated values', () => {
  it('gives back every text that was written, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.array(nasty, { minLength: 3, maxLength: 3 })), (lines) => {
        const read = readCsv(lines.map((line) => csvLine(line)).join(''));
        expect(read.map((line) => line.map(readText))).toEqual(lines);
      }),
    );
    expect(readCsv(csvLine(['']))).toEqual([['']]);
  });

  it('holds no text that a spreadsheet would run, and leaves numbers alone', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const [[cell = ''] = []] = readCsv(csvLine([text, 'x']));
        expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u);
      }),
    );
    expect(csvLine([-3, 1.5, null, true, '-3'])).toBe("-3,1.5,,true,'-3\r\n");
  });

  it('names each column once, in the order of its first row', () => {
    const rows = [
      { a: 1, b: { c: 2 } },
      { a: 3, d: [1], properties: { x: 1 } },
    ];
    expect(toCsv(rows)).toBe('a,b_c,d,properties\r\n1,2,,\r\n3,,[1],"{""x"":1}"\r\n');
  });
});

describe('any answer', () => {
  let app: TestApp;
  let ada: Person;
  let project: { id: string; api_key: string };

  beforeAll(async () => {
    app = await startApp();
    ada = await register(app, 'ada@example.com');
    project = await aProject(app, ada);
    const events = ['a', 'b', 'c'].flatMap((who, index) =>
      ['/', '/x,"y"', '/prices'].slice(index).map((path, step) => ({
        event: 'page_view',
        timestamp: Date.now() - 10_000 + 1_000 * step,
        anonymous_id: who,
        page_url: `https://shop.example${path}`,
        properties: { note: `=1+"${who}"\n` },
      })),
    );
    await call(app, 'POST /events/ingest', {
      headers: { 'x-api-key': project.api_key },
      body: { events: [...events, { event: '=cmd()', anonymous_id: 'a' }] },
    });
    await eventually(async () => {
      const { body } = await call(app, `GET /analytics/${project.id}/overview?period=24h`, {
        token: ada.token,
      });
      return body['total_events'] === 7;
    }, 10_000);
  });
  afterAll(() => app.close());

  const file = async (
    route: string,
    { body, accept = '*/*' }: { body?: unknown; accept?: string } = {},
  ) => {
    const response = await fetch(`${app.url}/api/v1/analytics/${project.id}/${route}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${ada.token}`,
        accept,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const rows = async (route: string, body?: unknown) => {
    const { status, headers, text } = await file(route, { body });
    expect([route, status]).toEqual([route, 200]);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    return readCsvRows(text);
  };
  const json = async (route: string, body?: unknown) =>
    JSON.parse((await file(route, { body })).text) as Record<string, unknown>;

  it('is a line of totals with what it is compared with', async () => {
    const route = 'overview?period=24h&compare=previous';
    const answer = await json(route);
    const [row] = await rows(`${route}&format=csv`);
    const previous = answer['previous'] as Record<string, unknown>;
    expect(row).toMatchObject({
      total_events: String(answer['total_events']),
      unique_visitors: '3',
      period_start: answer['period_start'],
      previous_total_events: String(previous['total_events']),
    });
  });

  it.each([
    'timeseries?period=24h',
    'top-events?period=24h',
    'breakdown?dimension=page&period=24h',
    'sessions?period=24h',
    'users?period=24h',
    'events?period=24h',
    'properties?period=24h',
    'values?dimension=page&period=24h',
  ])('is a line for each row: %s', async (route) => {
    const { data } = (await json(route)) as { data: Record<string, unknown>[] };
    expect(data.length).toBeGreaterThan(0);
    const read = await rows(`${route}&format=csv`);
    const text = (value: unknown) =>
      value === null || value === undefined
        ? ''
        : typeof value === 'string'
          ? value
          : JSON.stringify(value);
    expect(
      read.map((row) => Object.entries(row).map(([name, cell]) => [name, readText(cell)])),
    ).toEqual(data.map((row) => Object.entries(row).map(([name, value]) => [name, text(value)])));
  });

  it('is a line for each row and bucket of a query', async () => {
    const query = {
      metrics: ['visitors', 'events'],
      dimensions: ['page'],
      range: { period: '24h' },
      interval: 'day',
      compare: { to: 'previous' },
    };
    const read = await rows('query?format=csv', query);
    expect(read.map((row) => [row['page'], row['visitors'], row['events']])).toEqual(
      expect.arrayContaining([
        ['/prices', '3', '3'],
        ['/x,%22y%22', '2', '2'],
        ['/', '1', '1'],
      ]),
    );
    expect(Object.keys(read[0] ?? {})).toEqual(
      expect.arrayContaining(['timestamp', 'label', 'previous_visitors']),
    );
    const totals = await rows('query?format=csv', { metrics: ['events'] });
    expect(totals).toEqual([{ events: '7' }]);
  });

  it('is a line for each step, cohort and node', async () => {
    const range = { period: '24h' };
    const steps = [{ page: '/' }, { page: '/prices' }];
    const funnel = await rows('funnel?format=csv', { range, steps, breakdown: 'country' });
    expect(funnel.slice(0, 2).map((row) => [row['of'], row['people']])).toEqual([
      ['all', '1'],
      ['all', '1'],
    ]);
    expect(funnel.slice(2).every((row) => row['of'] === 'group')).toBe(true);
    const retention = await rows('retention?format=csv', { range, include_anonymous: true });
    expect(Object.keys(retention[0] ?? {})).toEqual(
      expect.arrayContaining(['size', 'later', 'people', 'rate']),
    );
    const journeys = await rows('journeys?format=csv', { range });
    expect(new Set(journeys.map((row) => row['row']))).toEqual(new Set(['node', 'link']));
    const live = await rows('live?format=csv');
    expect(live[0]).toMatchObject({ panel: 'online', visitors: '3' });
    const visits = (await json('sessions?period=24h')) as { data: { session_id: string }[] };
    const visit = await rows(`sessions/${visits.data[0]?.session_id}?format=csv`);
    expect(visit[0]).toHaveProperty('event_id');
    expect(await rows('users/a?format=csv')).toMatchObject([{ distinct_id: 'a' }]);
  });

  it('is chosen by Accept too, has a name, and says where the next page is', async () => {
    const route = 'breakdown?dimension=page&period=24h&limit=1';
    const csv = await file(route, { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toMatch('text/csv');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="breakdown.csv"');
    expect(csv.headers.get('x-next-cursor')).toBe('1');
    const both = await file(route, { accept: 'application/json, text/csv' });
    expect(both.headers.get('content-type')).toMatch('application/json');
    expect(both.headers.get('content-disposition')).toBeNull();
    const named = await file(`${route}&format=json`);
    expect(named.headers.get('content-disposition')).toBe('attachment; filename="breakdown.json"');
    expect(JSON.parse(named.text)).toHaveProperty('data');
  });

  it('is refused in another format, and a refusal is a problem as ever', async () => {
    expect((await file('overview?format=xlsx')).status).toBe(400);
    const refused = await file('overview?format=csv&period=never');
    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toMatch('application/problem+json');
  });
});
