import { Injectable } from '@nestjs/common';
import type { JourneyNode, Journeys, JourneysRequest } from '../journeys.js';
import { HeavyQuestions } from './heavy-question.repository.js';
import { journeysQuery, type JourneyRecord } from './journeys.query.js';

/** Counts which way visits take. */
@Injectable()
export class JourneysRepository {
  constructor(private readonly questions: HeavyQuestions) {}

  async journeys(request: JourneysRequest): Promise<Journeys> {
    const rows = await this.questions.rows<JourneyRecord>(journeysQuery(request));
    const first = rows.filter(({ step }) => step === 1);
    return {
      visits: first.reduce((sum, { visits }) => sum + visits, 0),
      links: rows.map(({ step, node, next, visits }) => ({
        step,
        from: nodeOf(node),
        to: next === null ? null : nodeOf(next),
        visits,
      })),
    };
  }
}

function nodeOf(node: string): JourneyNode {
  if (node === '') return { kind: 'other', value: null };
  const value = node.slice(1);
  return { kind: node.startsWith('p') ? 'page' : 'event', value: value === '' ? null : value };
}
