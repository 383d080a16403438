import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import type { IncomingEvent } from '../src/events/event.js';
import { EventStore } from '../src/events/event.store.js';
import { bucketStarts } from '../src/events/calendar.js';
import {
  dimensions,
  type Filter,
  type Found,
  type ProjectScope,
  type Tally,
  type TallyRow,
  type Top,
} from '../src/events/tally.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents } from './support/generated.js';
import { generatedFilter } from './support/generated-filters.js';
import { Reference } from './support/reference.js';
import { measuredByHand } from './support/reference-measure.js';
import { aProjectRow, recountAll } from './support/store.js';

/** Generated histories; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 8);
const QUESTIONS = 15;
const ZONE = 'America/St_Johns';
const FIRST_DAY = '2026-03-07';

describe('numbers under any filter', () => {
  let app: TestApp;
  let store: EventStore;

  beforeAll(async () => {
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
  });
  afterAll(() => app.close());

  it('equal a count by hand over the events that pass', async () => {
    const sources = new Set<Tally['source']>();
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const no = await aProjectRow(app, { timezone: ZONE });
        const arrived: IncomingEvent[] = [];
        const scene = { projectNo: no, zone: ZONE, firstDay: FIRST_DAY, days: 3 };
        const batches = gen(arrivals, gen(generatedEvents, scene));
        const project = { no, timezone: ZONE, bounceSeconds: 10, sessionTimeoutMinutes: 30 };
        // What was remembered, and is known, of the first half is not to be told of the whole.
        const half = batches.length >> 1;
        for (const part of [batches.slice(0, half), batches.slice(half)]) {
          for (const batch of part) await store.append(batch);
          await recountAll(app, no);
          arrived.push(...part.flat());
          const events = [...new Map(arrived.map((event) => [event.id, event])).values()];
          await askAll(gen, store, project, new Reference(events, project), sources);
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect([...sources].sort()).toEqual(['mixed', 'raw', 'rollup']);
  });
});

/** Asks anything, and holds the answers against a count by hand. */
async function askAll(
  gen: fc.GeneratorValue,
  store: EventStore,
  project: ProjectScope,
  reference: Reference,
  sources: Set<Tally['source']>,
): Promise<void> {
  const start = DateTime.fromISO(FIRST_DAY, { zone: ZONE });
  for (let question = 0; question < QUESTIONS; question += 1) {
    const filters = gen(() => fc.array(asked, { maxLength: 2 }));
    const dimension = gen(() => fc.constantFrom(null, ...dimensions));
    const median = dimension === null && gen(fc.boolean);
    // Whole days, which visits are remembered of, or parts of them.
    const [since, until] = gen(() =>
      fc.constantFrom([0, 120], [0, 26], [0, 40], [31, 120], [5, 70]),
    );
    const from = start.plus({ hours: since }).toMillis();
    const to = start.plus({ hours: until }).toMillis();
    const interval = gen(() => fc.constantFrom(null, 'day', 'hour', 'week'));
    const buckets = median || !interval ? null : bucketStarts(ZONE, from, to, interval);
    const { rows, source } = await store.tally({
      project,
      range: { from: new Date(from), to: new Date(to) },
      filters,
      dimension,
      buckets: buckets && buckets.map((at) => new Date(at)),
      median,
    });
    sources.add(source);
    const shown = rows
      .map(({ medianSeconds, ...row }) => (median ? { ...row, medianSeconds } : row))
      .filter((row) => row.events > 0);
    const expected = reference
      .answer(from, to, dimension, buckets, filters)
      .map((row) =>
        median ? { ...row, medianSeconds: byHand(reference, from, to, filters) } : row,
      );
    const about = { filters, dimension, since, until, interval, median };
    expect({ ...about, rows: shown.sort(byPlace) }).toEqual({
      ...about,
      rows: expected.sort(byPlace),
    });
    if (dimension === null || buckets) continue;
    const top = gen(generatedTop);
    const range = { from: new Date(from), to: new Date(to) };
    const first = await store.tally({ project, range, filters, dimension, buckets, top });
    expect({ ...about, top, ...firstOf(first.rows), found: first.found }).toEqual({
      ...about,
      top,
      ...firstByHand(expected, top),
    });
  }
}

/** What dashboards ask most often, and anything else; properties, which only events know, more often than others. */
const asked: fc.Arbitrary<Filter> = fc.oneof(
  { weight: 2, arbitrary: generatedFilter },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Filter>(
      { dimension: 'property:plan', operator: 'is', values: ['pro', 'FREE'] },
      { dimension: 'property:amount', operator: 'gte', values: ['1.5'] },
      { dimension: 'property:flag', operator: 'is_set', values: [] },
      { dimension: 'user', operator: 'contains', values: ['user'] },
      { dimension: 'user', operator: 'is_not_set', values: [] },
    ),
  },
);

function generatedTop(): fc.Arbitrary<Top> {
  return fc.record({
    order: fc.constantFrom('visitors', 'visits', 'pageViews', 'events'),
    offset: fc.nat({ max: 2 }),
    count: fc.integer({ min: 1, max: 4 }),
    search: fc.constantFrom(null, null, 'user', 'E'),
  });
}

type Counted = Omit<TallyRow, 'medianSeconds'>;

function firstOf(rows: readonly TallyRow[]): { rows: Counted[] } {
  return { rows: rows.map(({ medianSeconds: _, ...row }) => row) };
}

function firstByHand(
  rows: readonly Counted[],
  { order, offset, count, search }: Top,
): { rows: Counted[]; found: Found } {
  const searched = rows.filter(
    ({ value }) => value !== '' && value.toLowerCase().includes((search ?? '').toLowerCase()),
  );
  const sum = (measure: 'pageViews' | 'events'): number =>
    searched.reduce((total, row) => total + row[measure], 0);
  return {
    rows: searched
      .sort((a, b) => b[order] - a[order] || (a.value < b.value ? -1 : 1))
      .slice(offset, offset + count),
    found: { values: searched.length, pageViews: sum('pageViews'), events: sum('events') },
  };
}

function byHand(
  reference: Reference,
  from: number,
  to: number,
  filters: readonly Filter[],
): number | null {
  const metrics = ['visit_duration_median'] as const;
  const question = { from, to, zone: ZONE, filters, dimensions: [], metrics, buckets: null };
  const [cell] = measuredByHand(reference, question).values();
  return cell?.['visit_duration_median'] ?? null;
}

function byPlace(
  a: { bucket: number; value: string },
  b: { bucket: number; value: string },
): number {
  return a.bucket - b.bucket || (a.value < b.value ? -1 : 1);
}
