import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { presets, type Comparison, type Preset } from '../period.js';

/** Either `period`, or `start` with or without `end`. */
export class AskedRange {
  @ApiPropertyOptional({ enum: presets, default: '30d' })
  @IsOptional()
  @IsIn(presets)
  period?: Preset;

  @ApiPropertyOptional({ example: '2026-11-01', description: 'ISO 8601; instead of period.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  start?: string;

  @ApiPropertyOptional({ example: '2026-11-08', description: 'Not included; default now.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  end?: string;
}

const comparisons = ['previous', 'year', 'custom'] as const;

export class AskedComparison {
  @ApiPropertyOptional({ enum: comparisons, default: 'previous' })
  @IsOptional()
  @IsIn(comparisons)
  to: Comparison = 'previous';

  @ApiPropertyOptional({ example: '2026-10-01', description: 'Of a custom comparison.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  start?: string;

  @ApiPropertyOptional({ example: '2026-10-08' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  end?: string;

  @ApiPropertyOptional({ default: false, description: 'Compare Mondays with Mondays.' })
  @IsOptional()
  @IsBoolean()
  match_weekday?: boolean;
}

/** How filters look in OpenAPI, wherever they stand in a body. */
export const filtersProperty = {
  type: 'array',
  items: { type: 'object', additionalProperties: true },
  description:
    'All must hold: conditions { dimension, operator, values }, { "or": […] }, { "and": […] }, and { "did": … } or { "did_not": … } with { event | page, filters, count, range }.',
} as const;

/** What every question in a body may say. */
export class QuestionBody {
  @ApiPropertyOptional({ type: AskedRange, description: 'Default the last 30 days.' })
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
    example: [{ dimension: 'country', operator: 'is', values: ['DE', 'FR'] }],
  })
  @IsOptional()
  @IsArray()
  filters?: unknown[];
}
