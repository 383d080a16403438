import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { AnswerMeta } from './query.dto.js';
import { QuestionBody } from './question-body.dto.js';
import { AskedStep } from './step.dto.js';

const intervals = ['day', 'week', 'month'] as const;
const cohorts = ['first', 'any'] as const;

export class RetentionBody extends QuestionBody {
  @ApiPropertyOptional({ enum: intervals, default: 'day', description: 'At most 100 of them.' })
  @IsOptional()
  @IsIn(intervals)
  interval: (typeof intervals)[number] = 'day';

  @ApiPropertyOptional({ type: AskedStep, description: 'Makes a cohort; default any event.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AskedStep)
  start?: AskedStep;

  @ApiPropertyOptional({ type: AskedStep, description: 'What a return is; default any event.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AskedStep)
  back?: AskedStep;

  @ApiPropertyOptional({
    enum: cohorts,
    default: 'first',
    description:
      'Whoever did the start event for the first time ever then, or whoever did it then.',
  })
  @IsOptional()
  @IsIn(cohorts)
  cohort: (typeof cohorts)[number] = 'first';

  @ApiPropertyOptional({
    default: false,
    description:
      'Also those without a user id. Cookieless visitors are recognised on the same day only, so they never return later.',
  })
  @IsOptional()
  @IsBoolean()
  include_anonymous: boolean = false;
}

export class RetentionValue {
  @ApiProperty({ example: 1, description: 'Buckets after that of the cohort; 0 is the same one.' })
  later!: number;

  @ApiProperty({ example: 41 })
  people!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 34.2,
    description: 'Percent of the cohort.',
  })
  rate!: number | null;

  @ApiProperty({ example: false, description: 'The bucket has not ended yet.' })
  partial!: boolean;
}

export class RetentionCohort {
  @ApiProperty({ example: '2026-11-24T00:00:00.000Z' })
  timestamp!: string;

  @ApiProperty({ example: '2026-11-24T01:00' })
  label!: string;

  @ApiProperty({ example: 120 })
  size!: number;

  @ApiProperty({ type: [RetentionValue] })
  values!: RetentionValue[];
}

export class RetentionPoint {
  @ApiProperty({ example: 1 })
  later!: number;

  @ApiProperty({ example: 390, description: 'Of all cohorts whose bucket has ended.' })
  people!: number;

  @ApiProperty({ example: 1200, description: 'Size of these cohorts.' })
  of!: number;

  @ApiProperty({ type: Number, nullable: true, example: 32.5, description: 'Percent.' })
  rate!: number | null;
}

export class RetentionAnswer {
  @ApiProperty({ enum: intervals, example: 'day' })
  interval!: (typeof intervals)[number];

  @ApiProperty({
    type: [RetentionCohort],
    description: 'One for each bucket, empty ones included.',
  })
  cohorts!: RetentionCohort[];

  @ApiProperty({ type: [RetentionPoint] })
  curve!: RetentionPoint[];

  @ApiProperty({ type: AnswerMeta })
  meta!: AnswerMeta;
}
