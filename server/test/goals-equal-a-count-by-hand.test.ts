import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import type { GoalAnswer } from '../src/analytics/dto/goal-numbers.dto.js';
import type { QueryAnswer } from '../src/analytics/dto/query.dto.js';
import { bucketStarts } from '../src/events/calendar.js';
import type { IncomingEvent } from '../src/events/event.js';
import { EventStore } from '../src/events/event.store.js';
import type { Filter } from '../src/events/tally.js';
import { migrate } from '../src/platform/database/migrate.js';
import { Projects } from '../src/projects/projects.service.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents } from './support/generated.js';
import { generatedDimension, generatedFilter } from './support/generated-filters.js';
import { aProject, call, type Person, register } from './support/people.js';
import { numberOf, Reference } from './support/reference.js';
import { cellsByHand, percent } from './support/reference-measure.js';

/** Generated histories a scene; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 2);
const QUESTIONS = 6;

/** Each around a change of the clocks. */
const scenes = [
  { zone: 'Asia/Tehran', firstDay: '2022-03-20' },
  { zone: 'Asia/Kathmandu', firstDay: '2026-05-03' },
  { zone: 'Australia/Lord_Howe', firstDay: '2026-04-03' },
];

/** What generated people do; `plan` stands for a currency, some say none. */
const goal = fc.record(
  {
    event: fc.constantFrom('signup', 'purchase'),
    page: fc.constantFrom('/', '/p*', '/docs'),
    filters: fc.array(generatedFilter, { minLength: 1, maxLength: 1 }),
    value: fc.constantFrom({ property: 'amount' }, { property: 'amount' }, { fixed: 9.9 }),
    currency: fc.constantFrom(
      { property: 'plan' },
      { property: 'plan', fixed: 'EUR' },
      { fixed: 'EUR' },
    ),
  },
  { requiredKeys: [] },
);
type AskedGoal = typeof goal extends fc.Arbitrary<infer T> ? T : never;

const question = fc.record({
  dimensions: fc.uniqueArray(generatedDimension, { maxLength: 2 }),
  filters: fc.array(generatedFilter, { maxLength: 1 }),
  interval: fc.constantFrom(undefined, 'hour' as const, 'day' as const),
  hours: fc.constantFrom([0, 120] as const, [24, 72] as const, [7, 68] as const),
  by: fc.nat({ max: 3 }),
});

