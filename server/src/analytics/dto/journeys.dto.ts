import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { AnswerMeta } from './query.dto.js';
import { QuestionBody } from './question-body.dto.js';
import { AskedStep } from './step.dto.js';

const contents = ['pages', 'events', 'both'] as const;
const kinds = ['page', 'event', 'other'] as const;

export class JourneysBody extends QuestionBody {
  @ApiPropertyOptional({ type: AskedStep, description: 'Where journeys begin; default the entry.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AskedStep)
  from?: AskedStep;

  @ApiPropertyOptional({ type: AskedStep, description: 'Where journeys end; instead of from.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AskedStep)
  to?: AskedStep;

  @ApiPropertyOptional({ default: 5, minimum: 2, maximum: 8 })
  @IsOptional()
  @IsInt()
  @Min(2)
  @Max(8)
  steps: number = 5;

  @ApiPropertyOptional({ enum: contents, default: 'pages' })
  @IsOptional()
  @IsIn(contents)
  of: (typeof contents)[number] = 'pages';

  @ApiPropertyOptional({
    example: 1,
    maximum: 5,
    description: 'Pages below so many folders are one: 1 makes /blog/* of all posts.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5)
  folders?: number;

  @ApiPropertyOptional({
    default: 10,
    maximum: 50,
    description: 'Nodes of a step; the rest is one.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(50)
  limit: number = 10;
}

export class JourneyPlace {
  @ApiProperty({ enum: kinds, example: 'page' })
  kind!: (typeof kinds)[number];

  @ApiProperty({
    type: String,
    nullable: true,
    example: '/pricing',
    description: 'Null for other.',
  })
  value!: string | null;
}

export class JourneyNodeItem extends JourneyPlace {
  @ApiProperty({ example: 120 })
  visits!: number;

  @ApiProperty({ example: 40, description: 'Percent of all visits of the answer.' })
  share!: number;

  @ApiProperty({ example: 30, description: 'Visits with no further step; 0 in the last column.' })
  ended!: number;
}

export class JourneyColumn {
  @ApiProperty({ example: 1, description: 'Counted from where journeys begin, or end.' })
  step!: number;

  @ApiProperty({ type: [JourneyNodeItem], description: 'Most visits first, other last.' })
  nodes!: JourneyNodeItem[];
}

export class JourneyLinkItem {
  @ApiProperty({ example: 1, description: 'Column of from; to is in the next one.' })
  step!: number;

  @ApiProperty({ type: JourneyPlace })
  from!: JourneyPlace;

  @ApiProperty({ type: JourneyPlace })
  to!: JourneyPlace;

  @ApiProperty({ example: 52 })
  visits!: number;
}

export class JourneysAnswer {
  @ApiProperty({ example: 300 })
  visits!: number;

  @ApiProperty({ type: [JourneyColumn] })
  columns!: JourneyColumn[];

  @ApiProperty({ type: [JourneyLinkItem] })
  links!: JourneyLinkItem[];

  @ApiProperty({ type: AnswerMeta })
  meta!: AnswerMeta;
}
