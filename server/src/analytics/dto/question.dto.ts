import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { groupOrders, userOrders, type GroupOrder, type UserOrder } from '../../events/lists.js';
import { dimensions, type Dimension } from '../../events/tally.js';
import type { BreakdownOrder } from '../answers.service.js';
import { presets, type Comparison, type Preset } from '../period.js';
import type { Asked } from '../question.js';

const intervals = ['hour', 'day', 'week', 'month'] as const;
type AskedInterval = (typeof intervals)[number];
const spellings = new Map<unknown, AskedInterval>([
  ['hourly', 'hour'],
  ['daily', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
]);
/** `hourly` for `hour`, and so on; anything else as it is. */
const respell = ({ value }: { value: unknown }): unknown => spellings.get(value) ?? value;
const comparisons = ['previous', 'year', 'custom'] as const;

/** What every question may say. */
export class QuestionParameters implements Asked {
  @ApiPropertyOptional({
    enum: presets,
    default: '30d',
    description: 'In the zone; 7d is today and the six days before.',
  })
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

  @ApiPropertyOptional({ enum: intervals, description: 'Default fits the range.' })
  @IsOptional()
  @Transform(respell)
  @IsIn(intervals)
  interval?: AskedInterval;

  @ApiPropertyOptional({
    enum: [...spellings.keys()],
    description: 'Another spelling of interval.',
  })
  @IsOptional()
  @Transform(respell)
  @IsIn(intervals)
  granularity?: AskedInterval;

  @ApiPropertyOptional({ example: 'Asia/Kathmandu', description: "Default the project's." })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  timezone?: string;

  @ApiPropertyOptional({
    example: '[{"dimension":"country","operator":"is","values":["DE","FR"]}]',
    description:
      'JSON; all must hold; { "or": […] } for alternatives, { "did": { "event": … } } and { "did_not": … } for what people did. Dimensions as in breakdown, or property:<name>.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(16_000)
  filters?: string;

  @ApiPropertyOptional({ enum: comparisons })
  @IsOptional()
  @IsIn(comparisons)
  compare?: Comparison;

  @ApiPropertyOptional({ example: '2026-10-01' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  compare_start?: string;

  @ApiPropertyOptional({ example: '2026-10-08' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  compare_end?: string;

  @ApiPropertyOptional({ default: false, description: 'Compare Mondays with Mondays.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
  )
  @IsBoolean()
  match_weekday?: boolean;
}

export class TopEventsParameters extends QuestionParameters {
  @ApiPropertyOptional({ default: 10, maximum: 1000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit: number = 10;
}

const orders = ['visitors', 'visits', 'page_views', 'events'] as const;

export class BreakdownParameters extends TopEventsParameters {
  @ApiProperty({ enum: dimensions, example: 'page' })
  @IsIn(dimensions)
  dimension!: Dimension;

  @ApiPropertyOptional({ description: 'Only values that contain this.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;

  @ApiPropertyOptional({ enum: orders, default: 'visitors' })
  @IsOptional()
  @IsIn(orders)
  order_by: BreakdownOrder = 'visitors';

  @ApiPropertyOptional({ description: 'next_cursor of the page before.' })
  @IsOptional()
  @Matches(/^\d{1,7}$/, { message: 'cursor must come from next_cursor' })
  cursor?: string;
}

export class ListParameters extends QuestionParameters {
  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  @ApiPropertyOptional({ description: 'next_cursor of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  @ApiPropertyOptional({
    description: 'Part of an event name, a page, an id of a person or their traits.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;
}

export class UserListParameters extends ListParameters {
  @ApiPropertyOptional({ enum: userOrders, default: 'last_seen', description: 'Largest first.' })
  @IsOptional()
  @IsIn(userOrders)
  order_by: UserOrder = 'last_seen';
}

export class GroupListParameters extends ListParameters {
  @ApiPropertyOptional({ enum: groupOrders, default: 'last_seen', description: 'Largest first.' })
  @IsOptional()
  @IsIn(groupOrders)
  order_by: GroupOrder = 'last_seen';
}
