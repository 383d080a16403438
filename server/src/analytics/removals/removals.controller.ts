import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Project } from '../../projects/project.js';
import { CurrentProject, ProjectAccess } from '../../projects/project-access.guard.js';
import { ImpossibleQuestion } from '../analytics.errors.js';
import { isStorable } from '../condition.js';
import {
  RemovalBody,
  RemovalDto,
  RemovalPreview,
  RemovalsDto,
  toPreview,
  toRemovalDto,
} from '../dto/removal.dto.js';
import { removalExamples } from '../dto/removal.examples.js';
import { rangeOf } from '../question.js';
import { QuestionReader } from '../question-reader.js';
import type { RemovalSubject } from './removal.js';
import { Removals } from './removals.service.js';

/** Taking events, or a person, out of a project for good. */
@ApiTags('removals')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'Id of the project.' })
@ApiResponse({ status: 400, description: 'Not clear what is meant; says what to change.' })
@ApiResponse({ status: 401, description: 'Not signed in.' })
@ApiResponse({ status: 404, description: 'No project of yours, or nothing of that id in it.' })
@UseGuards(ProjectAccess)
@Controller('projects/:id/removals')
export class RemovalsController {
  constructor(
    private readonly reader: QuestionReader,
    private readonly removals: Removals,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a removal would take; nothing is changed' })
  @ApiBody({ type: RemovalBody, examples: removalExamples })
  @ApiOkResponse({ type: RemovalPreview })
  @ApiResponse({ status: 503, description: 'Takes too long, or the database is away.' })
  async preview(
    @CurrentProject() project: Project,
    @Body() body: RemovalBody,
  ): Promise<RemovalPreview> {
    const subject = await this.subjectOf(body, project, new Date());
    return toPreview(await this.removals.preview(project, subject));
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Remove events, or everything kept of a person, in the background' })
  @ApiBody({ type: RemovalBody, examples: removalExamples })
  @ApiAcceptedResponse({ type: RemovalDto })
  @ApiResponse({ status: 409, description: 'Twenty removals of the project are not done yet.' })
  async request(
    @CurrentProject() project: Project,
    @Body() body: RemovalBody,
  ): Promise<RemovalDto> {
    const now = new Date();
    const subject = await this.subjectOf(body, project, now);
    return toRemovalDto(await this.removals.request(project, subject, now));
  }

  @Get()
  @ApiOperation({ summary: 'Removals of the last 90 days, and how far they are' })
  @ApiOkResponse({ type: RemovalsDto })
  async list(@CurrentProject() project: Project): Promise<RemovalsDto> {
    return { data: (await this.removals.list(project)).map(toRemovalDto) };
  }

  @Get(':removal')
  @ApiOperation({ summary: 'One of them' })
  @ApiParam({ name: 'removal' })
  @ApiOkResponse({ type: RemovalDto })
  async find(
    @CurrentProject() project: Project,
    @Param('removal') id: string,
  ): Promise<RemovalDto> {
    return toRemovalDto(await this.removals.find(project, id));
  }

  /** Nothing is removed by leaving something out: whoever means everything names a range. */
  private async subjectOf(
    { user, range, filters, timezone }: RemovalBody,
    project: Project,
    now: Date,
  ): Promise<RemovalSubject> {
    if (user !== undefined) {
      if (range ?? filters) throw new ImpossibleQuestion('/user', 'stands alone');
      if (!isStorable(user)) throw new ImpossibleQuestion('/user', 'must be without \\u0000');
      return { kind: 'person', person: user };
    }
    if (range?.period === undefined && range?.start === undefined) {
      throw new ImpossibleQuestion('/range', 'or a user must be named');
    }
    const question = await this.reader.read({ range, filters, timezone }, project, now);
    return {
      kind: 'events',
      asked: filters ?? [],
      range: rangeOf(question.period, false),
      filters: question.filters,
    };
  }
}
