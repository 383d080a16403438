import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  UseGuards,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Project } from '../../projects/project.js';
import { CurrentProject, ProjectAccess } from '../../projects/project-access.guard.js';
import { savedQuestionExamples } from '../dto/definition.examples.js';
import { SavedQuestion, SavedQuestionBody, SavedQuestions } from '../dto/saved-question.dto.js';
import { Definitions } from './definitions.service.js';
import { QuestionChecks } from './question-checks.service.js';

/** Questions to be asked again. */
@ApiTags('questions')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'The project.' })
@ApiResponse({ status: 400, description: 'Not usable; says what to change.' })
@ApiResponse({ status: 404, description: 'No project of yours, or nothing of that id in it.' })
@ApiResponse({ status: 409, description: 'The name is taken, or there are 200 of them.' })
@UseGuards(ProjectAccess)
@Controller('projects/:id/questions')
export class SavedQuestionsController {
  constructor(
    private readonly definitions: Definitions,
    private readonly checks: QuestionChecks,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Saved questions of the project' })
  @ApiOkResponse({ type: SavedQuestions })
  async list(@CurrentProject() project: Project): Promise<SavedQuestions> {
    return { data: await this.definitions.list<SavedQuestionBody>(project, 'question') };
  }

  @Post()
  @ApiOperation({ summary: 'Make a saved question' })
  @ApiBody({ type: SavedQuestionBody, examples: savedQuestionExamples })
  @ApiCreatedResponse({ type: SavedQuestion })
  async create(
    @CurrentProject() project: Project,
    @Body() body: SavedQuestionBody,
  ): Promise<SavedQuestion> {
    const checked = await this.checks.check(project, body);
    return this.definitions.add(project, 'question', checked);
  }

  @Get(':question')
  @ApiOperation({ summary: 'One of them' })
  @ApiOkResponse({ type: SavedQuestion })
  async find(
    @CurrentProject() project: Project,
    @Param('question') id: string,
  ): Promise<SavedQuestion> {
    return this.definitions.find<SavedQuestionBody>(project, 'question', id);
  }

  @Put(':question')
  @ApiOperation({ summary: 'Put another in its place, under the same id' })
  @ApiOkResponse({ type: SavedQuestion })
  async replace(
    @CurrentProject() project: Project,
    @Param('question') id: string,
    @Body() body: SavedQuestionBody,
  ): Promise<SavedQuestion> {
    const checked = await this.checks.check(project, body);
    return this.definitions.replace(project, 'question', id, checked);
  }

  @Delete(':question')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove it; what names it says so from then on' })
  @ApiNoContentResponse()
  async remove(@CurrentProject() project: Project, @Param('question') id: string): Promise<void> {
    await this.definitions.remove(project, 'question', id);
  }
}
