import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type RejectionCode, rejectionCodes } from '../door/rejection.js';
import { type DropReason, dropReasons } from '../enrichment/arrival.js';

/** One event, for the documentation; the door itself checks with a compiled schema (door/event.schema.ts). */
export class EventToIngest {
  @ApiProperty({ description: 'Name of the event.', maxLength: 200, example: 'page_view' })
  event: string;

  @ApiPropertyOptional({
    description: 'Made once by the client: sent twice within seven days, it counts once.',
    example: '019ab1c2-7d3e-7a10-8f21-3b6f0c9d2e11',
  })
  event_id?: string;

  @ApiPropertyOptional({
    description: 'When it happened: ISO 8601 or epoch milliseconds. Absent: when it arrives.',
    example: '2026-11-24T09:30:00.000Z',
  })
  timestamp?: string;

  @ApiPropertyOptional({ example: 'https://shop.example/cart?utm_source=newsletter' })
  page_url?: string;

  @ApiPropertyOptional({ example: 'https://www.google.com/' })
  referrer?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'At most 256, nested at most 10 deep.',
    example: { plan: 'pro', seats: 5 },
  })
  properties?: Record<string, unknown>;

  @ApiPropertyOptional({ description: 'The known user; `distinct_id` means the same.' })
  user_id?: string;

  @ApiPropertyOptional({ description: 'An id the client keeps itself, over days.' })
  anonymous_id?: string;

  @ApiPropertyOptional({
    description:
      'With the event `$identify`: an id the user was known by before. What was done under it is the user’s.',
  })
  previous_id?: string;

  @ApiPropertyOptional({
    description:
      'The group (a company, a team) that the event is for. With the event `$group`, whose properties may name it as well, the one that its person is put into.',
    example: 'acme',
  })
  group_id?: string;

  @ApiPropertyOptional({ description: 'Honoured when present; otherwise the server finds visits.' })
  session_id?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'What is known of the user; with the event `$identify`.',
  })
  traits?: Record<string, unknown>;

  @ApiPropertyOptional({ description: 'The visitor has signed out: not the user any more.' })
  signed_out?: boolean;

  @ApiPropertyOptional({ description: 'False: does not turn a bounce into a visit.' })
  interactive?: boolean;

  @ApiPropertyOptional({ maxLength: 500 })
  title?: string;

  @ApiPropertyOptional({ example: '1440x900' })
  screen?: string;

  @ApiPropertyOptional({ example: 'pt-BR' })
  language?: string;

  @ApiPropertyOptional({ description: "The end user's address; heard from secret keys only." })
  ip?: string;

  @ApiPropertyOptional({ description: "The end user's browser; heard from secret keys only." })
  user_agent?: string;
}

export class BatchToIngest {
  @ApiProperty({ type: [EventToIngest], maxItems: 1000 })
  events: EventToIngest[];

  @ApiPropertyOptional({ description: "The client's clock when sending, to correct its skew." })
  sent_at?: string;

  @ApiPropertyOptional({ description: 'The key, where a header cannot be set (beacon).' })
  key?: string;

  @ApiPropertyOptional({ description: 'Count browsers that send Global Privacy Control, too.' })
  ignore_gpc?: boolean;
}

export class RejectedEvent {
  @ApiProperty({ description: 'Place of the event in the batch.', example: 7 })
  index: number;

  @ApiProperty({ enum: Object.keys(rejectionCodes), example: 'name_too_long' })
  code: RejectionCode;

  @ApiProperty({ example: 'Names of events and properties have at most 200 characters.' })
  detail: string;
}

export class DroppedEvents {
  @ApiProperty({ enum: Object.keys(dropReasons), example: 'bot' })
  reason: DropReason;

  @ApiProperty({ example: 1 })
  count: number;
}

/** The answer to a batch, of which at least one event could be read. */
export class IngestAnswer {
  @ApiProperty({ description: 'Events stored in the queue.', example: 49 })
  accepted: number;

  @ApiProperty({
    type: [RejectedEvent],
    description: 'Events refused, the first thousand of them.',
  })
  rejected: RejectedEvent[];

  @ApiPropertyOptional({ description: 'Refused events beyond those listed.' })
  rejected_more?: number;

  @ApiPropertyOptional({ type: [DroppedEvents], description: 'Events in order, but not wanted.' })
  dropped?: DroppedEvents[];
}
