import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { EventStore } from '../events/event.store.js';
import type { Project } from '../projects/project.js';
import { CurrentProject } from '../projects/project-access.guard.js';
import { AnswerAccess, CurrentLock, Shared } from '../sharing/answer-access.guard.js';
import { Answers } from './answers.service.js';
import { Breakdown } from './dto/breakdown.dto.js';
import { EventPage, SessionPage, UserPage } from './dto/lists.dto.js';
import { LiveNow } from './dto/live.dto.js';
import { Overview } from './dto/overview.dto.js';
import {
  BreakdownParameters,
  ListParameters,
  QuestionParameters,
  TopEventsParameters,
  UserListParameters,
} from './dto/question.dto.js';
import { Timeseries } from './dto/timeseries.dto.js';
import { TopEvents } from './dto/top-events.dto.js';
import { type Lock, refuseHidden } from './locked.js';
import { QuestionReader } from './question-reader.js';
import { rangeOf, type Question } from './question.js';
import { Exportable } from './tables/exportable.interceptor.js';

/** The questions people ask of their project. */
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
export class AnalyticsController {
  constructor(
    private readonly answers: Answers,
    private readonly store: EventStore,
    private readonly reader: QuestionReader,
  ) {}

  @Shared()
  @Get('overview')
  @ApiOperation({ summary: 'Totals of a range, and of the one it is compared with' })
  @ApiOkResponse({ type: Overview })
  async overview(
    @CurrentProject() project: Project,
    @CurrentLock() lock: Lock,
    @Query() parameters: QuestionParameters,
  ): Promise<Overview> {
    return this.answers.overview(await this.read(parameters, project, lock));
  }

  @Shared()
  @Get('timeseries')
  @ApiOperation({ summary: 'Totals of each hour, day, week or month of a range' })
  @ApiOkResponse({ type: Timeseries })
  async timeseries(
    @CurrentProject() project: Project,
    @CurrentLock() lock: Lock,
    @Query() parameters: QuestionParameters,
  ): Promise<Timeseries> {
    return this.answers.timeseries(await this.read(parameters, project, lock));
  }

  @Shared()
  @Get('top-events')
  @ApiOperation({ summary: 'The most frequent events' })
  @ApiOkResponse({ type: TopEvents })
  async topEvents(
    @CurrentProject() project: Project,
    @CurrentLock() lock: Lock,
    @Query() parameters: TopEventsParameters,
  ): Promise<TopEvents> {
    return this.answers.topEvents(await this.read(parameters, project, lock), parameters.limit);
  }

  @Shared()
  @Get('breakdown')
  @ApiOperation({ summary: 'Totals by the values of one dimension' })
  @ApiOkResponse({ type: Breakdown })
  async breakdown(
    @CurrentProject() project: Project,
    @CurrentLock() lock: Lock,
    @Query() parameters: BreakdownParameters,
  ): Promise<Breakdown> {
    refuseHidden(parameters.dimension, lock);
    return this.answers.breakdown(await this.read(parameters, project, lock), {
      dimension: parameters.dimension,
      search: parameters.search ?? null,
      orderBy: parameters.order_by,
      offset: Number(parameters.cursor ?? 0),
      limit: parameters.limit,
    });
  }

  @Get('sessions')
  @ApiOperation({ summary: 'Visits of a range, newest first' })
  @ApiOkResponse({ type: SessionPage })
  async sessions(
    @CurrentProject() project: Project,
    @Query() parameters: ListParameters,
  ): Promise<SessionPage> {
    const list = await this.listOf(parameters, project);
    const { rows, total, nextCursor } = await this.store.listSessions(list);
    return { data: [...rows], total, next_cursor: nextCursor };
  }

  @Get('users')
  @ApiOperation({ summary: 'People with an id of their own' })
  @ApiOkResponse({ type: UserPage })
  async users(
    @CurrentProject() project: Project,
    @Query() parameters: UserListParameters,
  ): Promise<UserPage> {
    const list = { ...(await this.listOf(parameters, project)), order: parameters.order_by };
    const { rows, total, nextCursor } = await this.store.listUsers(list);
    return { data: [...rows], total, next_cursor: nextCursor };
  }

  @Get('events')
  @ApiOperation({ summary: 'Single events of a range, newest first' })
  @ApiOkResponse({ type: EventPage })
  async events(
    @CurrentProject() project: Project,
    @Query() parameters: ListParameters,
  ): Promise<EventPage> {
    const { rows, nextCursor } = await this.store.listEvents(
      await this.listOf(parameters, project),
    );
    return { data: [...rows], next_cursor: nextCursor };
  }

  @Shared()
  @Get('live')
  @ApiOperation({ summary: 'Who is here now' })
  @ApiOkResponse({ type: LiveNow })
  async live(@CurrentProject() project: Project, @CurrentLock() lock: Lock): Promise<LiveNow> {
    const { filters } = await this.read({}, project, lock);
    return this.answers.live(project, new Date(), filters);
  }

  private async listOf(parameters: ListParameters, project: Project) {
    const question = await this.read(parameters, project, null);
    return {
      project: question.project,
      range: rangeOf(question.period, true),
      filters: question.filters,
      limit: parameters.limit,
      cursor: parameters.cursor ?? null,
      search: parameters.search ?? null,
    };
  }

  private read(parameters: QuestionParameters, project: Project, lock: Lock): Promise<Question> {
    return this.reader.readUrl(parameters, project, lock, new Date());
  }
}
