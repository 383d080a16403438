import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
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
import { CurrentProject, ProjectAccess } from '../projects/project-access.guard.js';
import { QueryAnswer, QueryBody } from './dto/query.dto.js';
import { queryExamples } from './dto/query.examples.js';
import { readQuery } from './query.js';
import { QueryAnswers } from './query.service.js';
import { pointedAtBody, QuestionReader } from './question-reader.js';

/** Questions that need a body. */
@ApiTags('Analytics')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'Id of the project.' })
@ApiResponse({ status: 400, description: 'An impossible question; says what to change.' })
@ApiResponse({ status: 401, description: 'Not signed in.' })
@ApiResponse({ status: 404, description: 'No project of yours.' })
@ApiResponse({ status: 503, description: 'Takes too long, or the database is away.' })
@UseGuards(ProjectAccess)
@Controller('analytics/:id')
export class QuestionsController {
  constructor(
    private readonly reader: QuestionReader,
    private readonly queries: QueryAnswers,
  ) {}

  @Post('query')
  @HttpCode(200)
  @ApiOperation({ summary: 'Any metrics by any dimensions, with series and comparison' })
  @ApiBody({ type: QueryBody, examples: queryExamples })
  @ApiOkResponse({ type: QueryAnswer })
  async query(@CurrentProject() project: Project, @Body() body: QueryBody): Promise<QueryAnswer> {
    const now = new Date();
    const query = readQuery(body);
    const question = await this.reader.read(body, project, now);
    return pointedAtBody(() => this.queries.answer(question, query, now));
  }
}
