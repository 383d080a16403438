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
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { LONGEST_FORMULA } from '../formula.js';
import { QueryAnswer } from './query.dto.js';
import { AskedComparison, QuestionBody } from './question-body.dto.js';
import { AskedStep } from './step.dto.js';

const intervals = ['hour', 'day', 'week', 'month'] as const;
export const MOST_SERIES = 10;
export const MOST_FORMULAS = 10;

export class AskedSeries extends AskedStep {
  @ApiPropertyOptional({
    default: 'events',
    example: 'visitors',
    description: 'events, visits, visitors, users; or sum: or mean: before the name of a property.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(220)
  metric: string = 'events';
}

export class AskedFormula {
  @ApiPropertyOptional({ example: 'Bought, %', description: 'Default the formula itself.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string;

  @ApiProperty({
    example: 'B / A * 100',
    description: 'Of A, B … (the series in order), numbers, + - * / and brackets.',
  })
  @IsString()
  @Length(1, LONGEST_FORMULA)
  formula!: string;
}

export class TrendsBody extends QuestionBody {
  @ApiProperty({
    type: [AskedSeries],
    minItems: 1,
    maxItems: MOST_SERIES,
    description: 'A, B and so on. Without event, page and filters: everything.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_SERIES)
  @ValidateNested({ each: true })
  @Type(() => AskedSeries)
  series!: AskedSeries[];

  @ApiPropertyOptional({ type: [AskedFormula], maxItems: MOST_FORMULAS })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_FORMULAS)
  @ValidateNested({ each: true })
  @Type(() => AskedFormula)
  formulas: AskedFormula[] = [];

  @ApiPropertyOptional({ enum: intervals, description: 'Default fits the range.' })
  @IsOptional()
  @IsIn(intervals)
  interval?: (typeof intervals)[number];

  @ApiPropertyOptional({ type: AskedComparison })
  @IsOptional()
  @ValidateNested()
  @Type(() => AskedComparison)
  compare?: AskedComparison;

  @ApiPropertyOptional({ example: 'country', description: 'A row for each value.' })
  @IsOptional()
  @IsString()
  @MaxLength(220)
  breakdown?: string;

  @ApiPropertyOptional({
    default: 10,
    maximum: 100,
    description: 'How many rows, largest A first.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 10;
}

export class TrendColumn {
  @ApiProperty({ example: 'F1', description: 'A, B … of series, F1, F2 … of formulas.' })
  key!: string;

  @ApiProperty({ example: 'Bought, %' })
  name!: string;
}

export class TrendsAnswer extends QueryAnswer {
  @ApiProperty({ type: [TrendColumn], description: 'What stands under each key of metrics.' })
  columns!: TrendColumn[];
}
