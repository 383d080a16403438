import fc from 'fast-check';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { readText } from '../src/analytics/tables/csv.js';
import type { IncomingEvent } from '../src/events/event.js';
import { EventStore } from '../src/events/event.store.js';
import { Database } from '../src/platform/database/database.js';
import { startApp, type TestApp } from './support/app.js';
import { eventually } from './support/patience.js';
import { aProject, call, type Person, register } from './support/people.js';
import { readCsvRows } from './support/read-csv.js';
import { aStoredView } from './support/store.js';

type Exported = Record<string, unknown> & { event_id: string; timestamp: string };

const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', "'", '=', '-', '\u2028', '😀') }),
    fc.constantFrom('=1+1', '-7', "'=x", '@a', '\t', '{"a":1}', ''),
  )
  .filter((value) => !value.includes('\0') && value.isWellFormed());
const properties = fc.option(
  fc.dictionary(
    text.filter((name) => name !== '__proto__'),
    fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 3 })),
    { maxKeys: 4 },
  ),
  { nil: null },
);
const someEvents = fc.array(
  fc.record({ name: text, path: text, properties, user: fc.option(text), view: fc.boolean() }),
  { minLength: 400, maxLength: 400 },
);

describe('the export of single events', () => {
  const now = Date.now();
  const start = new Date(now - 3_600_000).toISOString();
  let app: TestApp;
  let ada: Person;
  let id: string;
  let no: number;
  let sent: IncomingEvent[];

  beforeAll(async () => {
    app = await startApp({ databasePoolSize: 12 });
    ada = await register(app, 'ada@example.com');
    ({ id, no } = await project());
    const drawn = fc.sample(someEvents, { numRuns: 1, seed: 20_261_124 })[0] ?? [];
    sent = drawn.map(({ name, path, properties: own, user, view }, index) => ({
      ...aStoredView(no, now - 1_800_000 + 500 * (index % 250)),
      ...(!view && { kind: 'custom' as const, name: name || 'x' }),
      path: `/${path}`,
      properties: own,
      userId: user ? user : null,
    }));
    const other = await project();
    const store = app.app.get(EventStore);
    await store.append(sent);
    await store.append([aStoredView(other.no, now - 1_800_000)]);
  });
  afterAll(() => app.close());

  const project = async () => {
    const made = await aProject(app, ada);
    const [row] = await app.app
      .get(Database)
      .query<{ no: number }>('SELECT no FROM projects WHERE id = $1', [made.id]);
    return { id: made.id, no: row?.no ?? 0 };
  };
  const file = async (query = '', of = id) => {
    const response = await fetch(
      `${app.url}/api/v1/analytics/${of}/export?start=${start}&${query}`,
      { headers: { authorization: `Bearer ${ada.token}` } },
    );
    expect(response.status).toBe(200);
    return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const lines = (bytes: Buffer) =>
    bytes
      .toString()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Exported);
  const byId = <T extends { event_id?: unknown }>(rows: readonly T[]) =>
    new Map(rows.map((row) => [row.event_id, row]));

  it('holds each event once, oldest first, as it was sent', async () => {
    const { headers, bytes } = await file();
    const rows = lines(bytes);
    expect(headers.get('x-total-count')).toBe(String(sent.length));
    expect(headers.get('content-type')).toMatch('application/x-ndjson');
    expect(headers.get('content-disposition')).toMatch(/filename="events-\d{8}-\d{8}\.jsonl"/);
    expect(rows).toHaveLength(sent.length);
    const found = byId(rows);
    for (const event of sent) {
      expect(found.get(event.id)).toMatchObject({
        event: event.name,
        timestamp: new Date(event.at).toISOString(),
        path: event.path,
        user_id: event.userId,
        properties: event.properties ?? {},
      });
    }
    const order = rows.map(({ timestamp, event_id }) => `${timestamp} ${event_id}`);
    expect(order).toEqual([...order].sort());
  });

  it('says the same as CSV and packed', async () => {
    const rows = byId(lines((await file()).bytes));
    const csv = await file('format=csv');
    expect(csv.headers.get('content-type')).toMatch('text/csv');
    const read = readCsvRows(csv.bytes.toString());
    expect(read).toHaveLength(rows.size);
    for (const row of read) {
      const expected = rows.get(row['event_id'] ?? '');
      for (const [name, cell] of Object.entries(row)) {
        const value = expected?.[name];
        const meant =
          typeof value === 'object' && value !== null
            ? JSON.stringify(value)
            : ((value ?? '') as string);
        expect([name, readText(cell)]).toEqual([name, meant]);
      }
    }
    for (const format of ['jsonl', 'csv']) {
      const packed = await file(`format=${format}&gzip=true`);
      expect(packed.headers.get('content-type')).toBe('application/gzip');
      expect(packed.headers.get('content-encoding')).toBeNull();
      expect(gunzipSync(packed.bytes)).toEqual((await file(`format=${format}`)).bytes);
    }
  });

  it('holds what filters and range leave, and of nothing a file of nothing', async () => {
    const filters = encodeURIComponent(JSON.stringify([{ dimension: 'event', values: ['x'] }]));
    const named = lines((await file(`filters=${filters}`)).bytes);
    expect(named.map(({ event_id }) => event_id).sort()).toEqual(
      sent
        .filter(({ name }) => name === 'x')
        .map((event) => event.id)
        .sort(),
    );
    const half = new Date(now - 1_800_000 + 60_000).toISOString();
    const early = lines((await file(`end=${half}`)).bytes);
    expect(early).toHaveLength(sent.filter(({ at }) => at < now - 1_800_000 + 60_000).length);
    const empty = await project();
    expect((await file('', empty.id)).bytes).toHaveLength(0);
    const head = readCsvRows((await file('format=csv', empty.id)).bytes.toString());
    expect(head).toEqual([]);
  });

  it.each(['format=xlsx', 'gzip=maybe', 'end=1990-01-01', 'filters=x', 'timezone=Mars'])(
    'is refused for %s',
    async (query) => {
      const answer = await call(app, `GET /analytics/${id}/export?start=${start}&${query}`, {
        token: ada.token,
      });
      expect(answer.status).toBe(400);
    },
  );

  describe('of very many', () => {
    const many = 80_000;
    let long: { id: string; no: number };

    beforeAll(async () => {
      long = await project();
      await app.app.get(Database).query(
        `INSERT INTO events (at, event_id, project_no, kind, signed_out, interactive, insecure, path, properties)
         SELECT $2::timestamptz + i * interval '1 millisecond', gen_random_uuid(), $1, 0, false, true, false,
           '/' || i, jsonb_build_object('filling', repeat('x', 300))
         FROM generate_series(1, $3::int) i`,
        [long.no, new Date(now - 1_800_000), many],
      );
    });

    const opened: IncomingMessage[] = [];
    const open = () =>
      new Promise<IncomingMessage>((resolve, reject) => {
        const asked = httpRequest(
          `${app.url}/api/v1/analytics/${long.id}/export?start=${start}`,
          { headers: { authorization: `Bearer ${ada.token}` }, agent: false },
          (response) => {
            response.pause();
            opened.push(response);
            resolve(response);
          },
        );
        asked.on('error', reject);
        asked.end();
      });
    afterEach(() => {
      // A server does not close while somebody still takes a file.
      for (const response of opened.splice(0)) response.destroy();
    });

    /** The cursors the server holds open, seen from outside: when each of them read last. */
    const cursors = () =>
      app.app
        .get(Database)
        .query<{ at: Date }>(
          `SELECT query_start AS at FROM pg_stat_activity
           WHERE datname = current_database() AND query LIKE 'FETCH%exported' AND state <> 'idle'
           ORDER BY pid`,
        )
        .then((rows) => rows.map(({ at }) => at.getTime()));
    const cursorsAre = (count: number) =>
      eventually(async () => (await cursors()).length === count, 10_000);
    /** Waits until these many are open and none of them has read for a while. */
    const standStill = (count: number) =>
      eventually(async () => {
        const before = await cursors();
        await new Promise((resolve) => setTimeout(resolve, 300));
        return before.length === count && isDeepStrictEqual(await cursors(), before);
      }, 10_000);

    it('comes whole', async () => {
      const { headers, bytes } = await file('', long.id);
      expect(headers.get('x-total-count')).toBe(String(many));
      expect(bytes.toString().split('\n')).toHaveLength(many + 1);
    });

    it('waits for a slow reader, stands still in one moment, and ends when the reader goes', async () => {
      const response = await open();
      const total = Number(response.headers['x-total-count']);
      expect(total).toBe(many);
      // Nobody reads: the cursor stands still, long before the end, and its snapshot stays.
      await standStill(1);
      await app.app.get(EventStore).append([aStoredView(long.no, now - 1_000)]);
      await standStill(1);
      response.destroy();
      await cursorsAre(0);
      // The place is free again.
      const again = await file('', long.id);
      expect(again.headers.get('x-total-count')).toBe(String(many + 1));
    });

    it('is given to two at once; a third one is told to come back', async () => {
      const first = [await open(), await open()];
      await cursorsAre(2);
      const third = await call(app, `GET /analytics/${long.id}/export?start=${start}`, {
        token: ada.token,
      });
      expect([third.status, third.headers.get('retry-after')]).toEqual([503, '10']);
      const answer = await call(app, `GET /analytics/${id}/overview`, { token: ada.token });
      expect(answer.status).toBe(200);
      for (const response of first) response.destroy();
      await cursorsAre(0);
      expect((await file()).bytes.length).toBeGreaterThan(0);
    });
  });
});
