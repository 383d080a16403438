import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { answerSources, type AnswerSource } from './overview.dto.js';

export class TimePoint {
  @ApiProperty({ example: '2026-11-24T12:00:00.000Z', description: 'Start of the bucket, UTC.' })
  timestamp!: string;

  @ApiProperty({ example: '2026-11-24T13:00', description: 'The same on the wall clock.' })
  label!: string;

  @ApiProperty({ example: 52, description: 'Events, page views included.' })
  count!: number;

  @ApiProperty({ example: 37 })
  page_views!: number;

  @ApiProperty({ example: 18 })
  visitors!: number;

  @ApiProperty({ example: 19 })
  visits!: number;

  @ApiProperty({ example: 42.1, type: Number, nullable: true })
  bounce_rate!: number | null;

  @ApiProperty({ example: 88.5 })
  visit_duration!: number;

  @ApiProperty({ example: 1.95 })
  views_per_visit!: number;

  @ApiProperty({ example: false, description: 'The bucket has not ended yet.' })
  partial!: boolean;
}

export class ComparedSeries {
  @ApiProperty({ type: [TimePoint] })
  data!: TimePoint[];

  @ApiProperty({ example: '2026-11-23T00:00:00.000Z' })
  period_start!: string;

  @ApiProperty({ example: '2026-11-23T13:40:00.000Z' })
  period_end!: string;
}

export class Timeseries {
  @ApiProperty({ type: [TimePoint], description: 'Every bucket that has begun, zeros included.' })
  data!: TimePoint[];

  @ApiProperty({ enum: ['hour', 'day', 'week', 'month'], example: 'hour' })
  interval!: 'hour' | 'day' | 'week' | 'month';

  @ApiProperty({ enum: ['hourly', 'daily', 'weekly', 'monthly'], example: 'hourly' })
  granularity!: 'hourly' | 'daily' | 'weekly' | 'monthly';

  @ApiProperty({ example: 'Europe/Berlin' })
  timezone!: string;

  @ApiProperty({ example: '2026-11-24T00:00:00.000Z' })
  period_start!: string;

  @ApiProperty({ example: '2026-11-24T13:40:00.000Z' })
  period_end!: string;

  @ApiProperty({ enum: answerSources, example: 'mixed' })
  source!: AnswerSource;

  @ApiProperty({ example: 4.8 })
  took_ms!: number;

  @ApiPropertyOptional({ type: ComparedSeries })
  previous?: ComparedSeries;
}
