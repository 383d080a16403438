import { ApiProperty } from '@nestjs/swagger';
import { dimensions, type Dimension } from '../../events/tally.js';
import { answerSources, type AnswerSource } from './overview.dto.js';

export class BreakdownRow {
  @ApiProperty({ example: '/pricing' })
  value!: string;

  @ApiProperty({ example: 88 })
  visitors!: number;

  @ApiProperty({ example: 92 })
  visits!: number;

  @ApiProperty({ example: 110 })
  page_views!: number;

  @ApiProperty({ example: 131 })
  events!: number;

  @ApiProperty({ example: 28.4, type: Number, nullable: true })
  bounce_rate!: number | null;

  @ApiProperty({ example: 141.2 })
  visit_duration!: number;

  @ApiProperty({ example: 28.2, description: 'Percent of all visitors under the same filters.' })
  share!: number;
}

export class BreakdownTotals {
  @ApiProperty({ example: 312 })
  visitors!: number;

  @ApiProperty({ example: 348 })
  visits!: number;

  @ApiProperty({ example: 861 })
  page_views!: number;

  @ApiProperty({ example: 1249 })
  events!: number;
}

/** Distinct counts are missing on purpose: rows that share a person cannot be added up. */
export class BreakdownRest {
  @ApiProperty({ example: 14, description: 'How many values.' })
  values!: number;

  @ApiProperty({ example: 77 })
  page_views!: number;

  @ApiProperty({ example: 102 })
  events!: number;
}

export class Breakdown {
  @ApiProperty({ enum: dimensions, example: 'page' })
  dimension!: Dimension;

  @ApiProperty({ type: [BreakdownRow] })
  data!: BreakdownRow[];

  @ApiProperty({ example: 24, description: 'How many values there are.' })
  total!: number;

  @ApiProperty({ type: BreakdownTotals })
  totals!: BreakdownTotals;

  @ApiProperty({ type: BreakdownRest, nullable: true, description: 'What comes after this page.' })
  other!: BreakdownRest | null;

  @ApiProperty({ example: '10', type: String, nullable: true })
  next_cursor!: string | null;

  @ApiProperty({ example: '2026-11-18T00:00:00.000Z' })
  period_start!: string;

  @ApiProperty({ example: '2026-11-24T13:40:00.000Z' })
  period_end!: string;

  @ApiProperty({ enum: answerSources, example: 'rollup' })
  source!: AnswerSource;

  @ApiProperty({ example: 5.1 })
  took_ms!: number;
}
