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
import { segmentExamples } from '../dto/definition.examples.js';
import { Segment, SegmentBody, Segments } from '../dto/segment.dto.js';
import { Definitions } from './definitions.service.js';

/** Filters with a name. */
@ApiTags('segments')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'The project.' })
@ApiResponse({ status: 400, description: 'Not usable; says what to change.' })
@ApiResponse({ status: 404, description: 'No project of yours, or nothing of that id in it.' })
@ApiResponse({ status: 409, description: 'The name is taken, or there are 200 of them.' })
@UseGuards(ProjectAccess)
@Controller('projects/:id/segments')
export class SegmentsController {
  constructor(private readonly definitions: Definitions) {}

  @Get()
  @ApiOperation({ summary: 'Segments of the project' })
  @ApiOkResponse({ type: Segments })
  async list(@CurrentProject() project: Project): Promise<Segments> {
    return { data: await this.definitions.list<SegmentBody>(project, 'segment') };
  }

  @Post()
  @ApiOperation({ summary: 'Make a segment' })
  @ApiBody({ type: SegmentBody, examples: segmentExamples })
  @ApiCreatedResponse({ type: Segment })
  async create(@CurrentProject() project: Project, @Body() body: SegmentBody): Promise<Segment> {
    await this.definitions.check(project, 'segment', body);
    return this.definitions.add(project, 'segment', body);
  }

  @Get(':segment')
  @ApiOperation({ summary: 'One of them' })
  @ApiOkResponse({ type: Segment })
  async find(@CurrentProject() project: Project, @Param('segment') id: string): Promise<Segment> {
    return this.definitions.find<SegmentBody>(project, 'segment', id);
  }

  @Put(':segment')
  @ApiOperation({ summary: 'Put another in its place, under the same id' })
  @ApiOkResponse({ type: Segment })
  async replace(
    @CurrentProject() project: Project,
    @Param('segment') id: string,
    @Body() body: SegmentBody,
  ): Promise<Segment> {
    await this.definitions.check(project, 'segment', body);
    return this.definitions.replace(project, 'segment', id, body);
  }

  @Delete(':segment')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove it; what names it says so from then on' })
  @ApiNoContentResponse()
  async remove(@CurrentProject() project: Project, @Param('segment') id: string): Promise<void> {
    await this.definitions.remove(project, 'segment', id);
  }
}
