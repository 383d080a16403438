import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { EventStore } from '../src/events/event.store.js';
import type { Filter } from '../src/events/tally.js';
import { migrate } from '../src/platform/database/migrate.js';
import { Projects } from '../src/projects/projects.service.js';
import { startApp, type TestApp } from './support/app.js';
import { generatedEvents } from './support/generated.js';
import { generatedCondition, generatedDeed } from './support/generated-filters.js';
import { aProject, call, type Person, register } from './support/people.js';

const RUNS = Number(process.env['NUMBER_RUNS'] ?? 3);
const QUESTIONS = 4;
const ZONE = 'Asia/Kathmandu';
const DAY = 86_400_000;

describe('what has a name', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    // Nobody tidies away the partitions of days long ago.
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    ada = await register(app, 'ada@example.com');
  });
  afterAll(() => app.close());

  const ask = (route: string, body?: unknown) =>
    call<Record<string, unknown>>(app, route, { token: ada.token, body });
  const named = async (id: string, kind: string, body: object): Promise<string> => {
    const made = await ask(`POST /projects/${id}/${kind}`, { name: crypto.randomUUID(), ...body });
    expect(made.status).toBe(201);
    return String(made.body['id']);
  };

  it('says in a filter what it says without the name, in every question', async () => {
    const firstDay = new Date(Date.now() - 6 * DAY).toISOString().slice(0, 10);
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const { id } = await aProject(app, ada);
        const { no } = await app.app.get(Projects).findOwned(ada.id, id);
        const events = gen(generatedEvents, { projectNo: no, zone: ZONE, firstDay, days: 4 });
        await app.app.get(EventStore).append(events);
        const range = { start: `${firstDay}T06:00:00Z` };
        const numbers = async (filters: readonly unknown[]) => {
          const answers = [
            ...['overview', 'sessions', 'events', 'users'].map((route) => {
              const text = encodeURIComponent(JSON.stringify(filters));
              return ask(`GET /analytics/${id}/${route}?start=${range.start}&filters=${text}`);
            }),
            ask(`POST /analytics/${id}/query`, {
              ...{ metrics: ['visitors', 'events'], dimensions: ['page'], range, filters },
              order_by: { by: 'page' },
            }),
            ask(`POST /analytics/${id}/funnel`, {
              ...{ range, filters, steps: [{ page: '/' }, { filters }, { event: 'signup' }] },
            }),
            ask(`POST /analytics/${id}/retention`, { range, start: { filters } }),
            ask(`POST /analytics/${id}/journeys`, { range, from: { filters } }),
          ];
          return Promise.all(
            answers.map(async (answer) => {
              const { status, body } = await answer;
              expect({ status, body }).toMatchObject({ status: 200 });
              // How long it took, and when, differs.
              const { meta: _, took_ms: __, period_end: ___, ...rest } = body;
              return rest;
            }),
          );
        };
        for (let question = 0; question < QUESTIONS; question += 1) {
          const filters = [gen(() => fc.oneof(generatedCondition, generatedDeed))];
          const event = gen(() => fc.constantFrom('signup', 'purchase'));
          const goal = await named(id, 'goals', { event, filters });
          const done: Filter = { dimension: 'event', operator: 'is', values: [event] };
          expect(await numbers([{ goal }])).toEqual(await numbers([done, ...filters]));

          const cohort = await named(id, 'cohorts', { filters: [...filters, { goal }] });
          const people = { did: { filters: [...filters, done], range: { period: 'all' } } };
          expect(await numbers([{ cohort }])).toEqual(await numbers([people]));

          const segment = await named(id, 'segments', {
            filters: [{ not: { cohort } }, ...filters],
          });
          expect(await numbers([{ segment }])).toEqual(
            await numbers([{ not: people }, ...filters]),
          );
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('is asked for in vain in another project, under another kind, and once it is gone', async () => {
    const { id } = await aProject(app, ada);
    const other = await aProject(app, ada);
    const segment = await named(id, 'segments', {
      filters: [{ dimension: 'page', values: ['/'] }],
    });
    const query = (project: string, filter: object) =>
      ask(`POST /analytics/${project}/query`, { metrics: ['events'], filters: [filter] });
    expect((await query(id, { segment })).status).toBe(200);
    const refused = (kind: string) => ({
      status: 400,
      body: {
        errors: [{ pointer: `/filters/0/${kind}`, reason: expect.stringContaining('id of a') }],
      },
    });
    expect(await query(other.id, { segment })).toMatchObject(refused('segment'));
    expect(await query(id, { cohort: segment })).toMatchObject(refused('cohort'));
    expect(await query(id, { goal: 7 })).toMatchObject(refused('goal'));

    const goal = await named(id, 'goals', { event: 'a' });
    const cohort = await named(id, 'cohorts', { filters: [{ goal }] });
    await ask(`DELETE /projects/${id}/goals/${goal}`);
    expect(await query(id, { cohort })).toMatchObject({
      status: 400,
      body: {
        errors: [{ pointer: '/filters/0/cohort', reason: expect.stringContaining('any more') }],
      },
    });
    await ask(`DELETE /projects/${id}/segments/${segment}`);
    expect(await query(id, { segment })).toMatchObject(refused('segment'));
  });
});
