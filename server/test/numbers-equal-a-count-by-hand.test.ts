import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { bucketStarts, type Interval } from '../src/events/calendar.js';
import type { IncomingEvent } from '../src/events/event.js';
import { EventStore } from '../src/events/event.store.js';
import { dimensions, type Dimension, type ProjectScope } from '../src/events/tally.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents, type Scene } from './support/generated.js';
import { Reference } from './support/reference.js';
import { aProjectRow, recountAll, wrongRollups } from './support/store.js';
import { byHand, tallied } from './support/tallied.js';

/** Generated histories a scene; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 6);

/** Each around a change of the clocks, where there is one. */
const scenes = [
  { zone: 'Asia/Kathmandu', firstDay: '2026-05-03' },
  { zone: 'Asia/Tehran', firstDay: '2022-03-20' },
  { zone: 'Australia/Lord_Howe', firstDay: '2026-04-03' },
  { zone: 'Australia/Lord_Howe', firstDay: '2025-10-03' },
  { zone: 'America/St_Johns', firstDay: '2026-03-07' },
  { zone: 'Europe/Berlin', firstDay: '2025-10-25' },
];

describe('every number equals a count by hand over the events', () => {
  let app: TestApp;
  let store: EventStore;

  beforeAll(async () => {
    // No jobs here: the test itself says when a day is rolled up.
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
  });

  afterAll(() => app.close());

  it.each(scenes)(
    'in $zone from $firstDay, late, shuffled and repeated',
    async (place) => {
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (gen) => {
          const projectNo = await aProjectRow(app, { timezone: place.zone });
          const scene: Scene = { projectNo, days: 4, ...place };
          const project: ProjectScope = {
            no: projectNo,
            timezone: place.zone,
            bounceSeconds: 10,
            sessionTimeoutMinutes: 30,
          };
          const events = gen(generatedEvents, scene);
          for (const batch of gen(arrivals, events)) await store.append(batch);
          const reference = new Reference(events, project);
          const questions = questionsOf(scene, gen);
          await compareTogether(store, project, reference, questions);
          await recountAll(app, projectNo);
          for (const one of questions) await compare(store, project, reference, one);
          expect(await wrongRollups(app, projectNo)).toEqual([]);
          // A late straggler dirties its days again: part rollup, part raw.
          await store.append([straggler(events)]);
          const after = new Reference([...events, straggler(events)], project);
          await compareTogether(store, project, after, questions);
          // Counted anew, what was known of the day is no longer so; what is asked again is known.
          const [{ from, to }] = questions as [Question, ...Question[]];
          const median = await medianOf(store, project, from, to);
          await recountAll(app, projectNo);
          const again = questions.filter((one) => one.from === from && one.to === to);
          for (const _time of [1, 2]) {
            await compareTogether(store, project, after, again);
            expect(await medianOf(store, project, from, to)).toEqual(median);
          }
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
    },
    180_000,
  );
});

interface Question {
  readonly from: number;
  readonly to: number;
  readonly dimension: Dimension | null;
  readonly interval: Interval | null;
}

function questionsOf(scene: Scene, gen: fc.GeneratorValue): Question[] {
  const start = DateTime.fromISO(scene.firstDay, { zone: scene.zone });
  const whole = { from: start.toMillis(), to: start.plus({ days: scene.days + 2 }).toMillis() };
  const inner = {
    from: start.plus({ days: 1 }).toMillis(),
    to: start.plus({ days: 3 }).toMillis(),
  };
  const cut = gen(fc.integer, { min: 0, max: 47 });
  const ragged = {
    from: start.plus({ hours: cut }).toMillis(),
    to: start.plus({ hours: cut + 61 }).toMillis() + 1,
  };
  // No more work than its days with events.
  const centuries = { from: Date.UTC(1990, 0, 1), to: Date.UTC(2199, 0, 1) };
  const everything = [null, ...dimensions];
  return [
    ...everything.map((dimension) => ({ ...whole, dimension, interval: null })),
    ...everything.map((dimension) => ({ ...inner, dimension, interval: null })),
    ...[null, 'page' as const, 'source' as const].map((dimension) => ({
      ...ragged,
      dimension,
      interval: null,
    })),
    ...[null, 'page' as const].map((dimension) => ({ ...centuries, dimension, interval: null })),
    ...(['hour', 'day', 'week', 'month'] as const).flatMap((interval) => [
      { ...whole, dimension: null, interval },
      { ...ragged, dimension: null, interval },
    ]),
  ];
}

async function medianOf(
  store: EventStore,
  project: ProjectScope,
  from: number,
  to: number,
): Promise<(number | null)[]> {
  const range = { from: new Date(from), to: new Date(to) };
  const asked = { project, range, filters: [], dimension: null, buckets: null, median: true };
  const { rows } = await store.tally(asked);
  return rows.map(({ medianSeconds }) => medianSeconds);
}

/** All at once, as a dashboard asks: those about the same events are counted in one pass. */
async function compareTogether(
  store: EventStore,
  project: ProjectScope,
  reference: Reference,
  questions: readonly Question[],
): Promise<void> {
  await Promise.all(questions.map((one) => compare(store, project, reference, one)));
}

async function compare(
  store: EventStore,
  project: ProjectScope,
  reference: Reference,
  { from, to, dimension, interval }: Question,
): Promise<void> {
  const buckets = interval && bucketStarts(project.timezone, from, to, interval);
  const asked = { from, to, dimension, buckets };
  const question = { dimension, interval, from: new Date(from), to: new Date(to) };
  expect({ question, rows: await tallied(store, project, asked) }).toEqual({
    question,
    rows: byHand(reference, asked),
  });
}

function straggler(events: readonly IncomingEvent[]): IncomingEvent {
  const [first] = events;
  if (!first) throw new Error('there is no event');
  return { ...first, id: '00000000-0000-7000-8000-000000000001', at: first.at + 7 * 60_000 };
}
