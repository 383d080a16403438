import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMinSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { Kept, NamedBody } from './definition.dto.js';
import { AskedRange, filtersProperty } from './question-body.dto.js';

export class SegmentBody extends NamedBody {
  @ApiProperty({
    ...filtersProperty,
    example: [{ dimension: 'device', operator: 'is', values: ['mobile'] }],
  })
  @IsArray()
  @ArrayMinSize(1)
  filters!: unknown[];
}

/** Filters with a name. */
export class Segment extends IntersectionType(SegmentBody, Kept) {}

export class Segments {
  @ApiProperty({ type: [Segment], description: 'By name, all of them.' })
  data!: Segment[];
}

export class CohortBody extends NamedBody {
  @ApiProperty({
    ...filtersProperty,
    description:
      'Whoever has an event in the range that passes all of these. Use did and did_not for what they did, or never did.',
    example: [{ did: { event: 'purchase', count: { operator: 'gte', value: 2 } } }],
  })
  @IsArray()
  @ArrayMinSize(1)
  filters!: unknown[];

  @ApiPropertyOptional({
    type: AskedRange,
    description: 'When, also for every did that says nothing else; default ever.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => AskedRange)
  range?: AskedRange;
}

/** People by what they did, or are. */
export class Cohort extends IntersectionType(CohortBody, Kept) {}

export class Cohorts {
  @ApiProperty({ type: [Cohort], description: 'By name, all of them.' })
  data!: Cohort[];
}
