import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import type { IncomingEvent } from '../src/events/event.js';
import { EventStore } from '../src/events/event.store.js';
import type { SuggestedValue } from '../src/events/suggestions.js';
import type { ProjectScope } from '../src/events/tally.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents } from './support/generated.js';
import { aHandProject } from './support/hand-project.js';
import { Reference, spanOf } from './support/reference.js';
import { aProjectRow } from './support/store.js';

/** Generated histories; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 6);
const ZONE = 'Asia/Kathmandu';
const FIRST_DAY = '2026-05-03';

describe('a profile, a visit and what is offered while typing', () => {
  let app: TestApp;
  let store: EventStore;

  beforeAll(async () => {
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
  });
  afterAll(() => app.close());

  it('show exactly what a count by hand finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const no = await aProjectRow(app, { timezone: ZONE });
        const project = { ...aHandProject(no, ZONE), no };
        const scene = { projectNo: no, zone: ZONE, firstDay: FIRST_DAY, days: 3 };
        const events = gen(generatedEvents, scene);
        for (const batch of gen(arrivals, events)) await store.append(batch);
        const reference = new Reference(events, project);
        await expectPeople(project, reference);
        await expectVisits(project, reference);
        await expectSuggestions(no, reference);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  async function expectPeople(project: ProjectScope, reference: Reference): Promise<void> {
    const everything = reference.countable(-Infinity, Infinity);
    const byPerson = Map.groupBy(everything, (event) => reference.personOf(event));
    for (const [person, events] of byPerson) {
      if (person === null) continue;
      const [, kind, id = ''] = /^(user|anonymous) (.*)$/.exec(person) ?? [];
      const profile = await store.user(project, id);
      const times = events.map(({ at }) => at);
      const visits = [...new Set(events.flatMap((event) => reference.visit(event) ?? []))];
      expect(profile).toMatchObject({
        distinct_id: id,
        known: kind === 'user',
        event_count: events.length,
        page_views: events.filter((event) => event.kind === 'page_view').length,
        session_count: visits.length,
        total_duration: visits.reduce((sum, visit) => sum + spanOf(visit.events) / 1000, 0),
        first_seen: new Date(Math.min(...times)).toISOString(),
        last_seen: new Date(Math.max(...times)).toISOString(),
        top_pages: top(events, 'page_view', ({ path }) => path ?? ''),
        top_events: top(events, 'custom', ({ name }) => name),
      });
      expect(profile).toMatchObject(traitsOf(person, reference));
      const latest = [...events].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
      expect(profile?.events.map(({ event_id }) => event_id)).toEqual(
        latest.slice(0, 100).map((event) => event.id),
      );
    }
    expect(await store.user(project, 'nobody')).toBeNull();
  }

  async function expectVisits(project: ProjectScope, reference: Reference): Promise<void> {
    const start = DateTime.fromISO(FIRST_DAY, { zone: ZONE });
    const range = { from: start.toJSDate(), to: start.plus({ days: 6 }).toJSDate() };
    const { rows } = await store.listSessions({
      project,
      range,
      filters: [],
      limit: 200,
      cursor: null,
    });
    const byId = new Map(
      reference.countable(-Infinity, Infinity).map((event) => [event.id, event]),
    );
    expect(rows).toHaveLength(reference.visits(range.from.getTime(), range.to.getTime()).length);
    for (const row of rows) {
      const visit = await store.session(project, row.session_id);
      const [first] = visit?.events ?? [];
      const known = byId.get(first?.event_id ?? '');
      const byHand = known && reference.visit(known);
      const ids = byHand?.events.filter((event) => byId.has(event.id)).map(({ id }) => id);
      expect(visit?.events.map(({ event_id }) => event_id)).toEqual(ids);
      expect(visit?.event_count).toBe(ids?.length);
    }
    expect(await store.session(project, '999999999999999999999999')).toBeNull();
  }

  async function expectSuggestions(projectNo: number, reference: Reference): Promise<void> {
    const range = { from: new Date(0), to: new Date('2100-01-01') };
    const events = reference.countable(-Infinity, Infinity);
    const request = { projectNo, range, search: null, limit: 100 };
    const names = await store.propertyNames({ ...request, event: 'signup' });
    const carried = events
      .filter(({ name }) => name === 'signup')
      .flatMap(({ properties }) => Object.keys(properties ?? {}));
    expect(counts(names.map(({ name, count }) => ({ value: name, count })))).toEqual(
      tally(carried),
    );
    for (const search of [null, 'R', '%']) {
      const values = await store.values({ ...request, dimension: 'property:plan', search });
      const plans = events.flatMap((event) => reference.valueOf(event, 'property:plan') ?? []);
      const found = plans.filter((plan) =>
        plan.toLowerCase().includes((search ?? '').toLowerCase()),
      );
      expect(counts(values)).toEqual(tally(found));
    }
    const users = await store.values({ ...request, dimension: 'user', search: 'SER-' });
    for (const { value } of users) expect(value).toMatch(/user-/);
  }
});

/** What was said about somebody, word by word in order, under any of their ids. */
function traitsOf(person: string, reference: Reference): object {
  const traits: Record<string, unknown> = {};
  const changes: object[] = [];
  for (const event of reference.all()) {
    const names = event.userId !== null || event.anonymousId !== null;
    const own = event.userId !== null ? `user ${event.userId}` : `anonymous ${event.anonymousId}`;
    if (!names || reference.whoIs(own) !== person) continue;
    const told = Object.entries(event.traits ?? {}).sort(([a], [b]) => (a < b ? 1 : -1));
    for (const [trait, to] of told) {
      const from = Object.hasOwn(traits, trait) ? traits[trait] : undefined;
      if (JSON.stringify(from) === JSON.stringify(to)) continue;
      traits[trait] = to;
      changes.unshift({ at: new Date(event.at).toISOString(), trait, from: from ?? null, to });
    }
  }
  return { traits, trait_changes: changes };
}

function top(
  events: readonly IncomingEvent[],
  kind: IncomingEvent['kind'],
  value: (event: IncomingEvent) => string,
): unknown {
  const counted = tally(events.filter((event) => event.kind === kind).map(value));
  // Few enough to be shown all; the order of equals is the database's.
  return expect.arrayContaining([...counted].map(([name, count]) => ({ value: name, count })));
}

function tally(values: readonly string[]): Map<string, number> {
  return new Map(
    [...Map.groupBy(values, (value) => value)].map(([key, { length }]) => [key, length]),
  );
}

function counts(values: readonly SuggestedValue[]): Map<string, number> {
  return new Map(values.map(({ value, count }) => [value, count]));
}
