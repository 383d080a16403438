import { Injectable } from '@nestjs/common';
import { EventStore } from '../events/event.store.js';
import type { FunnelCount, FunnelRequest } from '../events/funnel.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { answerMeta } from './answer-meta.js';
import { readBreakdown } from './breakdown.js';
import type {
  AskedWindow,
  FunnelAnswer,
  FunnelBody,
  FunnelPeople,
  FunnelPeopleBody,
  FunnelStep,
} from './dto/funnel.dto.js';
import { share } from './measures.js';
import { rangeOf, type Question } from './question.js';
import { readStep, type Step } from './step.js';
import type { Terms } from './terms.js';

const MINUTES = { minute: 1, hour: 60, day: 1_440 } as const;
const LONGEST_MINUTES = 366 * MINUTES.day;
const DEFAULT_WINDOW: AskedWindow = { count: 14, unit: 'day' };

/** Who goes through several steps, how fast, and who does not. */
@Injectable()
export class FunnelAnswers {
  constructor(private readonly store: EventStore) {}

  async funnel(question: Question, body: FunnelBody, now: Date): Promise<FunnelAnswer> {
    const begun = performance.now();
    const { steps, request } = readFunnel(question, body);
    const funnel = await this.store.funnel(request);
    const { steps: counts, completion } = funnel;
    const [first, last] = [counts[0]?.people ?? 0, counts.at(-1)?.people ?? 0];
    return {
      steps: stepsOf(steps, counts),
      completion: {
        people: last,
        rate: share(last, first),
        mean_seconds: seconds(completion?.mean),
        median_seconds: seconds(completion?.median),
      },
      groups: funnel.groups.map((group) => ({
        value: group.value,
        steps: stepsOf(steps, group.steps),
      })),
      meta: answerMeta(question, 'raw', now, begun),
    };
  }

  async people(question: Question, body: FunnelPeopleBody): Promise<FunnelPeople> {
    const steps = readSteps(body, question.terms);
    if (body.step > steps.length) {
      throw new ImpossibleQuestion('/step', `must be one of the ${steps.length} steps`);
    }
    const { rows, nextCursor } = await this.store.funnelPeople({
      ...requestOf(question, body, steps),
      step: body.step,
      outcome: body.outcome,
      limit: body.limit,
      cursor: body.cursor ?? null,
    });
    return { data: [...rows], next_cursor: nextCursor };
  }
}

/** Spells a funnel out. Throws `ImpossibleQuestion` that says what to change. */
export function readFunnel(
  question: Question,
  body: FunnelBody,
): { readonly steps: readonly Step[]; readonly request: FunnelRequest } {
  const steps = readSteps(body, question.terms);
  const breakdown = readBreakdown(body.breakdown);
  const request = { ...requestOf(question, body, steps), breakdown, limit: body.limit };
  return { steps, request };
}

type StepsBody = Pick<FunnelBody, 'steps' | 'window' | 'order'>;

function readSteps(body: StepsBody, terms: Terms): Step[] {
  return body.steps.map((step, index) => readStep(step, `/steps/${index}`, terms));
}

function requestOf(
  question: Question,
  body: StepsBody,
  steps: readonly Step[],
): Omit<FunnelRequest, 'breakdown' | 'limit'> {
  const { count, unit } = body.window ?? DEFAULT_WINDOW;
  const minutes = count * MINUTES[unit];
  if (minutes > LONGEST_MINUTES) {
    throw new ImpossibleQuestion('/window', 'must be at most 366 days');
  }
  return {
    project: question.project,
    range: rangeOf(question.period, true),
    filters: question.filters,
    steps: steps.map(({ filters }) => filters),
    windowMs: minutes * 60_000,
    strict: body.order === 'strict',
  };
}

function stepsOf(steps: readonly Step[], counts: readonly FunnelCount[]): FunnelStep[] {
  const [first] = counts;
  return counts.map(({ people, times }, index) => ({
    name: steps[index]?.name ?? '',
    people,
    rate: share(people, first?.people ?? 0),
    step_rate: share(people, (counts[index - 1] ?? first)?.people ?? 0),
    dropped: index + 1 < counts.length ? people - (counts[index + 1]?.people ?? 0) : 0,
    mean_seconds: seconds(times?.mean),
    median_seconds: seconds(times?.median),
  }));
}

/** One decimal. */
function seconds(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 10) / 10;
}
