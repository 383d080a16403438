import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { bucketStarts } from '../src/events/calendar.js';
import type { IncomingEvent } from '../src/events/event.js';
import { EventStore } from '../src/events/event.store.js';
import type { Removable } from '../src/events/removal.js';
import { dimensions, type ProjectScope } from '../src/events/tally.js';
import { Database } from '../src/platform/database/database.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { generatedFilter } from './support/generated-filters.js';
import { arrivals, generatedEvents, type Scene } from './support/generated.js';
import { Reference } from './support/reference.js';
import { Remaining } from './support/reference-removal.js';
import { aProjectRow, recountAll, wrongRollups } from './support/store.js';
import { byHand, tallied } from './support/tallied.js';

/** Generated histories; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 4);
const ZONE = 'Asia/Kathmandu';
const start = DateTime.fromISO('2026-05-03', { zone: ZONE });
const [from, to] = [start.toMillis(), start.plus({ days: 8 }).toMillis()];

describe('what a removal leaves', () => {
  let app: TestApp;
  let store: EventStore;

  beforeAll(async () => {
    // No jobs here: the test itself says when a day is rolled up.
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
  });
  afterAll(() => app.close());

  /** A project with a generated history, rolled up. */
  const history = async (gen: fc.GeneratorValue) => {
    const no = await aProjectRow(app, { timezone: ZONE });
    const project: ProjectScope = {
      no,
      timezone: ZONE,
      bounceSeconds: 10,
      sessionTimeoutMinutes: 30,
    };
    const scene: Scene = { projectNo: no, zone: ZONE, firstDay: '2026-05-03', days: 3 };
    const events = gen(generatedEvents, scene);
    for (const batch of gen(arrivals, events)) await store.append(batch);
    await recountAll(app, no);
    return { project, events };
  };

  const remove = async (what: Removable, chunk: number): Promise<number> => {
    const id = randomUUID();
    const total = await store.beginRemoval(id, what);
    let removed = 0;
    for (let gone = -1; gone !== 0; removed += gone) {
      gone = await store.removeSome(id, what.project.no, chunk);
    }
    expect(removed).toBe(total);
    if (what.kind === 'person') expect(await store.forgetPerson(id, what)).toBe(0);
    return total;
  };

  const compare = async (project: ProjectScope, reference: Reference): Promise<void> => {
    const days = bucketStarts(ZONE, from, to, 'day');
    const hours = bucketStarts(ZONE, from, to, 'hour');
    const questions = [
      ...[null, ...dimensions].map((dimension) => ({ dimension, buckets: null })),
      { dimension: null, buckets: days },
      { dimension: null, buckets: hours },
    ];
    for (const { dimension, buckets } of questions) {
      const asked = { from, to, dimension, buckets };
      expect({ dimension, rows: await tallied(store, project, asked) }).toEqual({
        dimension,
        rows: byHand(reference, asked),
      });
    }
  };

  it('of events is counted as by hand, raw, rolled up and with what comes later', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const { project, events } = await history(gen);
        const range = {
          from: start.plus({ hours: gen(fc.integer, { min: 0, max: 40 }) }),
          to: start.plus({ hours: gen(fc.integer, { min: 41, max: 120 }) }),
        };
        const filters = gen(() => fc.array(generatedFilter, { maxLength: 2 }));
        const what: Removable = {
          kind: 'events',
          project,
          range: { from: range.from.toJSDate(), to: range.to.toJSDate() },
          filters,
        };
        const remaining = new Remaining(events, project);
        const left = remaining.withoutEvents(range.from.toMillis(), range.to.toMillis(), filters);
        const size = await store.weighRemoval(what);
        const total = await remove(what, gen(fc.integer, { min: 1, max: 9 }));
        expect(size.events).toBe(total);
        const reference = new Reference(left, project, remaining.aliases);
        await compare(project, reference);
        await recountAll(app, project.no);
        await compare(project, reference);
        expect(await wrongRollups(app, project.no)).toEqual([]);
        // What was removed is sent again, and stays away.
        await store.append(events);
        await compare(project, reference);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 180_000);

  it('of a person is nothing of theirs, and all of the others as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const { project, events } = await history(gen);
        const users = [...new Set(events.flatMap(({ userId }) => userId ?? []))];
        fc.pre(users.length > 0);
        const user = gen(() => fc.constantFrom(...users));
        const remaining = new Remaining(events, project);
        const left = remaining.withoutUser(user);
        // By one of their other ids they are meant as well.
        const who = remaining.aliases.whoIs(`user ${user}`);
        const ids = [...new Set(events.flatMap(({ anonymousId }) => anonymousId ?? []))].filter(
          (id) => remaining.aliases.whoIs(`anonymous ${id}`) === who,
        );
        const distinctId = gen(() => fc.constantFrom(user, ...ids));
        const what: Removable = { kind: 'person', project, distinctId };
        const size = await store.weighRemoval(what);
        expect(size.ids).toEqual(expect.arrayContaining([user, ...ids]));
        const theirs = remaining.ofUser(user);
        expect(await exported(project, distinctId)).toEqual({
          ids: [...size.ids].sort(),
          events: theirs.map(({ id }) => id).sort(),
          visits: remaining.visitsOf(theirs),
        });
        const total = await remove(what, gen(fc.integer, { min: 1, max: 9 }));
        expect(size.events + size.messages).toBe(total);
        const reference = new Reference(left, project, remaining.aliases);
        await compare(project, reference);
        await recountAll(app, project.no);
        expect(await wrongRollups(app, project.no)).toEqual([]);
        expect(await store.weighRemoval(what)).toMatchObject({ events: 0, ids: [] });
        for (const id of [user, ...ids]) expect(await store.user(project, id)).toBeNull();
        // Sent again, even under new ids, it stays away: it is from before.
        const again = events.filter((event) => event.userId === user);
        await store.append(events);
        await store.append(again.map((event) => ({ ...event, id: randomUUID() })));
        await compare(project, reference);
        // Who comes back is somebody new.
        const [first] = again as [IncomingEvent];
        await store.append([aNewOne(first)]);
        expect(await store.user(project, user)).toMatchObject({ event_count: 1 });
        expect(await traces(project)).toBe(0);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 180_000);

  const exported = async (project: ProjectScope, distinctId: string) => {
    const source = await store.exportPerson(project, distinctId, new AbortController().signal);
    const [visits, events] = [await source.nextVisits(), await source.nextEvents()];
    await source.close();
    return {
      ids: source.ids.map(({ distinct_id }) => distinct_id).sort(),
      events: events.map(({ event_id }) => event_id).sort(),
      visits: visits.length,
    };
  };

  /** Rows that name a person who is not there. */
  const traces = async ({ no }: ProjectScope): Promise<number> => {
    const [row] = await app.app.get(Database, { strict: false }).query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (
         SELECT person_no AS no FROM events WHERE project_no = $1
         UNION ALL SELECT person_no FROM sessions WHERE project_no = $1
         UNION ALL SELECT user_no FROM people_aliases WHERE project_no = $1) found
       WHERE no NOT IN (SELECT no FROM people WHERE project_no = $1)`,
      [no],
    );
    return row?.count ?? -1;
  };
});

function aNewOne(event: IncomingEvent): IncomingEvent {
  const at = Date.now() + 60_000;
  return {
    ...event,
    id: randomUUID(),
    kind: 'page_view',
    at,
    receivedAt: at,
    clientSession: null,
    anonymousId: null,
    previousId: null,
    visitor: randomUUID().replaceAll('-', ''),
    previousVisitor: null,
  };
}
