import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { EventStore } from '../src/events/event.store.js';
import { dimensions } from '../src/events/tally.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents } from './support/generated.js';
import { generatedFilter } from './support/generated-filters.js';
import { Reference } from './support/reference.js';
import { aProjectRow, recountAll } from './support/store.js';

/** Generated histories; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 8);
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
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const no = await aProjectRow(app, { timezone: ZONE });
        const scene = { projectNo: no, zone: ZONE, firstDay: FIRST_DAY, days: 3 };
        const events = gen(generatedEvents, scene);
        for (const batch of gen(arrivals, events)) await store.append(batch);
        await recountAll(app, no);
        const project = { no, timezone: ZONE, bounceSeconds: 10, sessionTimeoutMinutes: 30 };
        const reference = new Reference(events, project);
        const start = DateTime.fromISO(FIRST_DAY, { zone: ZONE });
        const [from, to] = [start.toMillis(), start.plus({ days: 5 }).toMillis()];
        for (let question = 0; question < 25; question += 1) {
          const filters = gen(() => fc.array(generatedFilter, { minLength: 1, maxLength: 2 }));
          const dimension = gen(() => fc.constantFrom(null, ...dimensions));
          const { rows } = await store.tally({
            project,
            range: { from: new Date(from), to: new Date(to) },
            filters,
            dimension,
            buckets: null,
          });
          const shown = rows
            .map(({ medianSeconds: _, ...row }) => row)
            .filter((row) => row.events > 0);
          const byValue = (a: { value: string }, b: { value: string }): number =>
            a.value < b.value ? -1 : 1;
          expect({ filters, dimension, rows: shown.sort(byValue) }).toEqual({
            filters,
            dimension,
            rows: reference.answer(from, to, dimension, null, filters).sort(byValue),
          });
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
