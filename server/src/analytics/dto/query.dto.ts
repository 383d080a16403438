import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { countMetrics } from '../../events/measure.js';
import { answerSources, type AnswerSource } from './overview.dto.js';
import { AskedComparison, QuestionBody } from './question-body.dto.js';

const intervals = ['hour', 'day', 'week', 'month'] as const;
const directions = ['desc', 'asc'] as const;
export const MOST_METRICS = 20;
export const MOST_DIMENSIONS = 4;
export const MOST_ROWS = 1_000;

export class AskedOrder {
  @ApiProperty({ example: 'visitors', description: 'A metric or a dimension that is asked for.' })
  @IsString()
  @MaxLength(220)
  by!: string;

  @ApiPropertyOptional({ enum: directions, default: 'desc' })
  @IsOptional()
  @IsIn(directions)
  direction: (typeof directions)[number] = 'desc';
}

export class QueryBody extends QuestionBody {
  @ApiProperty({
    type: [String],
    example: ['visitors', 'bounce_rate'],
    description: `Of ${countMetrics.join(', ')}; sum:, mean:, median:, p90: before the name of a property; conversions:, converters:, conversion_rate:, revenue: before the id of a goal.`,
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_METRICS)
  @ArrayUnique()
  @IsString({ each: true })
  metrics!: string[];

  @ApiPropertyOptional({
    type: [String],
    example: ['country'],
    description:
      'Those of breakdown, property:<name>, hour (0–23) and weekday (1 = Monday). None: one row for everything.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_DIMENSIONS)
  @ArrayUnique()
  @IsString({ each: true })
  dimensions: string[] = [];

  @ApiPropertyOptional({ enum: intervals, description: 'Gives each row a series.' })
  @IsOptional()
  @IsIn(intervals)
  interval?: (typeof intervals)[number];

  @ApiPropertyOptional({ type: AskedComparison })
  @IsOptional()
  @ValidateNested()
  @Type(() => AskedComparison)
  compare?: AskedComparison;

  @ApiPropertyOptional({
    type: AskedOrder,
    description: 'Default the first metric, largest first.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => AskedOrder)
  order_by?: AskedOrder;

  @ApiPropertyOptional({ default: 100, maximum: MOST_ROWS })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_ROWS)
  limit: number = 100;

  @ApiPropertyOptional({ description: 'next_cursor of the page before.' })
  @IsOptional()
  @Matches(/^\d{1,7}$/, { message: 'cursor must come from next_cursor' })
  cursor?: string;
}

const metrics = {
  type: Object,
  additionalProperties: { type: 'number', nullable: true },
  example: { visitors: 214, bounce_rate: 38.1 },
} as const;

export class QueryPoint {
  @ApiProperty({ example: '2026-11-24T12:00:00.000Z', description: 'Start of the bucket, UTC.' })
  timestamp!: string;

  @ApiProperty({ example: '2026-11-24T13:00', description: 'The same on the wall clock.' })
  label!: string;

  @ApiProperty({ example: false, description: 'The bucket has not ended yet.' })
  partial!: boolean;

  @ApiProperty(metrics)
  metrics!: Record<string, number | null>;
}

export class ComparedRow {
  @ApiProperty(metrics)
  metrics!: Record<string, number | null>;

  @ApiPropertyOptional({ type: [QueryPoint] })
  series?: QueryPoint[];
}

export class QueryRow extends ComparedRow {
  @ApiProperty({
    type: Object,
    additionalProperties: { type: 'string', nullable: true },
    example: { country: 'DE' },
    description: 'Null where the dimension is not set.',
  })
  dimensions!: Record<string, string | null>;

  @ApiPropertyOptional({ type: ComparedRow, description: 'The same row of the compared range.' })
  previous?: ComparedRow;
}

export class AnswerMeta {
  @ApiProperty({ example: '2026-10-26T00:00:00.000Z' })
  period_start!: string;

  @ApiProperty({ example: '2026-11-24T13:40:00.000Z', description: 'Not included.' })
  period_end!: string;

  @ApiProperty({ example: 'Europe/Berlin' })
  timezone!: string;

  @ApiProperty({ enum: answerSources, example: 'raw' })
  source!: AnswerSource;

  @ApiProperty({
    example: '2026-11-24T13:40:00.000Z',
    description: 'Everything stored until then is counted.',
  })
  as_of!: string;

  @ApiProperty({ example: 81.3 })
  took_ms!: number;
}

export class QueryMeta extends AnswerMeta {
  @ApiProperty({ enum: intervals, nullable: true, example: null })
  interval!: (typeof intervals)[number] | null;

  @ApiPropertyOptional({ example: '2026-09-26T00:00:00.000Z' })
  previous_start?: string;

  @ApiPropertyOptional({ example: '2026-10-25T13:40:00.000Z' })
  previous_end?: string;
}

export class QueryAnswer {
  @ApiProperty({ type: [QueryRow] })
  rows!: QueryRow[];

  @ApiProperty({ ...metrics, description: 'Of everything under the same filters.' })
  totals!: Record<string, number | null>;

  @ApiProperty({ example: 24, description: 'How many rows there are on all pages.' })
  total!: number;

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;

  @ApiProperty({ type: QueryMeta })
  meta!: QueryMeta;
}
