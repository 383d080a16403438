import { Injectable } from '@nestjs/common';
import type { Retention, RetentionRequest } from '../retention.js';
import { HeavyQuestions } from './heavy-question.repository.js';
import { retentionQuery, type RetentionRecord } from './returning.query.js';

/** Counts who comes back. */
@Injectable()
export class ReturningRepository {
  constructor(private readonly questions: HeavyQuestions) {}

  async retention(request: RetentionRequest): Promise<Retention> {
    const rows = await this.questions.rows<RetentionRecord>(retentionQuery(request));
    const byCohort = Map.groupBy(rows, ({ bucket }) => bucket);
    return {
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
