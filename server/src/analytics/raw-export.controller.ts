import { Controller, Get, Query, Res, UseGuards } from '@nestjs/common';
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
import { CurrentProject } from '../projects/project-access.guard.js';
import { AnswerAccess } from '../sharing/answer-access.guard.js';
import { RawExportParameters } from './dto/raw-export.dto.js';
import { QuestionReader } from './question-reader.js';
import type { Question } from './question.js';
import { RawExports } from './raw-exports.service.js';

const types = { jsonl: 'application/x-ndjson; charset=utf-8', csv: 'text/csv; charset=utf-8' };

/** The events themselves, for use elsewhere. */
@ApiTags('Analytics')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'Id of the project.' })
@ApiResponse({ status: 400, description: 'An impossible question; says what to change.' })
@ApiResponse({ status: 401, description: 'Not signed in.' })
@ApiResponse({ status: 404, description: 'No project of yours.' })
@ApiResponse({ status: 503, description: 'Too many exports at once, or the database is away.' })
@UseGuards(AnswerAccess)
@Controller('analytics/:id')
export class RawExportController {
  constructor(
    private readonly reader: QuestionReader,
    private readonly exports: RawExports,
  ) {}

  @Get('export')
  @ApiOperation({ summary: 'Every event of a range, oldest first, as a file of any length' })
  @ApiProduces('application/x-ndjson', 'text/csv', 'application/gzip')
  @ApiOkResponse({
    description: 'The header X-Total-Count says how many events there will be.',
    schema: { type: 'string', format: 'binary' },
  })
  async export(
    @CurrentProject() project: Project,
    @Query() parameters: RawExportParameters,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const left = new AbortController();
    reply.raw.once('close', () => left.abort());
    const question = await this.reader.readUrl(parameters, project, null, new Date());
    const { format, gzip } = parameters;
    const { total, file } = await this.exports.open(question, { format, gzip }, left.signal);
    await reply
      .headers({
        'content-type': gzip ? 'application/gzip' : types[format],
        'content-disposition': `attachment; filename="${nameOf(question)}.${format}${gzip ? '.gz' : ''}"`,
        'x-total-count': String(total),
      })
      .send(file);
  }
}

function nameOf({ period }: Question): string {
  return `events-${period.from.toFormat('yyyyMMdd')}-${period.until.toFormat('yyyyMMdd')}`;
}
