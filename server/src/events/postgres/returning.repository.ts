import { Injectable } from '@nestjs/common';
import type { Retention, RetentionRequest } from '../retention.js';
import { HeavyQuestions } from './heavy-question.repository.js';
import { retentionBySets } from './returning-sets.js';
import { retentionQuery, type RetentionRecord } from './returning.query.js';

/** Counts who comes back. */
@Injectable()
export class ReturningRepository {
  constructor(private readonly questions: HeavyQuestions) {}

  async retention(request: RetentionRequest): Promise<Retention> {
    const { rows, source } = await this.questions.together(async (ask) => {
      const bySets = await retentionBySets(ask, request);
      if (bySets) return { rows: bySets.rows, source: bySets.mixed ? 'mixed' : 'rollup' } as const;
      const fromEvents = await ask<RetentionRecord>(retentionQuery(request));
      return { rows: fromEvents, source: 'raw' } as const;
    });
    const byCohort = Map.groupBy(rows, ({ bucket }) => bucket);
    return {
      source,
      cohorts: [...byCohort].map(([bucket, cells]) => ({
        bucket,
        size: cells.find(({ later }) => later < 0)?.people ?? 0,
        returned: new Map(
          cells.filter(({ later }) => later >= 0).map(({ later, people }) => [later, people]),
        ),
      })),
    };
  }
}
