import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { LONGEST_PROPERTY } from '../../events/tally.js';
import { Kept, NamedBody } from './definition.dto.js';
import { filtersProperty } from './question-body.dto.js';

const LARGEST = 1_000_000_000;

export class GoalValue {
  @ApiPropertyOptional({ example: 'amount', description: 'A property that says what it is worth.' })
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_PROPERTY)
  property?: string;

  @ApiPropertyOptional({ example: 9.9, description: 'Instead: what each conversion is worth.' })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(LARGEST)
  fixed?: number;
}

export class GoalCurrency {
  @ApiPropertyOptional({ example: 'currency', description: 'A property that says the currency.' })
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_PROPERTY)
  property?: string;

  @ApiPropertyOptional({ example: 'EUR', description: 'Where no property says one; ISO 4217.' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'fixed must be three capital letters, such as EUR' })
  fixed?: string;
}

export class GoalBody extends NamedBody {
  @ApiPropertyOptional({ example: 'purchase' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  event?: string;

  @ApiPropertyOptional({
    example: '/thanks*',
    description: 'Views of this page; * stands for anything.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  page?: string;

  @ApiPropertyOptional(filtersProperty)
  @IsOptional()
  @IsArray()
  filters?: unknown[];

  @ApiPropertyOptional({ type: GoalValue, description: 'Makes revenue of conversions.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => GoalValue)
  value?: GoalValue;

  @ApiPropertyOptional({ type: GoalCurrency })
  @IsOptional()
  @ValidateNested()
  @Type(() => GoalCurrency)
  currency?: GoalCurrency;
}

/** What an owner wants to happen. */
export class Goal extends IntersectionType(GoalBody, Kept) {}

export class Goals {
  @ApiProperty({ type: [Goal], description: 'By name, all of them.' })
  data!: Goal[];
}
