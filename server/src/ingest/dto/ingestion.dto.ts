import { ApiProperty } from '@nestjs/swagger';

class CountedReason {
  @ApiProperty({ example: 3 })
  count: number;

  @ApiProperty({ example: '2026-11-24T09:30:00.000Z' })
  last_at: string;
}

export class CountedDrop extends CountedReason {
  @ApiProperty({ example: 'bot' })
  reason: string;
}

export class CountedRejection extends CountedReason {
  @ApiProperty({ example: 'name_too_long' })
  code: string;
}

/** What became of a project's events at the door, today and the six days before. */
export class IngestionReport {
  @ApiProperty({ description: 'Events taken since the project’s midnight.', example: 1204 })
  accepted_today: number;

  @ApiProperty({ type: [CountedDrop], description: 'In order, but not wanted; seven days.' })
  dropped: CountedDrop[];

  @ApiProperty({ type: [CountedRejection], description: 'Could not be read; seven days.' })
  rejected: CountedRejection[];

  @ApiProperty({ type: [CountedDrop], description: 'Stored, but not as sent; seven days.' })
  noted: CountedDrop[];

  @ApiProperty({ description: 'Events put aside because they could not be stored.', example: 0 })
  quarantined: number;

  @ApiProperty({ nullable: true, type: String, example: '2026-11-24T09:30:00.000Z' })
  last_event_at: string | null;
}

export class QuarantinedEventDto {
  @ApiProperty({ example: '12' })
  id: string;

  @ApiProperty({ example: 'unstorable' })
  reason: string;

  @ApiProperty({ example: 'invalid input syntax' })
  detail: string;

  @ApiProperty({ example: 'page_view' })
  event: string;

  @ApiProperty({ example: '019ab1c2-7d3e-7a10-8f21-3b6f0c9d2e11' })
  event_id: string;

  @ApiProperty({ example: '2026-11-24T09:30:00.000Z' })
  quarantined_at: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The event as it waited for the store.',
    example: { name: 'page_view', path: '/cart' },
  })
  payload: Record<string, unknown>;
}

export class QuarantineList {
  @ApiProperty({ type: [QuarantinedEventDto] })
  data: QuarantinedEventDto[];

  @ApiProperty({ nullable: true, type: String })
  next_cursor: string | null;
}

export class ReplayAnswer {
  @ApiProperty({ description: 'Events put back into the queue.', example: 2 })
  replayed: number;
}
