import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { IncomingEvent } from '../src/events/event.js';
import { EventStore } from '../src/events/event.store.js';
import { ForgottenActions } from '../src/events/postgres/actions.repository.js';
import { Database } from '../src/platform/database/database.js';
import type { Filter } from '../src/events/tally.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { Reference } from './support/reference.js';
import { aProjectRow, aStoredView } from './support/store.js';

const NOW = Date.parse('2026-11-24T12:00:00Z');

type Texts = Pick<IncomingEvent, 'kind' | 'name' | 'hostname' | 'path'>;

const text = fc.oneof(
  fc.constantFrom('', '/', ' ', 'a b', '"', '\\', '\u0001', '\n', 'null', '/ü', '/prix/€'),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => one.replaceAll('\0', '')),
  fc.integer({ min: 490, max: 510 }).map((length) => '/'.padEnd(length, 'long')),
);
const maybe = fc.option(text);
const texts: fc.Arbitrary<Texts> = fc
  .record({ custom: fc.option(text), hostname: maybe, path: maybe })
  .map(({ custom, ...where }) =>
    custom === null
      ? { kind: 'page_view', name: 'page_view', ...where }
      : { kind: 'custom', name: custom, ...where },
  );

/** Of texts there are, mostly. */
function filterOn(all: readonly Texts[]): fc.Arbitrary<Filter> {
  const known = all.flatMap(({ name, hostname, path }) => [name, hostname ?? '/', path ?? '/']);
  const condition: fc.Arbitrary<Filter> = fc.record({
    dimension: fc.constantFrom('page' as const, 'hostname' as const, 'event' as const),
    operator: fc.constantFrom(
      ...(['is', 'is_not', 'starts_with', 'is_set', 'is_not_set'] as const),
    ),
    values: fc.array(fc.constantFrom(...known, 'page_view', '/'), { minLength: 1, maxLength: 3 }),
  });
  const some = fc.array(condition, { maxLength: 2 });
  return fc.oneof(
    condition,
    condition.map((not): Filter => ({ not })),
    some.map((or): Filter => ({ or })),
    some.map((and): Filter => ({ not: { and } })),
  );
}

