import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { EventStore } from '../src/events/event.store.js';
import type { FunnelPerson, FunnelRequest } from '../src/events/funnel.js';
import type { Page } from '../src/events/lists.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents } from './support/generated.js';
import { generatedDimension, generatedFilter, generatedStep } from './support/generated-filters.js';
import { aHandProject } from './support/hand-project.js';
import { Reference } from './support/reference.js';
import { attemptsByHand, type HandAttempt } from './support/reference-funnel.js';
import { quantile } from './support/reference-measure.js';
import { aProjectRow } from './support/store.js';

/** Generated histories; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 6);
const QUESTIONS = 12;
const ZONE = 'Asia/Tehran';
const FIRST_DAY = '2022-03-20';
const MINUTE = 60_000;

const asked = fc.record({
  steps: fc.array(generatedStep, { minLength: 2, maxLength: 5 }),
  filters: fc.array(generatedFilter, { maxLength: 1 }),
  windowMs: fc.constantFrom(0, MINUTE, 25 * MINUTE, 600 * MINUTE, 30 * 1_440 * MINUTE),
  strict: fc.boolean(),
  breakdown: fc.option(generatedDimension, { nil: null }),
});

describe('a funnel', () => {
  let app: TestApp;
  let store: EventStore;

  beforeAll(async () => {
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
  });
  afterAll(() => app.close());

  it('counts everybody once, as far as they came, as trying every beginning by hand does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const no = await aProjectRow(app, { timezone: ZONE });
        const project = { ...aHandProject(no, ZONE), no };
        const scene = { projectNo: no, zone: ZONE, firstDay: FIRST_DAY, days: 4 };
        const events = gen(generatedEvents, scene);
        for (const batch of gen(arrivals, events)) await store.append(batch);
        const reference = new Reference(events, project);
        const start = DateTime.fromISO(FIRST_DAY, { zone: ZONE });
        const range = {
          from: start.plus({ hours: gen(fc.integer, { min: 0, max: 30 }) }).toJSDate(),
          to: start.plus({ days: 5 }).toJSDate(),
        };
        const questions = gen(() =>
          fc.array(asked, { minLength: QUESTIONS, maxLength: QUESTIONS }),
        );
        for (const question of questions) {
          const request: FunnelRequest = { ...question, project, range, limit: 1_000 };
          const attempts = attemptsByHand(reference, request);
          const funnel = await store.funnel(request);
          expect({ question, ...shown(funnel.steps) }).toEqual({
            question,
            ...expected(attempts, question.steps.length),
          });
          expect(rounded(funnel.completion)).toEqual(
            timesOf(attempts, question.steps.length - 1, 0),
          );
          const groups = Map.groupBy(attempts, ({ value }) => value);
          if (question.breakdown === null) continue;
          expect(funnel.groups).toHaveLength(groups.size);
          for (const { value, steps } of funnel.groups) {
            expect({ question, value, ...shown(steps) }).toEqual({
              question,
              value,
              ...expected(groups.get(value) ?? [], question.steps.length),
            });
          }
          await expectPeople(request, attempts, gen(fc.integer, { min: 1, max: 2 }));
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  async function expectPeople(
    request: FunnelRequest,
    attempts: readonly HandAttempt[],
    step: number,
  ): Promise<void> {
    for (const outcome of ['reached', 'dropped'] as const) {
      const people = await all((cursor) =>
        store.funnelPeople({ ...request, step, outcome, limit: 3, cursor }),
      );
      const wanted = attempts.filter(({ times }) =>
        outcome === 'reached' ? times.length >= step : times.length === step,
      );
      const lines = people.map(
        (one) =>
          `${Date.parse(one.started_at)} ${Date.parse(one.reached_at)} ` +
          (one.distinct_id === null
            ? 'visit'
            : `${one.known ? 'user' : 'anonymous'} ${one.distinct_id}`),
      );
      const byHand = wanted.map(
        ({ actor, times }) =>
          `${times[0]} ${times[step - 1]} ${actor.startsWith('visit ') ? 'visit' : actor}`,
      );
      expect({ outcome, step, people: lines.sort() }).toEqual({
        outcome,
        step,
        people: byHand.sort(),
      });
    }
  }
});

type Steps = Awaited<ReturnType<EventStore['funnel']>>['steps'];

function shown(steps: Steps) {
  return {
    people: steps.map(({ people }) => people),
    times: steps.map(({ times }) => rounded(times)),
  };
}

function expected(attempts: readonly HandAttempt[], steps: number) {
  const indexes = Array.from({ length: steps }, (_, index) => index);
  return {
    people: indexes.map((index) => attempts.filter(({ times }) => times.length > index).length),
    times: indexes.map((index) => (index === 0 ? null : timesOf(attempts, index, index - 1))),
  };
}

/** Seconds from one step to another, over those who came there. */
function timesOf(attempts: readonly HandAttempt[], to: number, from: number) {
  const seconds = attempts
    .filter(({ times }) => times.length > to)
    .map(({ times }) => ((times[to] ?? 0) - (times[from] ?? 0)) / 1000);
  if (seconds.length === 0) return null;
  const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  return rounded({ mean, median: quantile(seconds, 0.5) ?? NaN });
}

function rounded(times: Steps[number]['times']): Steps[number]['times'] {
  return times && { mean: Number(times.mean.toFixed(3)), median: Number(times.median.toFixed(3)) };
}

async function all(
  page: (cursor: string | null) => Promise<Page<FunnelPerson>>,
): Promise<FunnelPerson[]> {
  const rows: FunnelPerson[] = [];
  let cursor: string | null = null;
  do {
    const next: Page<FunnelPerson> = await page(cursor);
    rows.push(...next.rows);
    cursor = next.nextCursor;
  } while (cursor !== null);
  return rows;
}
