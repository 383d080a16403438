import { Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Problem } from '../../platform/http/problem.js';
import type { Project } from '../../projects/project.js';
import { CurrentProject, ProjectAccess } from '../../projects/project-access.guard.js';
import { IngestionReport, QuarantineList, ReplayAnswer } from '../dto/ingestion.dto.js';
import { Inspector } from './inspector.service.js';
import { Replays } from './replays.service.js';

const DEFAULT_LIMIT = 50;
const MOST_LIMIT = 200;

/** What the owner of a project may know of its door. */
@ApiTags('Ingest')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'Id of the project.' })
@ApiResponse({ status: 401, description: 'Not signed in.' })
@ApiResponse({ status: 404, description: 'No project of yours.' })
@UseGuards(ProjectAccess)
@Controller('projects/:id')
export class InspectorController {
  constructor(
    private readonly inspector: Inspector,
    private readonly replays: Replays,
  ) {}

  @Get('ingestion')
  @ApiOperation({ summary: 'What was taken, dropped, refused and put aside, with reasons' })
  @ApiOkResponse({ type: IngestionReport })
  async report(@CurrentProject() project: Project): Promise<IngestionReport> {
    return this.inspector.report(project, Date.now());
  }

  @Get('quarantine')
  @ApiOperation({ summary: 'Events that could not be stored, newest first' })
  @ApiQuery({ name: 'limit', required: false, example: DEFAULT_LIMIT })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: QuarantineList })
  async list(
    @CurrentProject() project: Project,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<QuarantineList> {
    return this.inspector.listQuarantine(project, limitOf(limit), cursorOf(cursor));
  }

  @Post('quarantine/replay')
  @HttpCode(202)
  @ApiOperation({ summary: 'Try the newest thousand quarantined events again' })
  @ApiResponse({ status: 202, type: ReplayAnswer })
  async replay(@CurrentProject() project: Project): Promise<ReplayAnswer> {
    return { replayed: await this.replays.replay(project) };
  }

  @Post('quarantine/:entry/replay')
  @HttpCode(202)
  @ApiOperation({ summary: 'Try one quarantined event again' })
  @ApiParam({ name: 'entry', description: 'Id of the event’s entry in the list.', example: '12' })
  @ApiResponse({ status: 202, type: ReplayAnswer })
  @ApiResponse({ status: 404, description: 'No project of yours, or no such entry in it.' })
  async replayOne(
    @CurrentProject() project: Project,
    @Param('entry') entry: string,
  ): Promise<ReplayAnswer> {
    await this.replays.replayOne(project, entry);
    return { replayed: 1 };
  }
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MOST_LIMIT) return limit;
  throw new Problem(400, 'invalid_value', 'A parameter is wrong.', {
    errors: [{ pointer: '?limit', reason: `must be a whole number from 1 to ${MOST_LIMIT}` }],
  });
}

function cursorOf(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  if (/^\d{1,18}$/.test(text)) return text;
  throw new Problem(400, 'invalid_value', 'A parameter is wrong.', {
    errors: [{ pointer: '?cursor', reason: 'must be a cursor of an earlier answer' }],
  });
}