describe('what events were called, and where they happened', () => {
  let app: TestApp;
  let store: EventStore;
  let database: Database;
  let unused: ForgottenActions;

  beforeAll(async () => {
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
    database = app.app.get(Database, { strict: false });
    unused = app.app.get(ForgottenActions, { strict: false });
  });
  afterAll(() => app.close());

  const events = (no: number, all: readonly Texts[]): IncomingEvent[] =>
    all.map((some, index) => ({ ...aStoredView(no, NOW + index), ...some }));
  const told = (no: number) =>
    database.query<{
      id: string;
      name: string | null;
      hostname: string | null;
      path: string | null;
    }>('SELECT event_id AS id, name, hostname, path FROM full_events WHERE project_no = $1', [no]);
  const rows = (table: string, no: number, condition = 'true') =>
    database
      .query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} WHERE project_no = $1 AND ${condition}`,
        [no],
      )
      .then(([row]) => row?.n);
  const paths = (no: number, all: readonly string[]): IncomingEvent[] =>
    events(
      no,
      all.map((path) => ({ kind: 'page_view', name: 'page_view', hostname: 'shop.example', path })),
    );
  const remove = (no: number, path: string) =>
    database.query(
      `DELETE FROM events e USING actions a
       WHERE e.project_no = $1 AND a.project_no = $1 AND a.no = e.action_no AND a.path = $2`,
      [no, path],
    );

  it('are told as they were, whatever they are, each of them kept once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(texts, { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 4 }),
        async (batches) => {
          const no = await aProjectRow(app);
          const all = batches.map((batch) => events(no, batch));
          for (const batch of all) await store.append(batch);
          const expected = all.flat().map(({ id, kind, name, hostname, path }) => ({
            id,
            ...{ name: kind === 'page_view' ? null : name, hostname, path },
          }));
          const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
          expect((await told(no)).sort(byId)).toEqual(expected.sort(byId));
          const kept = new Set(
            expected
              .map(({ name, hostname, path }) => [name, hostname, path])
              .filter((some) => some.some((one) => one !== null && one !== ''))
              .filter((some) => some.join('').length <= 500)
              .map((some) => JSON.stringify(some)),
          );
          expect(await rows('actions', no)).toBe(kept.size);
          expect(await rows('events', no, "concat(name, hostname, path) <> ''")).toBe(
            expected.filter((one) => [one.name, one.hostname, one.path].join('').length > 500)
              .length,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are found by filters, whether they have a number or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(texts, { minLength: 1, maxLength: 20 })
          .chain((all) =>
            fc.tuple(fc.constant(all), fc.array(filterOn(all), { minLength: 1, maxLength: 3 })),
          ),
        async ([all, filters]) => {
          const no = await aProjectRow(app);
          const stored = events(no, all);
          await store.append(stored);
          const project = { no, timezone: 'UTC', bounceSeconds: 10, sessionTimeoutMinutes: 30 };
          const reference = new Reference(stored, project);
          const { rows } = await store.listEvents({
            project,
            range: { from: new Date(NOW), to: new Date(NOW + all.length) },
            filters,
            ...{ limit: all.length, search: null, cursor: null },
          });
          expect({ filters, ids: rows.map((row) => row.event_id).sort() }).toEqual({
            filters,
            ids: stored
              .filter((event) => filters.every((filter) => reference.passes(event, filter)))
              .map(({ id }) => id)
              .sort(),
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are numbered for each project by itself, of several that come at once', async () => {
    const [one, other] = [await aProjectRow(app), await aProjectRow(app)];
    await store.append(paths(other, ['/first']));
    await store.append([...paths(one, ['/a', '/b']), ...paths(other, ['/b', '/first', '/a'])]);
    const numbered = (no: number) =>
      database.query<{ no: number; path: string }>(
        'SELECT no, path FROM actions WHERE project_no = $1 ORDER BY no',
        [no],
      );
    expect((await numbered(one)).map(({ no }) => no)).toEqual([1, 2]);
    expect((await numbered(other)).map(({ no }) => no)).toEqual([1, 2, 3]);
    expect((await told(one)).map(({ path }) => path).sort()).toEqual(['/a', '/b']);
    expect((await told(other)).map(({ path }) => path).sort()).toEqual(
      ['/a', '/b', '/first', '/first'].sort(),
    );
  });

  it('stay with their event where a project has too many', async () => {
    const no = await aProjectRow(app);
    await database.query(
      `INSERT INTO actions (project_no, no, key, path) VALUES ($1, 99999, gen_random_uuid(), '/once')`,
      [no],
    );
    await store.append(paths(no, ['/last', '/one-too-many', '/last']));
    await store.append(paths(no, ['/one-too-many', '/last']));
    expect((await told(no)).map(({ path }) => path).sort()).toEqual(
      ['/last', '/last', '/last', '/one-too-many', '/one-too-many'].sort(),
    );
    expect(await rows('actions', no)).toBe(2);
    expect(await rows('events', no, 'path IS NOT NULL AND hostname IS NOT NULL')).toBe(2);
  });

  it('are forgotten with the last event that had them, and not before', async () => {
    const [no, other] = [await aProjectRow(app), await aProjectRow(app)];
    for (const one of [no, other]) await store.append(paths(one, ['/a', '/a', '/of-ann']));
    await remove(no, '/of-ann');
    await unused.forgetUnused(no);
    const left = (one: number) =>
      database
        .query<{ path: string }>('SELECT path FROM actions WHERE project_no = $1 ORDER BY no', [
          one,
        ])
        .then((some) => some.map(({ path }) => path));
    expect([await left(no), await left(other)]).toEqual([['/a'], ['/a', '/of-ann']]);
    // What was marked is needed again when it is done again, and is done anew once it has gone.
    await database.query('UPDATE actions SET unused = true WHERE project_no = $1', [no]);
    await store.append(paths(no, ['/a', '/of-ann']));
    expect(await rows('actions', no, 'unused')).toBe(0);
    await unused.forgetUnused(no);
    expect((await told(no)).map(({ path }) => path).sort()).toEqual(['/a', '/a', '/a', '/of-ann']);
  });

  it('are never lost to events that come in while others are forgotten', async () => {
    const no = await aProjectRow(app);
    let isOver = false;
    const all: string[] = [];
    const coming = (async () => {
      for (let round = 0; round < 60; round += 1) {
        const some = [`/page-${round % 7}`, `/page-${round % 5}`];
        await store.append(paths(no, some));
        all.push(...some);
        if (round % 3 === 0) {
          await remove(no, `/page-${round % 7}`);
          const gone = `/page-${round % 7}`;
          for (let at = all.indexOf(gone); at >= 0; at = all.indexOf(gone)) all.splice(at, 1);
        }
      }
      isOver = true;
    })();
    let times = 0;
    while (!isOver) {
      await unused.forgetUnused(no);
      times += 1;
    }
    await coming;
    expect(times).toBeGreaterThan(1);
    expect((await told(no)).map(({ path }) => path).sort()).toEqual(all.sort());
    expect(await rows('events', no, 'action_no IS NULL')).toBe(0);
  });

  it('of events that were stored before there were numbers are told as ever', async () => {
    const no = await aProjectRow(app);
    await store.append(paths(no, ['/new']));
    await database.query(
      `INSERT INTO events (at, event_id, project_no, kind, signed_out, interactive, insecure, name, hostname, path)
       VALUES (to_timestamp($2), gen_random_uuid(), $1, 1, false, true, false, 'bought', 'old.example', '/old')`,
      [no, NOW / 1000],
    );
    const tally = (dimension: 'page' | 'event' | 'hostname') =>
      store
        .tally({
          project: { no, timezone: 'UTC', bounceSeconds: 10, sessionTimeoutMinutes: 30 },
          range: { from: new Date(NOW - 1_000), to: new Date(NOW + 1_000) },
          filters: [],
          dimension,
          buckets: null,
        })
        .then(({ rows: some }) => some.map(({ value, events: n }) => `${value} ${n}`).sort());
    expect(await tally('page')).toEqual(['/new 1', '/old 1']);
    expect(await tally('event')).toEqual(['bought 1', 'page_view 1']);
    expect(await tally('hostname')).toEqual(['old.example 1', 'shop.example 1']);
  });
});
