import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Identity } from '../auth/access-tokens.js';
import { CurrentUser, SignedIn } from '../auth/signed-in.guard.js';
import { pageRequest } from './cursor.js';
import { Deletions } from './deletions.service.js';
import { PageQueryDto } from './dto/page.dto.js';
import { CreateProjectDto, settingsIn, UpdateProjectDto } from './dto/project-input.dto.js';
import {
  CreatedProjectDto,
  DeletionDto,
  ProjectDto,
  ProjectsDto,
  toDeletionDto,
  toProjectDto,
} from './dto/project.dto.js';
import { CurrentProject, ProjectAccess } from './project-access.guard.js';
import type { Project } from './project.js';
import { Projects } from './projects.service.js';

@ApiTags('projects')
@ApiBearerAuth()
@Controller('projects')
export class ProjectsController {
  constructor(
    private readonly projects: Projects,
    private readonly deletions: Deletions,
  ) {}

  @Post()
  @UseGuards(SignedIn)
  @ApiOperation({ summary: 'Make a project; its first key is in the answer and never again' })
  @ApiCreatedResponse({ type: CreatedProjectDto })
  async create(
    @CurrentUser() identity: Identity,
    @Body() body: CreateProjectDto,
  ): Promise<CreatedProjectDto> {
    const settings = { ...settingsIn(body), name: body.name };
    const { project, key } = await this.projects.create(identity.id, settings);
    return { ...toProjectDto(project), api_key: key.key, api_key_prefix: key.row.prefix };
  }

  @Get()
  @UseGuards(SignedIn)
  @ApiOperation({ summary: 'Your projects, the latest first' })
  @ApiOkResponse({ type: ProjectsDto })
  async list(
    @CurrentUser() identity: Identity,
    @Query() query: PageQueryDto,
  ): Promise<ProjectsDto> {
    const page = await this.projects.page(identity.id, pageRequest(query));
    return { data: page.rows.map(toProjectDto), next_cursor: page.nextCursor };
  }

  @Get(':id')
  @UseGuards(ProjectAccess)
  @ApiOperation({ summary: 'One project' })
  @ApiOkResponse({ type: ProjectDto })
  find(@Param('id') _id: string, @CurrentProject() project: Project): ProjectDto {
    return toProjectDto(project);
  }

  @Patch(':id')
  @UseGuards(ProjectAccess)
  @ApiOperation({ summary: 'Change settings; what is left out stays' })
  @ApiOkResponse({ type: ProjectDto })
  async update(
    @Param('id') _id: string,
    @CurrentProject() project: Project,
    @Body() body: UpdateProjectDto,
  ): Promise<ProjectDto> {
    return toProjectDto(await this.projects.update(project, settingsIn(body)));
  }

  @Delete(':id')
  @HttpCode(202)
  @UseGuards(SignedIn)
  @ApiOperation({ summary: 'Delete: gone for everybody at once, its events in the background' })
  @ApiAcceptedResponse({ type: DeletionDto })
  async delete(@CurrentUser() identity: Identity, @Param('id') id: string): Promise<DeletionDto> {
    return toDeletionDto(await this.deletions.request(identity.id, id));
  }

  @Get(':id/deletion')
  @UseGuards(SignedIn)
  @ApiOperation({ summary: 'How far the removal of a deleted project is' })
  @ApiOkResponse({ type: DeletionDto })
  async deletion(@CurrentUser() identity: Identity, @Param('id') id: string): Promise<DeletionDto> {
    return toDeletionDto(await this.deletions.progress(identity.id, id));
  }
}
