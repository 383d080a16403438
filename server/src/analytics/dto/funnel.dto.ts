import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FunnelPerson } from '../../events/funnel.js';
import { AnswerMeta } from './query.dto.js';
import { QuestionBody } from './question-body.dto.js';
import { AskedStep } from './step.dto.js';

export const MOST_STEPS = 10;
const units = ['minute', 'hour', 'day'] as const;
const orders = ['loose', 'strict'] as const;
const outcomes = ['reached', 'dropped'] as const;

export class AskedWindow {
  @ApiProperty({ example: 14 })
  @IsInt()
  @Min(1)
  @Max(525_600)
  count!: number;

  @ApiProperty({ enum: units, example: 'day', description: 'At most 366 days together.' })
  @IsIn(units)
  unit!: (typeof units)[number];
}

class FunnelSteps extends QuestionBody {
  @ApiProperty({ type: [AskedStep], minItems: 2, maxItems: MOST_STEPS })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(MOST_STEPS)
  @ValidateNested({ each: true })
  @Type(() => AskedStep)
  steps!: AskedStep[];

  @ApiPropertyOptional({ type: AskedWindow, description: 'From first to last; default 14 days.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AskedWindow)
  window?: AskedWindow;

  @ApiPropertyOptional({
    enum: orders,
    default: 'loose',
    description: 'Strict: nothing else under the same filters between two steps.',
  })
  @IsOptional()
  @IsIn(orders)
  order: (typeof orders)[number] = 'loose';
}

export class FunnelBody extends FunnelSteps {
  @ApiPropertyOptional({
    example: 'country',
    description: 'Groups by what the event of the first step says.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(220)
  breakdown?: string;

  @ApiPropertyOptional({ default: 10, maximum: 100, description: 'How many groups.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 10;
}

export class FunnelPeopleBody extends FunnelSteps {
  @ApiProperty({ example: 2, description: 'Counted from 1.' })
  @IsInt()
  @Min(1)
  @Max(MOST_STEPS)
  step!: number;

  @ApiPropertyOptional({
    enum: outcomes,
    default: 'dropped',
    description: 'Those who came to the step, or those of them who went no further.',
  })
  @IsOptional()
  @IsIn(outcomes)
  outcome: (typeof outcomes)[number] = 'dropped';

  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  @ApiPropertyOptional({ description: 'next_cursor of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}

const seconds = (example: number) => ({
  type: Number,
  nullable: true,
  example,
  description: 'Seconds since the step before.',
});

export class FunnelStep {
  @ApiProperty({ example: 'signup' })
  name!: string;

  @ApiProperty({ example: 120, description: 'Each once: users over the range, others by visit.' })
  people!: number;

  @ApiProperty({ example: 40, description: 'Percent of those of the first step.' })
  rate!: number;

  @ApiProperty({ example: 80, description: 'Percent of those of the step before.' })
  step_rate!: number;

  @ApiProperty({ example: 30, description: 'Came to this step and no further.' })
  dropped!: number;

  @ApiProperty(seconds(310.2))
  mean_seconds!: number | null;

  @ApiProperty(seconds(95))
  median_seconds!: number | null;
}

export class FunnelCompletion {
  @ApiProperty({ example: 24 })
  people!: number;

  @ApiProperty({ example: 8, description: 'Percent of those of the first step.' })
  rate!: number;

  @ApiProperty({ ...seconds(5400), description: 'Seconds from the first step to the last.' })
  mean_seconds!: number | null;

  @ApiProperty({ ...seconds(1200), description: 'Seconds from the first step to the last.' })
  median_seconds!: number | null;
}

export class FunnelGroup {
  @ApiProperty({ type: String, nullable: true, example: 'DE' })
  value!: string | null;

  @ApiProperty({ type: [FunnelStep] })
  steps!: FunnelStep[];
}

export class FunnelAnswer {
  @ApiProperty({ type: [FunnelStep] })
  steps!: FunnelStep[];

  @ApiProperty({ type: FunnelCompletion })
  completion!: FunnelCompletion;

  @ApiProperty({ type: [FunnelGroup], description: 'Largest first; empty without breakdown.' })
  groups!: FunnelGroup[];

  @ApiProperty({ type: AnswerMeta })
  meta!: AnswerMeta;
}

export class FunnelPersonItem implements FunnelPerson {
  @ApiProperty({ type: String, nullable: true, example: 'u-1' })
  distinct_id!: string | null;

  @ApiProperty({ example: true })
  known!: boolean;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Of a stranger.' })
  session_id!: string | null;

  @ApiProperty({ example: '2026-11-24T12:29:40.000Z' })
  started_at!: string;

  @ApiProperty({ example: '2026-11-24T12:34:10.000Z', description: 'When they came to the step.' })
  reached_at!: string;
}

export class FunnelPeople {
  @ApiProperty({ type: [FunnelPersonItem], description: 'The latest to come to the step first.' })
  data!: FunnelPersonItem[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;
}
