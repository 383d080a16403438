import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { EventStore } from '../src/events/event.store.js';
import type { JourneyNode, JourneysRequest } from '../src/events/journeys.js';
import type { Filter } from '../src/events/tally.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { arrivals, generatedEvents } from './support/generated.js';
import { generatedFilter, generatedStep } from './support/generated-filters.js';
import { aHandProject } from './support/hand-project.js';
import { Reference } from './support/reference.js';
import { journeysByHand } from './support/reference-journeys.js';
import { aProjectRow, recountAll, wrongRollups } from './support/store.js';

/** Generated histories; `NUMBER_RUNS=200` searches longer. */
const RUNS = Number(process.env['NUMBER_RUNS'] ?? 6);
const QUESTIONS = 10;
const ZONE = 'America/St_Johns';
const FIRST_DAY = '2026-03-07';

/** A step as people name one: by its page alone. */
const viewed = fc.constantFrom('/', '/pricing', '/docs/a').map((page): readonly Filter[] => [
  { dimension: 'event', operator: 'is', values: ['page_view'] },
  { dimension: 'page', operator: 'is', values: [page] },
]);

const asked = fc.record({
  anchor: fc.option(
    fc.record({
      filters: fc.oneof(generatedStep, viewed),
      side: fc.constantFrom('from' as const, 'to' as const),
    }),
    { nil: null, freq: 4 },
  ),
  filters: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.tuple(generatedFilter)),
  steps: fc.integer({ min: 2, max: 8 }),
  of: fc.constantFrom('pages' as const, 'events' as const, 'both' as const),
  folders: fc.constantFrom(null, 1, 2),
  limit: fc.constantFrom(1, 2, 50),
});

describe('journeys', () => {
  let app: TestApp;
  let store: EventStore;

  beforeAll(async () => {
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
    store = app.app.get(EventStore, { strict: false });
  });
  afterAll(() => app.close());

  it('are those that walking through every visit by hand finds', async () => {
    const sources = { raw: 0, rollup: 0, mixed: 0 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const no = await aProjectRow(app, { timezone: ZONE });
        const project = { ...aHandProject(no, ZONE), no };
        const scene = { projectNo: no, zone: ZONE, firstDay: FIRST_DAY, days: 4 };
        const events = gen(generatedEvents, scene).map((event, index) => ({
          ...event,
          path: `${event.path}${['', '', '/a', '/a/b'][index % 4]}`.replace('//', '/'),
        }));
        for (const batch of gen(arrivals, events)) await store.append(batch);
        const reference = new Reference(events, project);
        const start = DateTime.fromISO(FIRST_DAY, { zone: ZONE });
        const range = {
          from: start.plus({ hours: gen(() => fc.constantFrom(0, 0, 5, 24, 30)) }).toJSDate(),
          to: start.plus({ days: 5 }).toJSDate(),
        };
        const questions = gen(() =>
          fc.array(asked, { minLength: QUESTIONS, maxLength: QUESTIONS }),
        );
        const ask = async (question: (typeof questions)[number]): Promise<void> => {
          const request: JourneysRequest = { ...question, project, range };
          const { visits, links, source } = await store.journeys(request);
          sources[source] += 1;
          const walks = journeysByHand(reference, request);
          expect({ question, visits }).toEqual({ question, visits: walks.length });
          const answer = links.map(
            (link) =>
              [
                `${link.step} ${name(link.from)} > ${link.to && name(link.to)}`,
                link.visits,
              ] as const,
          );
          expect({ question, links: new Map(answer) }).toEqual({
            question,
            links: linksOf(walks, question.steps, question.limit),
          });
          expect(new Set(answer.map(([link]) => link)).size).toBe(answer.length);
        };
        for (const question of questions) await ask(question);
        await recountAll(app, no);
        for (const question of questions) await ask(question);
        expect(await wrongRollups(app, no)).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(Math.min(sources.raw, sources.rollup + sources.mixed)).toBeGreaterThan(0);
  });
});

function name({ kind, value }: JourneyNode): string {
  return kind === 'other' ? 'other' : `${kind} ${value ?? ''}`;
}

/** Visits from each of the most frequent steps to each of the next ones; the rest of a step is «other». */
function linksOf(walks: readonly string[][], steps: number, limit: number): Map<string, number> {
  const links = new Map<string, number>();
  const top = Array.from({ length: steps }, (_, step) => {
    const nodes = Map.groupBy(
      walks.flatMap((walk) => walk[step] ?? []),
      (node) => node,
    );
    // As many characters tell pages and events apart here as there, so the names' order is the same.
    return [...nodes]
      .sort(([a, { length: m }], [b, { length: n }]) => n - m || (key(a) < key(b) ? -1 : 1))
      .slice(0, limit)
      .map(([node]) => node);
  });
  const shown = (step: number, node: string): string =>
    top[step]?.includes(node) ? node : 'other';
  for (const walk of walks) {
    for (const [step, node] of walk.entries()) {
      const next = walk[step + 1];
      const link = `${step + 1} ${shown(step, node)} > ${next === undefined ? null : shown(step + 1, next)}`;
      links.set(link, (links.get(link) ?? 0) + 1);
    }
  }
  return links;
}

function key(node: string): string {
  return node.replace('page ', 'p').replace('event ', 'e');
}
