import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Library } from '../library/library.service.js';
import type { Project } from '../projects/project.js';
import { CurrentProject } from '../projects/project-access.guard.js';
import { AnswerAccess } from '../sharing/answer-access.guard.js';
import { GoalAnswer } from './dto/goal-numbers.dto.js';
import { QuestionParameters } from './dto/question.dto.js';
import { GoalAnswers } from './goals.service.js';
import { QuestionReader } from './question-reader.js';
import { Exportable } from './tables/exportable.interceptor.js';

/** What became of the goals of a project. */
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
export class GoalNumbersController {
  constructor(
    private readonly reader: QuestionReader,
    private readonly library: Library,
    private readonly answers: GoalAnswers,
  ) {}

  @Get('goals')
  @ApiOperation({ summary: 'Conversions, rate and revenue of all goals of a range' })
  @ApiOkResponse({ type: GoalAnswer })
  async goals(
    @CurrentProject() project: Project,
    @Query() parameters: QuestionParameters,
  ): Promise<GoalAnswer> {
    const now = new Date();
    const question = await this.reader.readUrl(parameters, project, null, now);
    return this.answers.goals(question, await this.library.list(project.id, ['goal']), now);
  }
}
