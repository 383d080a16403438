import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AnswerMeta } from './query.dto.js';

export class GoalRevenue {
  @ApiProperty({ type: String, nullable: true, example: 'EUR', description: 'Null when unsaid.' })
  currency!: string | null;

  @ApiProperty({ example: 1249.5 })
  amount!: number;
}

export class GoalCounts {
  @ApiProperty({ example: 120, description: 'Events that are the goal.' })
  conversions!: number;

  @ApiProperty({ example: 96, description: 'Distinct visitors with one.' })
  converters!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 4.2,
    description: 'Converters in percent of the visitors under the same filters; null without any.',
  })
  conversion_rate!: number | null;

  @ApiProperty({
    type: [GoalRevenue],
    description: 'By currency, the largest first, at most 100; empty when it is worth nothing.',
  })
  revenue!: GoalRevenue[];
}

export class GoalNumbers extends GoalCounts {
  @ApiProperty({ example: '01939b5e-7a2c-7c4e-9f0a-3d1c5b7e9a10' })
  id!: string;

  @ApiProperty({ example: 'Purchase' })
  name!: string;

  @ApiPropertyOptional({ type: GoalCounts, description: 'Of the compared range.' })
  previous?: GoalCounts;
}

export class ComparedVisitors {
  @ApiProperty({ example: 2104 })
  visitors!: number;

  @ApiProperty({ example: '2026-09-26T00:00:00.000Z' })
  period_start!: string;

  @ApiProperty({ example: '2026-10-25T13:40:00.000Z', description: 'Not included.' })
  period_end!: string;
}

export class GoalAnswer {
  @ApiProperty({ type: [GoalNumbers], description: 'All goals of the project, by name.' })
  data!: GoalNumbers[];

  @ApiProperty({ example: 2285, description: 'What the rates are shares of.' })
  visitors!: number;

  @ApiPropertyOptional({ type: ComparedVisitors })
  previous?: ComparedVisitors;

  @ApiProperty({ type: AnswerMeta })
  meta!: AnswerMeta;
}
