import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Where an answer was read: remembered counts, the events themselves, or both. */
export type AnswerSource = 'rollup' | 'raw' | 'mixed';
export const answerSources: AnswerSource[] = ['rollup', 'raw', 'mixed'];

/** The numbers of one stretch of time. */
export class OverviewNumbers {
  @ApiProperty({ example: 1249, description: 'Page views and custom events.' })
  total_events!: number;

  @ApiProperty({ example: 861 })
  page_views!: number;

  @ApiProperty({
    example: 312,
    description: 'Known users and kept anonymous ids as a set, cookieless visitors once a day.',
  })
  unique_visitors!: number;

  @ApiProperty({ example: 348, description: 'Visits with an event in the range.' })
  unique_sessions!: number;

  @ApiProperty({ example: 41, description: 'Users known by an id of their own.' })
  unique_users!: number;

  @ApiProperty({
    example: 38.2,
    type: Number,
    nullable: true,
    description: 'Bounces in percent of the visits with a page view; null without any.',
  })
  bounce_rate!: number | null;

  @ApiProperty({ example: 94.3, description: 'Mean seconds, visits of no length included.' })
  visit_duration!: number;

  @ApiProperty({ example: 31, type: Number, nullable: true, description: 'Median seconds.' })
  visit_duration_median!: number | null;

  @ApiProperty({ example: 2.47 })
  views_per_visit!: number;

  @ApiProperty({ example: 'page_view', type: String, nullable: true })
  top_event!: string | null;

  @ApiProperty({ example: '2026-11-18T00:00:00.000Z' })
  period_start!: string;

  @ApiProperty({ example: '2026-11-24T13:40:00.000Z', description: 'Not included.' })
  period_end!: string;
}

export class Overview extends OverviewNumbers {
  @ApiProperty({ example: 'Europe/Berlin' })
  timezone!: string;

  @ApiProperty({ enum: answerSources, example: 'mixed' })
  source!: AnswerSource;

  @ApiProperty({ example: 7.2, description: 'Milliseconds.' })
  took_ms!: number;

  @ApiPropertyOptional({
    type: OverviewNumbers,
    description: 'The stretch compared with: as much of it as has passed of this one.',
  })
  previous?: OverviewNumbers;
}
