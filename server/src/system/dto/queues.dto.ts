import { ApiProperty } from '@nestjs/swagger';

class FailedJob {
  @ApiProperty()
  id: string;

  @ApiProperty({ example: 'batch' })
  name: string;

  @ApiProperty({ description: 'What the last attempt ended with.' })
  reason: string;

  @ApiProperty({ example: 5 })
  attempts: number;

  @ApiProperty({ nullable: true, type: String, example: '2026-11-24T09:30:00.000Z' })
  failed_at: string | null;
}

class QueueStanding {
  @ApiProperty({ example: 'ingest' })
  name: string;

  @ApiProperty({ example: 3 })
  waiting: number;

  @ApiProperty({ example: 2 })
  active: number;

  @ApiProperty({ description: 'To be done at a later time.', example: 1 })
  delayed: number;

  @ApiProperty({ description: 'Given up, kept until tried again or discarded.', example: 0 })
  failed: number;

  @ApiProperty({
    nullable: true,
    type: Number,
    description: 'Milliseconds that the oldest waiting job has waited; null when none waits.',
    example: 120,
  })
  oldest_waiting_ms: number | null;

  @ApiProperty({ type: [FailedJob], description: 'The latest twenty of the failed ones.' })
  failures: FailedJob[];
}

/** Every queue of the installation. */
export class QueueList {
  @ApiProperty({ type: [QueueStanding] })
  data: QueueStanding[];
}

/** How many failed jobs that was done to. */
export class QueueWork {
  @ApiProperty({ example: 1 })
  jobs: number;
}
