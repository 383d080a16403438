import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { bucketStarts } from '../src/events/calendar.js';
import { EventStore } from '../src/events/event.store.js';
import type { RetentionRequest } from '../src/events/retention.js';
import type { Filter } from '../src/events/tally.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents } from './support/generated.js';
import { generatedFilter, generatedStep } from './support/generated-filters.js';
import { aHandProject } from './support/hand-project.js';
import { Reference } from './support/reference.js';
import { retentionByHand, type HandRetention } from './support/reference-retention.js';
import { aProjectRow, recountAll } from './support/store.js';

/** Generated histories a scene; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 4);
const QUESTIONS = 10;

/** Each around a change of the clocks. */
const scenes = [
  { zone: 'Australia/Lord_Howe', firstDay: '2026-04-03' },
  { zone: 'Europe/Berlin', firstDay: '2025-10-24' },
];

/** What most people ask: whoever was there. */
const anything = fc.constant<readonly Filter[]>([]);

const anyStep = fc.oneof({ weight: 3, arbitrary: anything }, generatedStep);

const asked = fc.record({
  start: anyStep,
  back: anyStep,
  filters: fc.oneof({ weight: 2, arbitrary: anything }, fc.tuple(generatedFilter)),
  cohort: fc.constantFrom('first' as const, 'any' as const),
  interval: fc.constantFrom('day' as const, 'day' as const, 'week' as const),
  anonymous: fc.boolean(),
  skippedDays: fc.integer({ min: 0, max: 2 }),
});

describe('retention', () => {
  let app: TestApp;
  let store: EventStore;

  beforeAll(async () => {
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
  });
  afterAll(() => app.close());

  it.each(scenes)('equals a count by hand in $zone', async ({ zone, firstDay }) => {
    const sources = { raw: 0, rollup: 0, mixed: 0 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const no = await aProjectRow(app, { timezone: zone });
        const project = { ...aHandProject(no, zone), no };
        const events = gen(generatedEvents, { projectNo: no, zone, firstDay, days: 5 });
        for (const batch of gen(arrivals, events)) await store.append(batch);
        const reference = new Reference(events, project);
        const start = DateTime.fromISO(firstDay, { zone });
        const questions = gen(() =>
          fc.array(asked, { minLength: QUESTIONS, maxLength: QUESTIONS }),
        );
        const ask = async ({
          interval,
          skippedDays,
          ...question
        }: (typeof questions)[number]): Promise<void> => {
          const from = start.plus({ days: skippedDays }).toMillis();
          const to = start.plus({ days: 7 }).toMillis();
          const request: RetentionRequest = {
            ...question,
            project,
            range: { from: new Date(from), to: new Date(to) },
            buckets: bucketStarts(zone, from, to, interval).map((at) => new Date(at)),
          };
          const { cohorts, source } = await store.retention(request);
          sources[source] += 1;
          const answer: HandRetention = Object.fromEntries(
            cohorts.map(({ bucket, size, returned }) => [
              String(bucket),
              { size, ...Object.fromEntries(returned) },
            ]),
          );
          expect({ question, answer }).toEqual({
            question,
            answer: retentionByHand(reference, request),
          });
        };
        for (const question of questions) await ask(question);
        await recountAll(app, no);
        for (const question of questions) await ask(question);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(Math.min(sources.raw, sources.rollup)).toBeGreaterThan(0);
  });
});
