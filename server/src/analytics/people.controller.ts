import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { EventStore } from '../events/event.store.js';
import { dimensions, isProperty, type Dimension } from '../events/tally.js';
import type { Project } from '../projects/project.js';
import { CurrentProject } from '../projects/project-access.guard.js';
import { AnswerAccess } from '../sharing/answer-access.guard.js';
import { ImpossibleQuestion, NothingOfThatId } from './analytics.errors.js';
import { Answers } from './answers.service.js';
import { Session, User } from './dto/profile.dto.js';
import {
  PropertyNames,
  PropertyParameters,
  SuggestedValues,
  ValueParameters,
} from './dto/suggestions.dto.js';
import { rangeOf, readQuestion, scopeOf } from './question.js';
import { Exportable } from './tables/exportable.interceptor.js';

/** Single visits and people, and what to offer while somebody types. */
@ApiTags('Analytics')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'Id of the project.' })
@ApiResponse({ status: 401, description: 'Not signed in.' })
@ApiResponse({ status: 404, description: 'No project of yours, or nothing of that id in it.' })
@ApiResponse({ status: 503, description: 'Takes too long, or the database is away.' })
@Exportable()
@UseGuards(AnswerAccess)
@Controller('analytics/:id')
export class PeopleController {
  constructor(
    private readonly store: EventStore,
    private readonly answers: Answers,
  ) {}

  @Get('sessions/:session')
  @ApiOperation({ summary: 'A visit and everything that happened in it' })
  @ApiParam({ name: 'session', description: 'session_id of a list; of several visits the last.' })
  @ApiOkResponse({ type: Session })
  async session(
    @CurrentProject() project: Project,
    @Param('session') sessionId: string,
  ): Promise<Session> {
    const found = await this.store.session(scopeOf(project), sessionId);
    if (found === null) throw new NothingOfThatId('visit');
    return found;
  }

  @Get('users/:user')
  @ApiOperation({ summary: 'A person: traits, totals, devices and the latest events' })
  @ApiParam({ name: 'user', description: 'distinct_id of a list.' })
  @ApiOkResponse({ type: User })
  async user(@CurrentProject() project: Project, @Param('user') distinctId: string): Promise<User> {
    const found = await this.store.user(scopeOf(project), distinctId);
    if (found === null) throw new NothingOfThatId('person');
    return found;
  }

  @Get('properties')
  @ApiOperation({ summary: 'Names of properties among the latest 50,000 events of a range' })
  @ApiResponse({ status: 400, description: 'An impossible question; says what to change.' })
  @ApiOkResponse({ type: PropertyNames })
  async properties(
    @CurrentProject() project: Project,
    @Query() parameters: PropertyParameters,
  ): Promise<PropertyNames> {
    const { event = null, search = null, limit } = parameters;
    const range = this.rangeOf(parameters, project);
    const request = { projectNo: project.no, range, event, search, limit };
    return { data: await this.store.propertyNames(request) };
  }

  @Get('values')
  @ApiOperation({ summary: 'Values of a dimension or property that hold what was typed' })
  @ApiResponse({ status: 400, description: 'An impossible question; says what to change.' })
  @ApiOkResponse({ type: SuggestedValues })
  async values(
    @CurrentProject() project: Project,
    @Query() parameters: ValueParameters,
  ): Promise<SuggestedValues> {
    const { dimension, search = null, limit } = parameters;
    if (dimension === 'user' || dimension === 'group' || isProperty(dimension)) {
      const range = this.rangeOf(parameters, project);
      const data = await this.store.values({
        projectNo: project.no,
        range,
        dimension,
        search,
        limit,
      });
      return { data };
    }
    if (!(dimensions as readonly string[]).includes(dimension)) {
      const names = dimensions.join(', ');
      throw new ImpossibleQuestion('?dimension', `must be one of ${names}, or property:<name>`);
    }
    const question = readQuestion(
      parameters,
      () => [],
      project,
      null,
      new Date(),
      () => undefined,
    );
    const { data } = await this.answers.breakdown(question, {
      dimension: dimension as Dimension,
      search,
      orderBy: 'visitors',
      offset: 0,
      limit,
    });
    return { data: data.map(({ value, visitors }) => ({ value, count: visitors })) };
  }

  /** Whatever is «all» begins with the first event, which the latest ones do not ask for. */
  private rangeOf(parameters: PropertyParameters | ValueParameters, project: Project) {
    return rangeOf(
      readQuestion(
        parameters,
        () => [],
        project,
        new Date(0),
        new Date(),
        () => undefined,
      ).period,
      true,
    );
  }
}
