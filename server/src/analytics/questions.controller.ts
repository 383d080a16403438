import { applyDecorators, Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Project } from '../projects/project.js';
import { CurrentProject } from '../projects/project-access.guard.js';
import { AnswerAccess } from '../sharing/answer-access.guard.js';
import * as flows from './dto/flow.examples.js';
import { FunnelAnswer, FunnelBody, FunnelPeople, FunnelPeopleBody } from './dto/funnel.dto.js';
import { JourneysAnswer, JourneysBody } from './dto/journeys.dto.js';
import { QueryAnswer, QueryBody } from './dto/query.dto.js';
import { queryExamples } from './dto/query.examples.js';
import { RetentionAnswer, RetentionBody } from './dto/retention.dto.js';
import { TrendsAnswer, TrendsBody } from './dto/trends.dto.js';
import { trendsExamples } from './dto/trends.examples.js';
import { FunnelAnswers } from './funnel.service.js';
import { JourneyAnswers } from './journeys.service.js';
import { readQuery } from './query.js';
import { QueryAnswers } from './query.service.js';
import { pointedAtBody, QuestionReader } from './question-reader.js';
import { RetentionAnswers } from './retention.service.js';
import { Exportable } from './tables/exportable.interceptor.js';
import { readTrends } from './trends.js';

type Type = new () => object;
type Examples = Record<string, { summary: string; value: unknown }>;

/** A question with a body, and how it looks in OpenAPI. */
const Asks = (route: string, summary: string, body: Type, answer: Type, examples: Examples) =>
  applyDecorators(
    Post(route),
    HttpCode(200),
    ApiOperation({ summary }),
    ApiBody({ type: body, examples }),
    ApiOkResponse({ type: answer }),
  );

/** Questions that need a body. */
@ApiTags('Analytics')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'Id of the project.' })
@ApiResponse({ status: 400, description: 'An impossible question; says what to change.' })
@ApiResponse({ status: 401, description: 'Not signed in.' })
@ApiResponse({ status: 404, description: 'No project of yours.' })
@ApiResponse({ status: 503, description: 'Takes too long, or the database is away.' })
@Exportable()
@UseGuards(AnswerAccess)
@Controller('analytics/:id')
export class QuestionsController {
  constructor(
    private readonly reader: QuestionReader,
    private readonly queries: QueryAnswers,
    private readonly funnels: FunnelAnswers,
    private readonly retentions: RetentionAnswers,
    private readonly walks: JourneyAnswers,
  ) {}

  @Asks(
    'query',
    'Any metrics by any dimensions, with series and comparison',
    QueryBody,
    QueryAnswer,
    queryExamples,
  )
  async query(@CurrentProject() project: Project, @Body() body: QueryBody): Promise<QueryAnswer> {
    const now = new Date();
    const question = await this.reader.read(body, project, now);
    const query = readQuery(body, question.terms);
    return pointedAtBody(() => this.queries.answer(question, query, now));
  }

  @Asks(
    'trends',
    'Several events over time, and formulas over them',
    TrendsBody,
    TrendsAnswer,
    trendsExamples,
  )
  async trends(
    @CurrentProject() project: Project,
    @Body() body: TrendsBody,
  ): Promise<TrendsAnswer> {
    const now = new Date();
    const trends = readTrends(await this.reader.read(body, project, now), body);
    const { question, query, columns } = trends;
    const answer = await pointedAtBody(() => this.queries.answer(question, query, now));
    return { ...answer, columns: [...columns] };
  }

  @Asks(
    'funnel',
    'Who goes through several steps in order, and how fast',
    FunnelBody,
    FunnelAnswer,
    flows.funnelExamples,
  )
  async funnel(
    @CurrentProject() project: Project,
    @Body() body: FunnelBody,
  ): Promise<FunnelAnswer> {
    const now = new Date();
    return this.funnels.funnel(await this.reader.read(body, project, now), body, now);
  }

  @Asks(
    'funnel/people',
    'Who came to a step of a funnel, or left it there',
    FunnelPeopleBody,
    FunnelPeople,
    flows.funnelPeopleExamples,
  )
  async funnelPeople(
    @CurrentProject() project: Project,
    @Body() body: FunnelPeopleBody,
  ): Promise<FunnelPeople> {
    return this.funnels.people(await this.reader.read(body, project, new Date()), body);
  }

  @Asks(
    'retention',
    'Who comes back, by the day, week or month they began',
    RetentionBody,
    RetentionAnswer,
    flows.retentionExamples,
  )
  async retention(
    @CurrentProject() project: Project,
    @Body() body: RetentionBody,
  ): Promise<RetentionAnswer> {
    const now = new Date();
    const question = await this.reader.read(body, project, now);
    return pointedAtBody(() => this.retentions.retention(question, body, now));
  }

  @Asks(
    'journeys',
    'Which way visits take, from or to a page or event',
    JourneysBody,
    JourneysAnswer,
    flows.journeysExamples,
  )
  async journeys(
    @CurrentProject() project: Project,
    @Body() body: JourneysBody,
  ): Promise<JourneysAnswer> {
    const now = new Date();
    return this.walks.journeys(await this.reader.read(body, project, now), body, now);
  }
}
