import { Controller, Get, Param, Res, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Project } from '../projects/project.js';
import { CurrentProject, ProjectAccess } from '../projects/project-access.guard.js';
import { RawExports } from './raw-exports.service.js';

/** What is kept of a person, for that person to have. */
@ApiTags('Analytics')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'Id of the project.' })
@ApiResponse({ status: 401, description: 'Not signed in; no key does it.' })
@ApiResponse({ status: 404, description: 'No project of yours, or nothing of that id in it.' })
@ApiResponse({ status: 503, description: 'Too many exports at once, or the database is away.' })
@UseGuards(ProjectAccess)
@Controller('analytics/:id')
export class PersonExportController {
  constructor(private readonly exports: RawExports) {}

  @Get('users/:user/export')
  @ApiOperation({ summary: 'Everything kept of a person, as a JSON file' })
  @ApiParam({ name: 'user', description: 'distinct_id of a list, or any other id of theirs.' })
  @ApiProduces('application/json')
  @ApiOkResponse({
    description:
      'project, exported_at, ids (with traits, first and last sighting), quarantined, visits and events, messages among them, oldest first.',
    schema: { type: 'string', format: 'binary' },
  })
  async export(
    @CurrentProject() project: Project,
    @Param('user') distinctId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const left = new AbortController();
    reply.raw.once('close', () => left.abort());
    const now = new Date();
    const file = await this.exports.openPerson(project, distinctId, now, left.signal);
    const day = now.toISOString().slice(0, 10);
    await reply
      .headers({
        'content-type': 'application/json; charset=utf-8',
        // The id may say who it is, and stays out of names of files.
        'content-disposition': `attachment; filename="person-${day}.json"`,
      })
      .send(file);
  }
}
