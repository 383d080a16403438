import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { PropertyName, SuggestedValue } from '../../events/suggestions.js';
import { QuestionParameters } from './question.dto.js';

class SuggestionParameters extends QuestionParameters {
  @ApiPropertyOptional({ description: 'Part of it, in any case.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;

  @ApiPropertyOptional({ default: 20, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 20;
}

export class PropertyParameters extends SuggestionParameters {
  @ApiPropertyOptional({ example: 'purchase', description: 'Only of events of this name.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  event?: string;
}

export class ValueParameters extends SuggestionParameters {
  @ApiProperty({ example: 'property:plan', description: 'Any dimension, or property:<name>.' })
  @IsString()
  @MaxLength(220)
  dimension!: string;
}

export class PropertyNameItem implements PropertyName {
  @ApiProperty({ example: 'amount' })
  name!: string;

  @ApiProperty({ example: 312, description: 'In so many of the latest events.' })
  count!: number;

  @ApiProperty({ example: true, description: 'All its values there are numbers.' })
  numeric!: boolean;
}

export class PropertyNames {
  @ApiProperty({ type: [PropertyNameItem], description: 'The most frequent first.' })
  data!: PropertyNameItem[];
}

export class SuggestedValueItem implements SuggestedValue {
  @ApiProperty({ example: 'pro' })
  value!: string;

  @ApiProperty({
    example: 88,
    description: 'Visitors; of properties, so many of the latest events; of users, 1.',
  })
  count!: number;
}

export class SuggestedValues {
  @ApiProperty({ type: [SuggestedValueItem], description: 'The most frequent first.' })
  data!: SuggestedValueItem[];
}