describe('goals', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    // Nobody tidies away the partitions of days long ago.
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    ada = await register(app, 'ada@example.com');
  });
  afterAll(() => app.close());

  const ask = <Body>(route: string, body?: unknown) =>
    call<Body>(app, route, { token: ada.token, body });

  it.each(scenes)('are counted in $zone as by hand', async ({ zone, firstDay }) => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const { id } = await aProject(app, ada, { timezone: zone });
        const project = await app.app.get(Projects).findOwned(ada.id, id);
        const scene = { projectNo: project.no, zone, firstDay, days: 4 };
        const events = gen(generatedEvents, scene);
        const store = app.app.get(EventStore);
        for (const batch of gen(arrivals, events)) await store.append(batch);
        const reference = new Reference(events, project);
        const start = DateTime.fromISO(firstDay, { zone });
        const goals: (AskedGoal & { id: string })[] = [];
        for (let number = 0; number < 3; number += 1) {
          const asked = usable(gen(() => goal));
          const body = { name: `Goal ${number}`, ...asked };
          const made = await ask<{ id: string }>(`POST /projects/${id}/goals`, body);
          expect(made).toMatchObject({ status: 201 });
          goals.push({ ...asked, id: made.body.id });
        }
        for (let number = 0; number < QUESTIONS; number += 1) {
          const { hours, ...asked } = gen(() => question);
          const [from, to] = hours.map((hour) => start.plus({ hours: hour }).toMillis()) as [
            number,
            number,
          ];
          const scope = { from, to, zone, filters: asked.filters };
          await compareRows(id, reference, goals[number % 3] as AskedGoal & { id: string }, {
            ...scope,
            ...asked,
          });
          await compareList(id, reference, goals, scope);
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('say of what they have no number', async () => {
    const { id } = await aProject(app, ada);
    const make = async (name: string, body: object) =>
      (await ask<{ id: string }>(`POST /projects/${id}/goals`, { name, event: 'a', ...body })).body
        .id;
    const worthless = await make('Worthless', {});
    const value = { property: 'amount' };
    const euros = await make('Euros', { value, currency: { fixed: 'EUR' } });
    const said = await make('Said', { value, currency: { property: 'currency' } });
    const refusals: readonly (readonly [string, RegExp])[] = [
      [`revenue:${worthless}`, /has a value/],
      [`revenue:${euros}:USD`, /no currency but EUR/],
      [`revenue:${said}`, /revenue:<goal>:EUR/],
      [`conversions:${euros}:EUR`, /id of a goal/],
    ];
    for (const [metric, reason] of refusals) {
      const { status, body } = await ask<{ errors: { pointer: string; reason: string }[] }>(
        `POST /analytics/${id}/query`,
        { metrics: [metric] },
      );
      expect([metric, status, body.errors[0]?.pointer]).toEqual([metric, 400, '/metrics/0']);
      expect(body.errors[0]?.reason).toMatch(reason);
    }
    for (const metric of [`revenue:${euros}:EUR`, `revenue:${said}:USD`]) {
      const answer = await ask<QueryAnswer>(`POST /analytics/${id}/query`, { metrics: [metric] });
      expect(answer).toMatchObject({ status: 200, body: { totals: { [metric]: 0 } } });
    }
  });

  /** Any dimensions, series, and the order of rows. */
  async function compareRows(
    id: string,
    reference: Reference,
    one: AskedGoal & { id: string },
    asked: Scope &
      Pick<
        typeof question extends fc.Arbitrary<infer T> ? T : never,
        'dimensions' | 'interval' | 'by'
      >,
  ): Promise<void> {
    const currency = one.currency && 'property' in one.currency && !('fixed' in one.currency);
    const revenue = one.value ? [`revenue:${one.id}${currency ? ':pro' : ''}`] : [];
    const metrics = [
      ...['conversions', 'converters', 'conversion_rate'].map((name) => `${name}:${one.id}`),
      ...revenue,
    ];
    const { status, body } = await ask<QueryAnswer>(`POST /analytics/${id}/query`, {
      metrics,
      dimensions: asked.dimensions,
      filters: asked.filters,
      interval: asked.interval,
      range: { start: new Date(asked.from), end: new Date(asked.to) },
      order_by: { by: metrics[asked.by % metrics.length], direction: 'desc' },
      limit: 300,
    });
    expect({ status, body }).toMatchObject({ status: 200 });
    const byHand = (dimensions: typeof asked.dimensions, buckets: readonly number[] | null) =>
      new Map(
        [...cellsByHand(reference, { ...asked, dimensions, buckets })].map(([name, events]) => {
          const counts = countByHand(reference, one, events);
          const wanted = currency ? 'pro' : (one.currency?.fixed ?? null);
          const amount = counts.revenue.find((sum) => sum.currency === wanted)?.amount ?? 0;
          const { conversions, converters, conversion_rate } = counts;
          return [name, [conversions, converters, conversion_rate, ...revenue.map(() => amount)]];
        }),
      );
    const expected = byHand(asked.dimensions, null);
    const nothing = [0, 0, null, ...revenue.map(() => 0)];
    const valuesOf = (values: Record<string, number | null>) => metrics.map((name) => values[name]);
    const shown = body.rows.map(
      (row) => [JSON.stringify([0, Object.values(row.dimensions)]), valuesOf(row.metrics)] as const,
    );
    if (asked.dimensions.length > 0 || expected.size > 0) {
      expect({ one, asked, rows: new Map(shown) }).toEqual({ one, asked, rows: expected });
    }
    expect(valuesOf(body.totals)).toEqual([...byHand([], null).values()][0] ?? nothing);
    const keys = shown.map(([, values]) => values[asked.by % metrics.length] ?? -1);
    expect(keys).toEqual([...keys].sort((a, b) => b - a));
    if (asked.interval === undefined) return;
    const cells = byHand(
      asked.dimensions,
      bucketStarts(asked.zone, asked.from, asked.to, asked.interval),
    );
    for (const row of body.rows) {
      for (const [index, point] of (row.series ?? []).entries()) {
        const name = JSON.stringify([index, Object.values(row.dimensions)]);
        expect({ one, asked, name, values: valuesOf(point.metrics) }).toEqual({
          ...{ one, asked, name },
          values: cells.get(name) ?? nothing,
        });
      }
    }
  }

  /** All goals at once, against the range before. */
  async function compareList(
    id: string,
    reference: Reference,
    goals: readonly (AskedGoal & { id: string })[],
    scope: Scope,
  ): Promise<void> {
    const length = scope.to - scope.from;
    const query = new URLSearchParams({
      start: new Date(scope.from).toISOString(),
      end: new Date(scope.to).toISOString(),
      compare: 'custom',
      compare_start: new Date(scope.from - length / 2).toISOString(),
      compare_end: new Date(scope.to - length / 2).toISOString(),
      filters: JSON.stringify(scope.filters),
    });
    const { status, body } = await ask<GoalAnswer>(
      `GET /analytics/${id}/goals?${query.toString()}`,
    );
    expect({ status, body }).toMatchObject({ status: 200 });
    const of = (from: number, to: number) => {
      const all = { ...scope, from, to, dimensions: [], buckets: null };
      const [events = []] = [...cellsByHand(reference, all).values()];
      const { visitors } = reference.count(events);
      return { visitors, counts: goals.map((one) => countByHand(reference, one, events)) };
    };
    const [now, before] = [
      of(scope.from, scope.to),
      of(scope.from - length / 2, scope.to - length / 2),
    ];
    expect({ goals, scope, visitors: body.visitors, before: body.previous?.visitors }).toEqual({
      ...{ goals, scope, visitors: now.visitors, before: before.visitors },
    });
    expect({ goals, scope, data: body.data }).toEqual({
      goals,
      scope,
      data: goals.map((one, index) => ({
        id: one.id,
        name: `Goal ${index}`,
        ...now.counts[index],
        // The numbers of the range before know their own filters of what people did.
        previous: before.counts[index],
      })),
    });
  }
});

