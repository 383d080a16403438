import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import type { RemovalSize } from '../../events/removal.js';
import { removalStatuses, type Removal, type RemovalStatus } from '../removals/removal.js';
import { AskedRange, filtersProperty } from './question-body.dto.js';

/** Either `range`, with or without `filters`, or `user`. */
export class RemovalBody {
  @ApiPropertyOptional({ type: AskedRange, description: 'When the events happened.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AskedRange)
  range?: AskedRange;

  @ApiPropertyOptional({ example: 'Asia/Kathmandu', description: "Default the project's." })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  timezone?: string;

  @ApiPropertyOptional({
    ...filtersProperty,
    example: [{ dimension: 'page', operator: 'starts_with', values: ['/staging'] }],
  })
  @IsOptional()
  @IsArray()
  filters?: unknown[];

  @ApiPropertyOptional({
    example: 'u-1',
    description: 'The person to forget, by distinct_id; instead of range and filters.',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(1_000)
  user?: string;
}

const time = (example: string) => ({
  type: String,
  nullable: true,
  format: 'date-time',
  example,
});

export class RemovalPreview {
  @ApiProperty({ example: 1_204 })
  events: number;

  @ApiProperty({
    example: 310,
    description: 'Of a person: engagement and sign-in messages, which count in no total.',
  })
  messages: number;

  @ApiProperty({ example: 57, description: 'Visits that lose events, or go with the last.' })
  visits: number;

  @ApiProperty({ example: 12, description: 'People with an id whose events are among them.' })
  people: number;

  @ApiProperty({ ...time('2026-11-18T08:02:11.000Z') })
  first_event: string | null;

  @ApiProperty({ ...time('2026-11-24T12:34:10.000Z') })
  last_event: string | null;

  @ApiProperty({ type: [String], example: ['u-1'], description: 'Of a person: all their ids.' })
  ids: string[];

  @ApiProperty({ example: 0, description: "Of a person: events in the project's quarantine." })
  quarantined: number;
}

class RemovalRange {
  @ApiProperty({ format: 'date-time', example: '2026-11-01T00:00:00.000Z' })
  start: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-08T00:00:00.000Z' })
  end: string;
}

export class RemovalDto {
  @ApiProperty({ example: '019ab1c2-0000-7000-8000-000000000003' })
  id: string;

  @ApiProperty({ enum: ['events', 'person'] })
  kind: Removal['kind'];

  @ApiProperty({ type: RemovalRange, nullable: true, description: 'Of events.' })
  range: RemovalRange | null;

  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    nullable: true,
    description: 'Of events, as they were asked.',
  })
  filters: readonly unknown[] | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Of a person, until they are forgotten.',
  })
  user: string | null;

  @ApiProperty({ enum: removalStatuses })
  status: RemovalStatus;

  @ApiProperty({ type: Number, nullable: true, example: 1_514, description: 'Null at first.' })
  total: number | null;

  @ApiProperty({ example: 600, description: 'Events and messages that are gone, of the total.' })
  removed: number;

  @ApiProperty({ example: 0.4, minimum: 0, maximum: 1 })
  progress: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'What the last attempt ended with; it is tried again.',
  })
  error: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-24T13:00:00.000Z' })
  requested_at: string;

  @ApiProperty({ ...time('2026-11-24T13:00:01.000Z') })
  started_at: string | null;

  @ApiProperty({ ...time('2026-11-24T13:00:09.000Z') })
  finished_at: string | null;
}

export class RemovalsDto {
  @ApiProperty({ type: [RemovalDto], description: 'The latest first, at most 100.' })
  data: RemovalDto[];
}

export function toPreview({ first, last, ids, ...counts }: RemovalSize): RemovalPreview {
  return {
    ...counts,
    ids: [...ids],
    first_event: first?.toISOString() ?? null,
    last_event: last?.toISOString() ?? null,
  };
}

export function toRemovalDto(removal: Removal): RemovalDto {
  const { subject, total, removed, status } = removal;
  const events = subject?.kind === 'events' ? subject : null;
  return {
    id: removal.id,
    kind: removal.kind,
    range: events && {
      start: events.range.from.toISOString(),
      end: events.range.to.toISOString(),
    },
    filters: events && events.asked,
    user: subject?.kind === 'person' ? subject.person : null,
    status,
    total,
    removed,
    progress: status === 'done' ? 1 : total ? Math.min(1, removed / total) : 0,
    error: removal.error,
    requested_at: removal.requestedAt.toISOString(),
    started_at: removal.startedAt?.toISOString() ?? null,
    finished_at: removal.finishedAt?.toISOString() ?? null,
  };
}
