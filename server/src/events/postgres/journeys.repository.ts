import { Injectable } from '@nestjs/common';
import { PAGE_VIEW } from '../event.js';
import type { ProjectScope } from '../tally.js';
import type { JourneyNode, Journeys, JourneysRequest } from '../journeys.js';
import { HeavyQuestions } from './heavy-question.repository.js';
import { countJourneys, type LabelledJourneys } from './journey-count.js';
import { journeysQuery, type JourneyRecord } from './journeys.query.js';
import { isView, type Ways } from './ways.js';
import type { Ask } from './params.js';
import { type Stretch, stretchesOf } from './stretches.js';
import { rememberedWays, waysOf } from './ways.repository.js';

/** Counts which way visits take. */
@Injectable()
export class JourneysRepository {
  constructor(private readonly questions: HeavyQuestions) {}

  async journeys(request: JourneysRequest): Promise<Journeys> {
    const { rows, source } = await this.questions.together(
      async (ask) => (await fromWays(ask, request)) ?? (await fromEvents(ask, request)),
    );
    const first = rows.filter(({ step }) => step === 1);
    return {
      visits: first.reduce((sum, { visits }) => sum + visits, 0),
      links: rows.map(({ step, node, next, visits }) => ({
        step,
        from: nodeOf(node),
        to: next === null ? null : nodeOf(next),
        visits,
      })),
      source,
    };
  }
}

interface Counted extends Pick<Journeys, 'source'> {
  readonly rows: readonly JourneyRecord[];
}

async function fromEvents(ask: Ask, request: JourneysRequest): Promise<Counted> {
  return { rows: await ask<JourneyRecord>(journeysQuery(request)), source: 'raw' };
}

/** Counts what is remembered of visits, and as little else as possible; null where that does not do. */
async function fromWays(ask: Ask, request: JourneysRequest): Promise<Counted | null> {
  const { project, range, filters } = request;
  const anchor = request.anchor && labelledAnchor(request.anchor);
  if (filters.length > 0 || anchor === undefined) return null;
  const stretches = await stretchesOf(ask, project, range, 'ways');
  if (stretches === null) return null;
  const rows = await countJourneys({ ...request, anchor }, waysAlong(ask, project, stretches));
  if (rows === null) return null;
  return { rows, source: stretches.every(({ day }) => day !== null) ? 'rollup' : 'mixed' };
}

async function* waysAlong(
  ask: Ask,
  project: ProjectScope,
  stretches: readonly Stretch[],
): AsyncGenerator<Ways | null> {
  for (const stretch of stretches) {
    const { day } = stretch;
    yield await (day === null ? waysOf(ask, project, stretch) : rememberedWays(ask, project, day));
  }
}

/** The anchor as something that labels tell; undefined when it takes more than them. */
function labelledAnchor({
  filters,
  side,
}: NonNullable<JourneysRequest['anchor']>): LabelledJourneys['anchor'] | undefined {
  const tests: ((label: string) => boolean)[] = [];
  let onlyViews = false;
  for (const filter of filters) {
    if (!('dimension' in filter) || filter.operator !== 'is') return undefined;
    const { dimension, values } = filter;
    if (dimension === 'event') {
      onlyViews ||= values.every((value) => value === PAGE_VIEW);
      tests.push((label) => values.includes(isView(label) ? PAGE_VIEW : label.slice(1)));
    } else if (dimension === 'page' && !values.includes('')) {
      tests.push((label) => isView(label) && values.includes(label.slice(1)));
    } else return undefined;
  }
  // Other events happen on a page, too, but their labels do not tell on which.
  const decides =
    onlyViews || filters.every((one) => 'dimension' in one && one.dimension !== 'page');
  return decides ? { is: (label) => tests.every((test) => test(label)), side } : undefined;
}

function nodeOf(node: string): JourneyNode {
  if (node === '') return { kind: 'other', value: null };
  const value = node.slice(1);
  return { kind: isView(node) ? 'page' : 'event', value: value === '' ? null : value };
}