interface Scope {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly filters: readonly Filter[];
}

/** Without what the API refuses. */
function usable({ currency, ...rest }: AskedGoal): AskedGoal {
  const says = rest.event ?? rest.page ?? rest.filters;
  return {
    ...rest,
    ...(says === undefined && { event: 'purchase' }),
    ...(rest.value && currency && { currency }),
  };
}

function countByHand(reference: Reference, one: AskedGoal, events: readonly IncomingEvent[]) {
  const done = events.filter(
    (event) =>
      (one.event === undefined || event.name === one.event) &&
      (one.page === undefined ||
        (event.kind === 'page_view' &&
          (one.page.endsWith('*')
            ? event.path?.startsWith(one.page.slice(0, -1))
            : event.path === one.page))) &&
      (one.filters ?? []).every((filter) => reference.passes(event, filter)),
  );
  const converters = reference.count(done).visitors;
  const currency = one.currency as { property?: string; fixed?: string } | undefined;
  const value = one.value as { property?: string; fixed?: number } | undefined;
  const amounts = new Map<string | null, number>();
  for (const event of done) {
    const text = value?.property ? reference.valueOf(event, `property:${value.property}`) : null;
    const amount = value?.property ? numberOf(text ?? '') : (value?.fixed ?? NaN);
    if (Number.isNaN(amount)) continue;
    const said = currency?.property
      ? reference.valueOf(event, `property:${currency.property}`)
      : null;
    const name = said ?? currency?.fixed ?? null;
    amounts.set(name, (amounts.get(name) ?? 0) + amount);
  }
  return {
    conversions: done.length,
    converters,
    conversion_rate: percent(converters, reference.count(events).visitors),
    revenue: [...amounts]
      .map(([name, amount]) => ({ currency: name, amount: Number(amount.toFixed(4)) }))
      .sort((a, b) => b.amount - a.amount || (inOrder(a.currency, b.currency) ? -1 : 1)),
  };
}

/** No currency comes after all others. */
function inOrder(one: string | null, other: string | null): boolean {
  return other === null || (one !== null && one < other);
}
