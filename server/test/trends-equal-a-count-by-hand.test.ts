import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import type { TrendsAnswer } from '../src/analytics/dto/trends.dto.js';
import { evaluate, readFormula } from '../src/analytics/formula.js';
import { bucketStarts } from '../src/events/calendar.js';
import type { IncomingEvent } from '../src/events/event.js';
import { EventStore } from '../src/events/event.store.js';
import type { Filter, FilterDimension } from '../src/events/tally.js';
import { migrate } from '../src/platform/database/migrate.js';
import { Projects } from '../src/projects/projects.service.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents } from './support/generated.js';
import { generatedDimension, generatedStep } from './support/generated-filters.js';
import { aProject, call, type Person, register } from './support/people.js';
import { numberOf, Reference } from './support/reference.js';
import { cellsByHand } from './support/reference-measure.js';

/** Generated histories a scene; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 2);
const QUESTIONS = 8;

/** Each around a change of the clocks. */
const scenes = [
  { zone: 'Asia/Tehran', firstDay: '2022-03-20' },
  { zone: 'Asia/Kathmandu', firstDay: '2026-05-03' },
  { zone: 'Australia/Lord_Howe', firstDay: '2026-04-03' },
];

/** A formula as text, and what it means. */
interface Sum {
  readonly text: string;
  readonly of: (series: readonly (number | null)[]) => number;
}

/** Arithmetic as JavaScript does it, where null is not a number and so is whatever is divided by zero. */
const { formula } = fc.letrec<{ formula: Sum; leaf: Sum }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(0, 1, 2).map((index): Sum => ({
      text: 'ABC'[index] ?? '',
      of: (series) => series[index] ?? NaN,
    })),
    fc.constantFrom('0', '1', '100', '0.5', '2.25').map((text): Sum => ({
      text,
      of: () => Number(text),
    })),
  ),
  formula: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.tuple(tie('formula'), fc.constantFrom('', ' ')).map(([one, space]): Sum => ({
      text: `-${space}(${one.text})`,
      of: (series) => -one.of(series),
    })),
    fc
      .tuple(
        tie('formula'),
        fc.constantFrom('+', '-', '*', '/'),
        tie('formula'),
        fc.constantFrom('', ' '),
      )
      .map(([left, sign, right, space]): Sum => ({
        text: `(${left.text})${space}${sign}${space}(${right.text})`,
        of: (series) => {
          const [a, b] = [left.of(series), right.of(series)];
          if (sign === '+') return a + b;
          if (sign === '-') return a - b;
          return sign === '*' ? a * b : b === 0 ? NaN : a / b;
        },
      })),
  ),
}));

const series = fc.record({
  filters: generatedStep,
  metric: fc.constantFrom('events', 'visits', 'visitors', 'users', 'sum:amount', 'mean:amount'),
});
const asked = fc.record({
  series: fc.array(series, { minLength: 3, maxLength: 4 }),
  formulas: fc.array(formula, { maxLength: 3 }),
  filters: fc.array(generatedStep, { maxLength: 1 }).map((steps) => steps.flat()),
  breakdown: fc.option(generatedDimension, { nil: undefined }),
  interval: fc.constantFrom('hour' as const, 'day' as const, 'week' as const),
  hours: fc.constantFrom([0, 120] as const, [24, 72] as const, [7, 68] as const),
});

