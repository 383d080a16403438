import { Injectable } from '@nestjs/common';
import { EventStore } from '../events/event.store.js';
import type { JourneyLink, JourneyNode, JourneysRequest } from '../events/journeys.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { answerMeta } from './answer-meta.js';
import type {
  JourneyColumn,
  JourneyNodeItem,
  JourneysAnswer,
  JourneysBody,
} from './dto/journeys.dto.js';
import { share } from './measures.js';
import { rangeOf, type Question } from './question.js';
import { readStep } from './step.js';
import type { Terms } from './terms.js';

/** Which way visits take. */
@Injectable()
export class JourneyAnswers {
  constructor(private readonly store: EventStore) {}

  async journeys(question: Question, body: JourneysBody, now: Date): Promise<JourneysAnswer> {
    const begun = performance.now();
    const { visits, links, source } = await this.store.journeys(readJourneys(question, body));
    const bySteps = Map.groupBy(links, ({ step }) => step);
    return {
      visits,
      columns: [...bySteps].map(([step, own]) => columnOf(step, own, visits, step < body.steps)),
      links: links.flatMap(({ to, ...link }) => (to === null ? [] : [{ ...link, to }])),
      meta: answerMeta(question, source, now, begun),
    };
  }
}

/** Spells journeys out. Throws `ImpossibleQuestion` that says what to change. */
export function readJourneys(question: Question, body: JourneysBody): JourneysRequest {
  return {
    project: question.project,
    range: rangeOf(question.period, true),
    filters: question.filters,
    anchor: readAnchor(body, question.terms),
    steps: body.steps,
    of: body.of,
    folders: body.folders ?? null,
    limit: body.limit,
  };
}

function readAnchor({ from, to }: JourneysBody, terms: Terms): JourneysRequest['anchor'] {
  if (from && to) throw new ImpossibleQuestion('/to', 'must not be given together with from');
  if (from) return { filters: readStep(from, '/from', terms).filters, side: 'from' };
  return to ? { filters: readStep(to, '/to', terms).filters, side: 'to' } : null;
}

function columnOf(
  step: number,
  links: readonly JourneyLink[],
  all: number,
  hasNext: boolean,
): JourneyColumn {
  const byNode = Map.groupBy(links, ({ from }) => nameOf(from));
  const nodes = [...byNode.values()].map((own): JourneyNodeItem => {
    const visits = sum(own);
    const [first] = own;
    return {
      kind: first?.from.kind ?? 'other',
      value: first?.from.value ?? null,
      visits,
      share: share(visits, all),
      ended: hasNext ? sum(own.filter(({ to }) => to === null)) : 0,
    };
  });
  return { step, nodes: nodes.sort((a, b) => rank(a) - rank(b) || b.visits - a.visits) };
}

function rank({ kind }: JourneyNodeItem): number {
  return kind === 'other' ? 1 : 0;
}

function nameOf({ kind, value }: JourneyNode): string {
  return `${kind} ${value ?? ''}`;
}

function sum(links: readonly JourneyLink[]): number {
  return links.reduce((total, { visits }) => total + visits, 0);
}
