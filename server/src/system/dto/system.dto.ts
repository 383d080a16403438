import { ApiProperty } from '@nestjs/swagger';

const installationModes = ['embedded', 'postgresql', 'redis'] as const;
export type InstallationMode = (typeof installationModes)[number];

class DatabaseStanding {
  @ApiProperty({ example: '18.4' })
  version: string;

  @ApiProperty({ example: 734_003_200, description: 'Of the whole database.' })
  bytes: number;

  @ApiProperty({ example: 2, description: 'Milliseconds that a question took just now.' })
  answered_ms: number;
}

class QueuesStanding {
  @ApiProperty({ enum: ['postgresql', 'redis'] })
  backend: 'postgresql' | 'redis';

  @ApiProperty({ enum: ['ok', 'away'] })
  state: 'ok' | 'away';

  @ApiProperty({ example: 3, description: 'Jobs of all queues; 0 while they are away.' })
  waiting: number;

  @ApiProperty({ example: 2 })
  active: number;

  @ApiProperty({ example: 4, description: 'To be done at a later time.' })
  delayed: number;

  @ApiProperty({ example: 0, description: 'Given up, kept until tried again or discarded.' })
  failed: number;

  @ApiProperty({ nullable: true, type: Number, example: 120 })
  oldest_waiting_ms: number | null;
}

class WorkersOfQueue {
  @ApiProperty({ example: 'ingest' })
  queue: string;

  @ApiProperty({ example: 1, description: 'Processes that take jobs of it, as its store sees.' })
  workers: number;
}

class Disk {
  @ApiProperty({ example: 21_474_836_480 })
  free_bytes: number;

  @ApiProperty({ example: 42_949_672_960 })
  total_bytes: number;
}

/** The installation, as the process that answered sees it. */
export class SystemStanding {
  @ApiProperty({ example: '0.1.0' })
  version: string;

  @ApiProperty({ example: '24.15.0', description: 'Of Node.js.' })
  node: string;

  @ApiProperty({
    enum: installationModes,
    description: 'Embedded database, a PostgreSQL of its own, or that with Redis.',
  })
  mode: InstallationMode;

  @ApiProperty({ enum: ['all', 'api'], description: 'Of the process that answered.' })
  role: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T08:00:00.000Z' })
  started_at: string;

  @ApiProperty({ example: 86_400 })
  uptime_seconds: number;

  @ApiProperty({ type: DatabaseStanding })
  database: DatabaseStanding;

  @ApiProperty({ type: QueuesStanding })
  queue: QueuesStanding;

  @ApiProperty({ type: [WorkersOfQueue] })
  workers: WorkersOfQueue[];

  @ApiProperty({
    type: Disk,
    nullable: true,
    description: 'Where the embedded database lies; null for a database of its own.',
  })
  disk: Disk | null;
}
