import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { EventStore } from '../events/event.store.js';
import type { Cohort, RetentionRequest } from '../events/retention.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { answerMeta } from './answer-meta.js';
import type {
  RetentionAnswer,
  RetentionBody,
  RetentionCohort,
  RetentionPoint,
} from './dto/retention.dto.js';
import { share } from './measures.js';
import { bucketsOf, rangeOf, type Question } from './question.js';
import { readStep } from './step.js';

export const MOST_COHORTS = 100;

/** Who comes back, as a table of cohorts and as one curve. */
@Injectable()
export class RetentionAnswers {
  constructor(private readonly store: EventStore) {}

  async retention(question: Question, body: RetentionBody, now: Date): Promise<RetentionAnswer> {
    const begun = performance.now();
    const { period } = question;
    const request = readRetention(question, body);
    const { buckets } = request;
    const { cohorts, source } = await this.store.retention(request);
    const ended = period.until < period.to ? buckets.length - 1 : buckets.length;
    const byBucket = new Map(cohorts.map((cohort) => [cohort.bucket, cohort]));
    const rows = buckets.map((start, bucket): RetentionCohort => {
      const local = DateTime.fromJSDate(start, { zone: question.zone });
      return {
        timestamp: start.toISOString(),
        label: local.toFormat("yyyy-MM-dd'T'HH:mm"),
        ...cellsOf(byBucket.get(bucket), bucket, buckets.length, ended),
      };
    });
    return {
      interval: body.interval,
      cohorts: rows,
      curve: curveOf(rows),
      meta: answerMeta(question, source, now, begun),
    };
  }
}

/** Spells retention out. Throws `ImpossibleQuestion` that says what to change. */
export function readRetention(question: Question, body: RetentionBody): RetentionRequest {
  const buckets = bucketsOf(question, question.period);
  if (buckets.length > MOST_COHORTS) {
    throw new ImpossibleQuestion('/interval', 'must be longer for so long a range');
  }
  return {
    project: question.project,
    range: rangeOf(question.period, true),
    filters: question.filters,
    start: body.start ? readStep(body.start, '/start', question.terms).filters : [],
    back: body.back ? readStep(body.back, '/back', question.terms).filters : [],
    cohort: body.cohort,
    buckets,
    anonymous: body.include_anonymous,
  };
}

function cellsOf(
  cohort: Cohort | undefined,
  bucket: number,
  buckets: number,
  ended: number,
): Pick<RetentionCohort, 'size' | 'values'> {
  const size = cohort?.size ?? 0;
  const values = Array.from({ length: buckets - bucket }, (_, later) => {
    const people = cohort?.returned.get(later) ?? 0;
    const rate = size === 0 ? null : share(people, size);
    return { later, people, rate, partial: bucket + later >= ended };
  });
  return { size, values };
}

/** All cohorts together, each weighing as much as it has people; what is still running is left out. */
function curveOf(cohorts: readonly RetentionCohort[]): RetentionPoint[] {
  return cohorts.map((_, later) => {
    const complete = cohorts.filter(({ values }) => values[later]?.partial === false);
    const of = complete.reduce((sum, { size }) => sum + size, 0);
    const people = complete.reduce((sum, { values }) => sum + (values[later]?.people ?? 0), 0);
    return { later, people, of, rate: of === 0 ? null : share(people, of) };
  });
}
