import { Controller, Get, UseGuards } from '@nestjs/common';
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
import { CurrentProject, ProjectAccess } from '../projects/project-access.guard.js';
import { ProjectNotFound } from '../projects/projects.errors.js';
import { ProjectStorageDto, toProjectStorage } from './dto/storage.dto.js';

/** What the owner of a project may know of the machinery. */
@ApiTags('projects')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'Id of the project.' })
@ApiResponse({ status: 401, description: 'Not signed in.' })
@ApiResponse({ status: 404, description: 'No project of yours.' })
@UseGuards(ProjectAccess)
@Controller('projects/:id')
export class ProjectStorageController {
  constructor(private readonly store: EventStore) {}

  @Get('storage')
  @ApiOperation({ summary: 'What the events of the project take, estimated' })
  @ApiOkResponse({ type: ProjectStorageDto })
  async storage(@CurrentProject() project: Project): Promise<ProjectStorageDto> {
    const { projects } = await this.store.storage();
    const own = projects.find(({ projectNo }) => projectNo === project.no);
    if (!own) throw new ProjectNotFound();
    return toProjectStorage(project, own);
  }
}
