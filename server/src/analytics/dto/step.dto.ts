import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import { filtersProperty } from './question-body.dto.js';

/** Something that people do: an event, or a view of a page, or whatever passes the filters. */
export class AskedStep {
  @ApiPropertyOptional({
    example: 'Buys',
    description: 'What to call it; default the event or page.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string;

  @ApiPropertyOptional({ example: 'purchase' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  event?: string;

  @ApiPropertyOptional({
    example: '/pricing*',
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
}
