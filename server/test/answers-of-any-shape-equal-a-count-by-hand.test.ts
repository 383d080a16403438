import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { MOST_METRICS, type QueryAnswer, type QueryBody } from '../src/analytics/dto/query.dto.js';
import { readQuery } from '../src/analytics/query.js';
import { QueryAnswers } from '../src/analytics/query.service.js';
import { QuestionReader } from '../src/analytics/question-reader.js';
import { bucketStarts } from '../src/events/calendar.js';
import { EventStore } from '../src/events/event.store.js';
import { countMetrics, type MeasureDimension, type Metric } from '../src/events/measure.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents } from './support/generated.js';
import { generatedDimension, generatedFilter } from './support/generated-filters.js';
import { aHandProject } from './support/hand-project.js';
import { Reference } from './support/reference.js';
import { measuredByHand, type HandQuestion } from './support/reference-measure.js';
import { aProjectRow, recountAll } from './support/store.js';

/** Generated histories a scene; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 3);
const QUESTIONS = 12;

const scenes = [
  { zone: 'Asia/Kathmandu', firstDay: '2026-05-03' },
  { zone: 'Australia/Lord_Howe', firstDay: '2026-04-03' },
  { zone: 'America/St_Johns', firstDay: '2026-03-07' },
];

const dimension: fc.Arbitrary<MeasureDimension> = fc.oneof(
  { weight: 4, arbitrary: generatedDimension },
  { weight: 1, arbitrary: fc.constantFrom<MeasureDimension>('hour', 'weekday') },
);
const ofProperties = ['sum:amount', 'mean:amount', 'median:amount', 'p90:amount', 'sum:nowhere'];
const metrics: fc.Arbitrary<Metric[]> = fc.oneof(
  // What may be remembered, and everything.
  fc.subarray<Metric>(['visitors', 'visits', 'page_views', 'bounce_rate'], { minLength: 1 }),
  fc.subarray<Metric>([...countMetrics, ...(ofProperties as Metric[])], {
    minLength: 1,
    maxLength: MOST_METRICS,
  }),
);

const asked = fc.record({
  metrics,
  dimensions: fc.uniqueArray(dimension, { maxLength: 3 }),
  filters: fc.array(generatedFilter, { maxLength: 2 }),
  interval: fc.constantFrom(undefined, 'hour' as const, 'day' as const, 'week' as const),
  descending: fc.boolean(),
  byDimension: fc.boolean(),
  hours: fc.constantFrom([0, 120], [24, 72], [7, 68]),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

/** Asked of every history: when people come, hour by day of the week, in one answer. */
const grid: Asked = {
  metrics: ['visitors', 'events'],
  dimensions: ['weekday', 'hour'],
  filters: [],
  interval: undefined,
  descending: true,
  byDimension: false,
  hours: [0, 120],
};

describe('an answer of any shape', () => {
  let app: TestApp;
  let store: EventStore;

  beforeAll(async () => {
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
  });
  afterAll(() => app.close());

  it.each(scenes)('equals a count by hand in $zone from $firstDay', async ({ zone, firstDay }) => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const no = await aProjectRow(app, { timezone: zone });
        const events = gen(generatedEvents, { projectNo: no, zone, firstDay, days: 4 });
        for (const batch of gen(arrivals, events)) await store.append(batch);
        const reference = new Reference(events, { ...aHandProject(no, zone), no });
        const questions = [
          grid,
          ...gen(() => fc.array(asked, { minLength: QUESTIONS, maxLength: QUESTIONS })),
        ];
        for (const question of questions) await compare(no, zone, firstDay, question, reference);
        await recountAll(app, no);
        for (const question of questions) await compare(no, zone, firstDay, question, reference);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  async function compare(
    no: number,
    zone: string,
    firstDay: string,
    question: Asked,
    reference: Reference,
  ): Promise<void> {
    const start = DateTime.fromISO(firstDay, { zone });
    const [from = 0, to = 0] = question.hours.map((hours) => start.plus({ hours }).toMillis());
    const byHand = (buckets: readonly number[] | null) =>
      measuredByHand(reference, { ...question, from, to, zone, buckets } satisfies HandQuestion);
    const answer = await ask(no, zone, [from, to], question);
    const shown = answer.rows.map(({ dimensions, metrics: values }) => ({
      name: JSON.stringify([0, Object.values(dimensions)]),
      values,
    }));
    const expected = byHand(null);
    const { metrics: names, interval } = question;
    if (question.dimensions.length > 0 || expected.size > 0) {
      expect({ question, rows: new Map(shown.map(({ name, values }) => [name, values])) }).toEqual({
        question,
        rows: expected,
      });
    }
    expect(shown).toHaveLength(question.dimensions.length > 0 ? expected.size : 1);
    expect(answer.total).toBe(shown.length);
    const total = measuredByHand(reference, {
      ...question,
      dimensions: [],
      from,
      to,
      zone,
      buckets: null,
    });
    if (total.size > 0) expect(answer.totals).toEqual([...total.values()][0]);
    expectOrder(answer, question);
    if (interval === undefined) return;
    const buckets = bucketStarts(zone, from, to, interval);
    const cells = byHand(buckets);
    for (const { dimensions, series = [] } of answer.rows) {
      expect(series.map(({ timestamp }) => Date.parse(timestamp))).toEqual(buckets);
      for (const [index, point] of series.entries()) {
        const cell = cells.get(JSON.stringify([index, Object.values(dimensions)]));
        expect({ question, index, metrics: point.metrics }).toEqual({
          question,
          index,
          metrics: cell ?? Object.fromEntries(names.map((one) => [one, emptyOf(one)])),
        });
      }
    }
  }

  async function ask(
    no: number,
    zone: string,
    [from, to]: readonly [number, number],
    question: Asked,
  ): Promise<QueryAnswer> {
    const body: QueryBody = {
      metrics: question.metrics,
      dimensions: question.dimensions,
      filters: [...question.filters],
      interval: question.interval,
      range: { start: new Date(from).toISOString(), end: new Date(to).toISOString() },
      order_by: {
        by: (question.byDimension && question.dimensions[0]) || (question.metrics[0] ?? ''),
        direction: question.descending ? 'desc' : 'asc',
      },
      limit: question.interval === undefined ? 1_000 : 400,
    };
    const project = aHandProject(no, zone);
    const read = await app.app.get(QuestionReader).read(body, project, new Date());
    return app.app.get(QueryAnswers).answer(read, readQuery(body, read.terms), new Date());
  }
});

function expectOrder({ rows }: QueryAnswer, question: Asked): void {
  const [metric = ''] = question.metrics;
  const [dimensionName] = question.dimensions;
  const keys = rows
    .map((row) =>
      question.byDimension && dimensionName ? row.dimensions[dimensionName] : row.metrics[metric],
    )
    .map((key) => (dimensionName === 'hour' && typeof key === 'string' ? Number(key) : key));
  const set = keys.filter((key) => key !== null && key !== undefined);
  // What is not set comes last.
  expect(keys.slice(0, set.length)).toEqual(set);
  const sign = question.descending ? -1 : 1;
  expect(set).toEqual([...set].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0) * sign));
}

/** What a metric is where nothing happened. */
function emptyOf(metric: Metric): number | null {
  return /^(bounce_rate|exit_rate|scroll_depth|engaged_time_per_page|visit_duration_median|mean:|median:|p90:)/.test(
    metric,
  )
    ? null
    : 0;
}
