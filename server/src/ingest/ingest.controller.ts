import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { rawBody } from './door/raw-body.js';
import { BatchToIngest, IngestAnswer } from './dto/ingest.dto.js';
import { AllRejected } from './ingest.errors.js';
import { Ingest } from './ingest.service.js';

const example = {
  sent_at: '2026-11-24T09:30:01.000Z',
  events: [
    { event: 'page_view', page_url: 'https://shop.example/', referrer: 'https://www.google.com/' },
    { event: 'signed_up', user_id: 'u-1', properties: { plan: 'pro' } },
  ],
};

/** The door. */
@ApiTags('Ingest')
@Controller('events')
export class IngestController {
  constructor(private readonly ingest: Ingest) {}

  @Post('ingest')
  @HttpCode(202)
  @RouteConfig(rawBody)
  @ApiOperation({
    summary: 'Send events',
    description:
      'A batch `{ events: […] }`, a bare array or one bare event; JSON under any content type, plain or gzip, from ' +
      'any origin the key allows. Events that cannot be read are listed, the others are stored. ' +
      '202 means stored: what is accepted is not lost. Only `event` is required; unknown fields are ignored.',
  })
  @ApiHeader({ name: 'X-API-Key', required: false, description: 'The key; or send it as Bearer.' })
  @ApiQuery({ name: 'key', required: false, description: 'The key, where no header can be set.' })
  @ApiConsumes('application/json', 'text/plain')
  @ApiBody({ type: BatchToIngest, examples: { batch: { summary: 'Two events', value: example } } })
  @ApiAcceptedResponse({ type: IngestAnswer, description: 'Stored.' })
  @ApiResponse({ status: 400, description: 'Not JSON, or without events.' })
  @ApiResponse({ status: 401, description: 'No key, or not a valid one.' })
  @ApiResponse({ status: 403, description: 'The key may not be used from this origin.' })
  @ApiResponse({ status: 413, description: 'Over 1 MB, as sent or once inflated.' })
  @ApiResponse({ status: 422, description: 'All events were refused; each with its reason.' })
  @ApiResponse({ status: 429, description: "Over the key's quota; see Retry-After." })
  @ApiResponse({ status: 503, description: 'The queue is away or full; see Retry-After.' })
  async take(@Req() request: FastifyRequest): Promise<IngestAnswer> {
    const { accepted, rejected, unlisted, dropped } = await this.ingest.take(request, Date.now());
    if (accepted === 0 && dropped.size === 0 && rejected.length > 0) {
      throw new AllRejected(rejected);
    }
    return {
      accepted,
      rejected: [...rejected],
      ...(unlisted > 0 && { rejected_more: unlisted }),
      ...(dropped.size > 0 && {
        dropped: [...dropped].map(([reason, count]) => ({ reason, count })),
      }),
    };
  }
}
