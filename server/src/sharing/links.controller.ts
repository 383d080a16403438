import { Body, Controller, Delete, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Environment } from '../platform/config/environment.js';
import { normalOrigin } from '../projects/allowed-origins.js';
import { CurrentProject, ProjectAccess } from '../projects/project-access.guard.js';
import type { Project } from '../projects/project.js';
import { CreateLinkDto, LinkDto, LinksDto, toLinkDto } from './dto/link.dto.js';
import { Links } from './links.service.js';

@ApiTags('sharing')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'The project.' })
@UseGuards(ProjectAccess)
@Controller('projects/:id/links')
export class LinksController {
  constructor(
    private readonly links: Links,
    private readonly environment: Environment,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Public links to the dashboard, the latest first' })
  @ApiOkResponse({ type: LinksDto })
  async list(@CurrentProject() project: Project): Promise<LinksDto> {
    const links = await this.links.list(project);
    return { data: links.map((link) => toLinkDto(link, this.environment.publicUrl)) };
  }

  @Post()
  @ApiOperation({ summary: 'Make a public link: whoever has it sees the dashboard' })
  @ApiCreatedResponse({ type: LinkDto })
  async create(@CurrentProject() project: Project, @Body() body: CreateLinkDto): Promise<LinkDto> {
    const link = await this.links.create(project, {
      name: body.name,
      password: body.password ?? null,
      filters: body.filters,
      embedOrigins: framersIn(body.embed_origins),
      expiresAt: body.expires_at === undefined ? null : new Date(body.expires_at),
    });
    return toLinkDto(link, this.environment.publicUrl);
  }

  @Delete(':link')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a link, and every look through it, at once' })
  @ApiNoContentResponse()
  async revoke(@CurrentProject() project: Project, @Param('link') id: string): Promise<void> {
    await this.links.revoke(project, id);
  }
}

function framersIn(origins: readonly string[]): string[] {
  if (origins.includes('*')) return ['*'];
  return [...new Set(origins.map(normalOrigin).filter((origin) => origin !== null))];
}
