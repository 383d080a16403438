import { ApiProperty } from '@nestjs/swagger';
import type { GroupRow } from '../../events/lists.js';
import { EventItem } from './lists.dto.js';

export class GroupItem implements GroupRow {
  @ApiProperty({ example: 'acme' })
  group_id!: string;

  @ApiProperty({ type: Object, additionalProperties: true, example: { size: 12 } })
  traits!: Record<string, unknown>;

  @ApiProperty({ example: 412 })
  event_count!: number;

  @ApiProperty({ example: 57 })
  session_count!: number;

  @ApiProperty({ example: 9, description: 'People with an id of their own and an event for it.' })
  member_count!: number;

  @ApiProperty({ example: '2026-11-18T08:02:11.000Z' })
  first_seen!: string;

  @ApiProperty({ example: '2026-11-24T12:34:10.000Z' })
  last_seen!: string;
}

export class GroupPage {
  @ApiProperty({ type: [GroupItem], description: 'Groups with an event in the range.' })
  data!: GroupItem[];

  @ApiProperty({ example: 23 })
  total!: number;

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;
}

/** A group over a range, and what is known of it. */
export class Group {
  @ApiProperty({ example: 'acme' })
  group_id!: string;

  @ApiProperty({ type: Object, additionalProperties: true, example: { size: 12 } })
  traits!: Record<string, unknown>;

  @ApiProperty({ example: 9, description: 'People with an id of their own and an event for it.' })
  member_count!: number;

  @ApiProperty({ example: 11, description: 'Members, and cookieless visitors once a day.' })
  visitors!: number;

  @ApiProperty({ example: 57 })
  session_count!: number;

  @ApiProperty({ example: 290 })
  page_views!: number;

  @ApiProperty({ example: 412 })
  event_count!: number;

  @ApiProperty({ type: String, nullable: true, example: '2026-11-18T08:02:11.000Z' })
  first_seen!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '2026-11-24T12:34:10.000Z' })
  last_seen!: string | null;

  @ApiProperty({ type: [EventItem], description: 'The latest first, at most 100.' })
  events!: EventItem[];

  @ApiProperty({ example: '2026-11-18T00:00:00.000Z' })
  period_start!: string;

  @ApiProperty({ example: '2026-11-24T13:40:00.000Z', description: 'Not included.' })
  period_end!: string;
}