describe('trends', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    // Nobody tidies away the partitions of days long ago.
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    ada = await register(app, 'ada@example.com');
  });
  afterAll(() => app.close());

  it.each(scenes)('equal a count by hand in $zone', async ({ zone, firstDay }) => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const { id } = await aProject(app, ada, { timezone: zone });
        const project = await app.app.get(Projects).findOwned(ada.id, id);
        const events = gen(generatedEvents, { projectNo: project.no, zone, firstDay, days: 4 });
        const store = app.app.get(EventStore);
        for (const batch of gen(arrivals, events)) await store.append(batch);
        const reference = new Reference(events, project);
        const start = DateTime.fromISO(firstDay, { zone });
        for (let number = 0; number < QUESTIONS; number += 1) {
          const { hours, formulas, ...question } = gen(() => asked);
          const [from, to] = hours.map((hour) => start.plus({ hours: hour }).toMillis()) as [
            number,
            number,
          ];
          const { status, body } = await call<TrendsAnswer>(app, `POST /analytics/${id}/trends`, {
            token: ada.token,
            body: {
              ...question,
              formulas: formulas.map(({ text }) => ({ formula: text })),
              range: { start: new Date(from), end: new Date(to) },
              limit: 100,
            },
          });
          expect({ question, status, body }).toMatchObject({ status: 200 });
          const keys = body.columns.map(({ key }) => key);
          expect(keys).toHaveLength(question.series.length + formulas.length);
          const valuesOf = (events_: readonly IncomingEvent[]) =>
            byHand(reference, question.series, formulas, events_);
          const cells = (dimensions: FilterDimension[], buckets: readonly number[] | null) =>
            cellsByHand(reference, { ...question, from, to, zone, dimensions, buckets });
          const dimensions = question.breakdown === undefined ? [] : [question.breakdown];
          const rows = [...cells(dimensions, null)].filter(
            ([, own]) =>
              dimensions.length === 0 ||
              own.some((one) => anySeries(reference, question.series, one)),
          );
          const shown = body.rows.map((row) => [
            JSON.stringify([0, Object.values(row.dimensions)]),
            keys.map((key) => row.metrics[key]),
          ]);
          const expected = rows.map(([name, own]) => [name, valuesOf(own)] as const);
          const nothing = valuesOf([]);
          expect({ question, rows: new Map(shown as never) }).toEqual({
            question,
            rows: new Map(
              expected.length === 0 && dimensions.length === 0
                ? [[JSON.stringify([0, []]), nothing]]
                : expected,
            ),
          });
          const [total] = [...cells([], null).values()];
          expect(keys.map((key) => body.totals[key])).toEqual(valuesOf(total ?? []));
          const first = body.rows.map(({ metrics }) => metrics['A'] ?? -Infinity);
          expect(first).toEqual([...first].sort((a, b) => b - a));

          const buckets = bucketStarts(zone, from, to, question.interval);
          const points = cells(dimensions, buckets);
          for (const row of body.rows) {
            expect(row.series?.map(({ timestamp }) => Date.parse(timestamp))).toEqual(buckets);
            for (const [index, point] of (row.series ?? []).entries()) {
              const name = JSON.stringify([index, Object.values(row.dimensions)]);
              expect({ question, name, values: keys.map((key) => point.metrics[key]) }).toEqual({
                ...{ question, name },
                values: valuesOf(points.get(name) ?? []),
              });
            }
          }
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('compare a range with the one before', async () => {
    const { id } = await aProject(app, ada);
    const { status, body } = await call<TrendsAnswer>(app, `POST /analytics/${id}/trends`, {
      token: ada.token,
      body: {
        series: [{ event: 'a' }],
        formulas: [{ formula: '1 / A' }, { formula: 'A + 1', name: 'More' }],
        ...{ range: { period: '7d' }, interval: 'day', compare: {} },
      },
    });
    expect(status).toBe(200);
    const nothing = { A: 0, F1: null, F2: 1 };
    expect(body.columns.map(({ name }) => name)).toEqual(['a', '1 / A', 'More']);
    expect(body.rows).toMatchObject([{ metrics: nothing, previous: { metrics: nothing } }]);
    expect(body.rows[0]?.previous?.series).toHaveLength(7);
  });

  it('read formulas as arithmetic is read', () => {
    const value = (text: string) => evaluate(readFormula(text, 3, '/formula'), [12, 4, null]);
    expect(value('A - B - 1')).toBe(7);
    expect(value('A / B / 3')).toBe(1);
    expect(value('A + B * 2')).toBe(20);
    expect(value('(A + B) * 2')).toBe(32);
    expect(value('-A * -2 - -1')).toBe(25);
    expect(value(' A/(B-4)')).toBeNull();
    expect(value('A + C')).toBeNull();
    expect(value('0.1 + 0.2')).toBe(0.3);
    expect(value(Array(60).fill('9999999999').join('*').slice(0, 199))).toBeGreaterThan(1e180);
  });
});

function passes(reference: Reference, filters: readonly Filter[], event: IncomingEvent): boolean {
  return filters.every((filter) => reference.passes(event, filter));
}

type Series = typeof series extends fc.Arbitrary<infer T> ? T : never;

function anySeries(reference: Reference, all: readonly Series[], event: IncomingEvent): boolean {
  return all.some(({ filters }) => passes(reference, filters, event));
}

function byHand(
  reference: Reference,
  all: readonly Series[],
  formulas: readonly Sum[],
  events: readonly IncomingEvent[],
): (number | null)[] {
  const values = all.map(({ filters, metric }) => {
    const own = events.filter((event) => passes(reference, filters, event));
    const counts = reference.count(own);
    if (metric === 'events' || metric === 'visits') return counts[metric];
    if (metric === 'visitors' || metric === 'users') return counts[metric];
    const numbers = own
      .map((event) => numberOf(reference.valueOf(event, 'property:amount') ?? ''))
      .filter((one) => !Number.isNaN(one));
    const sum = numbers.reduce((total, one) => total + one, 0);
    if (metric === 'sum:amount') return sum;
    return numbers.length === 0 ? null : Number((sum / numbers.length).toPrecision(12));
  });
  const sums = formulas.map(({ of }) => {
    const value = of(values);
    return Number.isFinite(value) ? Number(value.toPrecision(12)) : null;
  });
  // There is no negative nothing in JSON.
  return [...values, ...sums].map((value) => (value === 0 ? 0 : value));
}
