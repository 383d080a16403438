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
import { goalExamples } from '../dto/definition.examples.js';
import { Goal, GoalBody, Goals } from '../dto/goal.dto.js';
import { checkWorth } from '../worth.js';
import { Definitions } from './definitions.service.js';

/** What an owner wants to happen. */
@ApiTags('goals')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'The project.' })
@ApiResponse({ status: 400, description: 'Not usable; says what to change.' })
@ApiResponse({ status: 404, description: 'No project of yours, or nothing of that id in it.' })
@ApiResponse({ status: 409, description: 'The name is taken, or there are 50 of them.' })
@UseGuards(ProjectAccess)
@Controller('projects/:id/goals')
export class GoalsController {
  constructor(private readonly definitions: Definitions) {}

  @Get()
  @ApiOperation({ summary: 'Goals of the project' })
  @ApiOkResponse({ type: Goals })
  async list(@CurrentProject() project: Project): Promise<Goals> {
    return { data: await this.definitions.list<GoalBody>(project, 'goal') };
  }

  @Post()
  @ApiOperation({ summary: 'Make a goal' })
  @ApiBody({ type: GoalBody, examples: goalExamples })
  @ApiCreatedResponse({ type: Goal })
  async create(@CurrentProject() project: Project, @Body() body: GoalBody): Promise<Goal> {
    await this.definitions.check(project, 'goal', body);
    checkWorth(body);
    return this.definitions.add(project, 'goal', body);
  }

  @Get(':goal')
  @ApiOperation({ summary: 'One of them' })
  @ApiOkResponse({ type: Goal })
  async find(@CurrentProject() project: Project, @Param('goal') id: string): Promise<Goal> {
    return this.definitions.find<GoalBody>(project, 'goal', id);
  }

  @Put(':goal')
  @ApiOperation({ summary: 'Put another in its place, under the same id' })
  @ApiOkResponse({ type: Goal })
  async replace(
    @CurrentProject() project: Project,
    @Param('goal') id: string,
    @Body() body: GoalBody,
  ): Promise<Goal> {
    await this.definitions.check(project, 'goal', body);
    checkWorth(body);
    return this.definitions.replace(project, 'goal', id, body);
  }

  @Delete(':goal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove it; what names it says so from then on' })
  @ApiNoContentResponse()
  async remove(@CurrentProject() project: Project, @Param('goal') id: string): Promise<void> {
    await this.definitions.remove(project, 'goal', id);
  }
}
