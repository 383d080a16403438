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
import { cohortExamples } from '../dto/definition.examples.js';
import { Cohort, CohortBody, Cohorts } from '../dto/segment.dto.js';
import { Definitions } from './definitions.service.js';

/** People by what they did, or are. */
@ApiTags('cohorts')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'The project.' })
@ApiResponse({ status: 400, description: 'Not usable; says what to change.' })
@ApiResponse({ status: 404, description: 'No project of yours, or nothing of that id in it.' })
@ApiResponse({ status: 409, description: 'The name is taken, or there are 200 of them.' })
@UseGuards(ProjectAccess)
@Controller('projects/:id/cohorts')
export class CohortsController {
  constructor(private readonly definitions: Definitions) {}

  @Get()
  @ApiOperation({ summary: 'Cohorts of the project' })
  @ApiOkResponse({ type: Cohorts })
  async list(@CurrentProject() project: Project): Promise<Cohorts> {
    return { data: await this.definitions.list<CohortBody>(project, 'cohort') };
  }

  @Post()
  @ApiOperation({ summary: 'Make a cohort' })
  @ApiBody({ type: CohortBody, examples: cohortExamples })
  @ApiCreatedResponse({ type: Cohort })
  async create(@CurrentProject() project: Project, @Body() body: CohortBody): Promise<Cohort> {
    await this.definitions.check(project, 'cohort', body);
    return this.definitions.add(project, 'cohort', body);
  }

  @Get(':cohort')
  @ApiOperation({ summary: 'One of them' })
  @ApiOkResponse({ type: Cohort })
  async find(@CurrentProject() project: Project, @Param('cohort') id: string): Promise<Cohort> {
    return this.definitions.find<CohortBody>(project, 'cohort', id);
  }

  @Put(':cohort')
  @ApiOperation({ summary: 'Put another in its place, under the same id' })
  @ApiOkResponse({ type: Cohort })
  async replace(
    @CurrentProject() project: Project,
    @Param('cohort') id: string,
    @Body() body: CohortBody,
  ): Promise<Cohort> {
    await this.definitions.check(project, 'cohort', body);
    return this.definitions.replace(project, 'cohort', id, body);
  }

  @Delete(':cohort')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove it; what names it says so from then on' })
  @ApiNoContentResponse()
  async remove(@CurrentProject() project: Project, @Param('cohort') id: string): Promise<void> {
    await this.definitions.remove(project, 'cohort', id);
  }
}
