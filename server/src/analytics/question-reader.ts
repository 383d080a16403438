import { Injectable } from '@nestjs/common';
import { EventStore } from '../events/event.store.js';
import type { Project } from '../projects/project.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import type { AskedComparison, QuestionBody } from './dto/question-body.dto.js';
import type { QuestionParameters } from './dto/question.dto.js';
import { readFilterTree } from './filters.js';
import { type Lock, readLockedFilters } from './locked.js';
import { Names } from './names.service.js';
import { readQuestion, type Asked, type Question } from './question.js';

/** Where a word of the URL stands in a body. */
const inBody: Readonly<Record<string, string>> = {
  '?start': '/range/start',
  '?end': '/range/end',
  '?timezone': '/timezone',
  '?interval': '/interval',
  '?compare_start': '/compare/start',
  '?compare_end': '/compare/end',
};

/** Reads the part that every question shares. */
@Injectable()
export class QuestionReader {
  constructor(
    private readonly store: EventStore,
    private readonly names: Names,
  ) {}

  /** A question that stands in a URL. Throws `ImpossibleQuestion` with the parameter to change. */
  async readUrl(
    parameters: QuestionParameters,
    project: Project,
    lock: Lock,
    now: Date,
  ): Promise<Question> {
    const { period, filters, granularity } = parameters;
    const first = period === 'all' ? await this.store.firstEventAt(project.no) : null;
    const named = await this.names.of(project, [filters, lock]);
    return readQuestion(
      { ...parameters, interval: parameters.interval ?? granularity },
      (terms) => readLockedFilters(filters, lock, terms),
      project,
      first,
      now,
      named,
    );
  }

  /** A question that stands in a body. Throws `ImpossibleQuestion` with a pointer into it. */
  async read(
    body: QuestionBody & {
      readonly interval?: Asked['interval'];
      readonly compare?: AskedComparison;
    },
    project: Project,
    now: Date,
  ): Promise<Question> {
    const { range, compare } = body;
    const first = range?.period === 'all' ? await this.store.firstEventAt(project.no) : null;
    const named = await this.names.of(project, body);
    const asked: Asked = {
      ...range,
      interval: body.interval,
      timezone: body.timezone,
      compare: compare?.to,
      compare_start: compare?.start,
      compare_end: compare?.end,
      match_weekday: compare?.match_weekday,
    };
    return pointedAtBody(() =>
      readQuestion(
        asked,
        (terms) => readFilterTree(body.filters, '/filters', terms),
        project,
        first,
        now,
        named,
      ),
    );
  }
}

/** What `work` gives; of what it refuses, says where it stands in the body. */
export async function pointedAtBody<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ImpossibleQuestion)) throw error;
    throw new ImpossibleQuestion(inBody[error.pointer] ?? error.pointer, error.reason);
  }
}
