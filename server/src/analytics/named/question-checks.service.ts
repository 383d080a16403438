import { Injectable } from '@nestjs/common';
import { Problem } from '../../platform/http/problem.js';
import { RequestValidation } from '../../platform/http/validation.pipe.js';
import type { Project } from '../../projects/project.js';
import { FunnelBody } from '../dto/funnel.dto.js';
import { JourneysBody } from '../dto/journeys.dto.js';
import { QueryBody } from '../dto/query.dto.js';
import { RetentionBody } from '../dto/retention.dto.js';
import type { SavedQuestionBody } from '../dto/saved-question.dto.js';
import { TrendsBody } from '../dto/trends.dto.js';
import { readFunnel } from '../funnel.service.js';
import { readJourneys } from '../journeys.service.js';
import { readQuery } from '../query.js';
import { pointedAtBody, QuestionReader } from '../question-reader.js';
import { readRetention } from '../retention.service.js';
import { readTrends } from '../trends.js';

const bodies = {
  query: QueryBody,
  trends: TrendsBody,
  funnel: FunnelBody,
  retention: RetentionBody,
  journeys: JourneysBody,
} as const;

/** Reads questions as they would be read when they are asked, without asking them. */
@Injectable()
export class QuestionChecks {
  private readonly validation = new RequestValidation();

  constructor(private readonly reader: QuestionReader) {}

  /** The question with its defaults spelled out. Throws a problem whose pointers lead into `/body`. */
  async check(project: Project, saved: SavedQuestionBody): Promise<SavedQuestionBody> {
    try {
      const metatype = bodies[saved.kind];
      const body = await this.validation.transform(saved.body, { type: 'body', metatype });
      await pointedAtBody(() => this.read(project, body as InstanceType<typeof metatype>));
      return { ...saved, body: JSON.parse(JSON.stringify(body)) as Record<string, unknown> };
    } catch (error) {
      if (!(error instanceof Problem) || error.getStatus() !== 400) throw error;
      const errors = error.errors?.map((one) => ({ ...one, pointer: `/body${one.pointer}` }));
      throw new Problem(400, error.code, error.detail, { errors });
    }
  }

  private async read(
    project: Project,
    body: QueryBody | TrendsBody | FunnelBody | RetentionBody | JourneysBody,
  ): Promise<void> {
    const question = await this.reader.read(body, project, new Date());
    if (body instanceof QueryBody) readQuery(body, question.terms);
    else if (body instanceof TrendsBody) readTrends(question, body);
    else if (body instanceof FunnelBody) readFunnel(question, body);
    else if (body instanceof RetentionBody) readRetention(question, body);
    else readJourneys(question, body);
  }
}
