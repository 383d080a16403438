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
import { InstallationOwner } from '../auth/owner.guard.js';
import { Problem } from '../platform/http/problem.js';
import { QueueBoard } from '../platform/queue/queue-board.js';
import { QueueList, QueueWork } from './dto/queues.dto.js';

/** The queues, as the owner of the installation sees them. */
@ApiTags('System')
@ApiBearerAuth()
@ApiResponse({ status: 401, description: 'Not signed in.' })
@ApiResponse({ status: 403, description: 'For the owner of the installation.' })
@UseGuards(InstallationOwner)
@Controller('system/queues')
export class QueuesController {
  constructor(private readonly board: QueueBoard) {}

  @Get()
  @ApiOperation({ summary: 'What waits, runs and was given up, with the latest failures' })
  @ApiOkResponse({ type: QueueList })
  async list(): Promise<QueueList> {
    const now = Date.now();
    const states = await this.board.look();
    return {
      data: states.map(({ oldestAt, failures, ...counts }) => ({
        ...counts,
        oldest_waiting_ms: oldestAt && Math.max(0, now - oldestAt.getTime()),
        failures: failures.map(({ failedAt, ...job }) => ({
          ...job,
          failed_at: failedAt?.toISOString() ?? null,
        })),
      })),
    };
  }

  @Post(':queue/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Try failed jobs again: all of a queue, or one' })
  @ApiParam({ name: 'queue', example: 'ingest' })
  @ApiQuery({ name: 'job', required: false })
  @ApiOkResponse({ type: QueueWork })
  @ApiResponse({ status: 404, description: 'No such queue, or no such failed job.' })
  async retry(@Param('queue') queue: string, @Query('job') job?: string): Promise<QueueWork> {
    return { jobs: found(await this.board.retry(queue, job), job) };
  }

  @Post(':queue/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Forget failed jobs: all of a queue, or one' })
  @ApiParam({ name: 'queue', example: 'ingest' })
  @ApiQuery({ name: 'job', required: false })
  @ApiOkResponse({ type: QueueWork })
  @ApiResponse({ status: 404, description: 'No such queue, or no such failed job.' })
  async discard(@Param('queue') queue: string, @Query('job') job?: string): Promise<QueueWork> {
    return { jobs: found(await this.board.discard(queue, job), job) };
  }
}

function found(jobs: number | null, job: string | undefined): number {
  if (jobs === null) throw new Problem(404, 'queue_not_found', 'There is no such queue.');
  if (jobs === 0 && job !== undefined) {
    throw new Problem(404, 'job_not_found', 'No failed job of this queue has that id.');
  }
  return jobs;
}
