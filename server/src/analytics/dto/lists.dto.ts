import { ApiProperty } from '@nestjs/swagger';
import type { LiveEvent } from '../../events/event.js';
import type { SessionRow, UserRow } from '../../events/lists.js';

const text = (example: string) => ({ type: String, nullable: true, example });

export class EventItem implements LiveEvent {
  @ApiProperty({ example: '0193a1c2-7d3e-7a10-9b7e-1f0c5b2a9d11' })
  event_id!: string;

  @ApiProperty({ example: 'add_to_cart' })
  event!: string;

  @ApiProperty({ example: '2026-11-24T12:31:07.120Z' })
  timestamp!: string;

  @ApiProperty(text('4711'))
  session_id!: string | null;

  @ApiProperty(text('u-1'))
  user_id!: string | null;

  @ApiProperty(text('anon-9'))
  anonymous_id!: string | null;

  @ApiProperty(text('https://shop.example/product'))
  page_url!: string | null;

  @ApiProperty(text('/product'))
  path!: string | null;

  @ApiProperty(text('shop.example'))
  hostname!: string | null;

  @ApiProperty(text('news.ycombinator.com/item'))
  referrer!: string | null;

  @ApiProperty(text('Hacker News'))
  source!: string | null;

  @ApiProperty(text('DE'))
  country!: string | null;

  @ApiProperty(text('Berlin'))
  city!: string | null;

  @ApiProperty(text('Firefox'))
  browser!: string | null;

  @ApiProperty(text('Linux'))
  os!: string | null;

  @ApiProperty(text('desktop'))
  device!: string | null;

  @ApiProperty({ type: Object, additionalProperties: true, example: { sku: 'tea-01' } })
  properties!: Record<string, unknown>;
}

export class EventPage {
  @ApiProperty({ type: [EventItem], description: 'Newest first.' })
  data!: EventItem[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;
}

export class SessionItem implements SessionRow {
  @ApiProperty({ example: '4711' })
  session_id!: string;

  @ApiProperty(text('u-1'))
  distinct_id!: string | null;

  @ApiProperty({ example: 6 })
  event_count!: number;

  @ApiProperty({ example: 4 })
  page_views!: number;

  @ApiProperty({ example: '2026-11-24T12:29:40.000Z' })
  first_seen!: string;

  @ApiProperty({ example: '2026-11-24T12:34:10.000Z' })
  last_seen!: string;

  @ApiProperty({ example: 270, description: 'Seconds.' })
  duration!: number;

  @ApiProperty({ example: 181.5 })
  engaged_seconds!: number;

  @ApiProperty(text('/'))
  entry_page!: string | null;

  @ApiProperty({ ...text('/checkout'), description: 'Null while the visit may go on.' })
  exit_page!: string | null;

  @ApiProperty(text('Google'))
  source!: string | null;

  @ApiProperty(text('Organic Search'))
  channel!: string | null;

  @ApiProperty(text('www.google.com/'))
  referrer!: string | null;

  @ApiProperty(text('DE'))
  country!: string | null;

  @ApiProperty(text('Land Berlin'))
  region!: string | null;

  @ApiProperty(text('Berlin'))
  city!: string | null;

  @ApiProperty(text('Firefox'))
  browser!: string | null;

  @ApiProperty(text('Linux'))
  os!: string | null;

  @ApiProperty(text('desktop'))
  device!: string | null;

  @ApiProperty({ example: false })
  bounced!: boolean;

  @ApiProperty({ example: true, description: 'An event within the last five minutes.' })
  live!: boolean;
}

export class SessionPage {
  @ApiProperty({ type: [SessionItem], description: 'Newest first.' })
  data!: SessionItem[];

  @ApiProperty({ example: 348 })
  total!: number;

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;
}

export class UserItem implements UserRow {
  @ApiProperty({ example: 'u-1' })
  distinct_id!: string;

  @ApiProperty({ example: true, description: 'False for an anonymous id that its client keeps.' })
  known!: boolean;

  @ApiProperty({ type: Object, additionalProperties: true, example: { plan: 'pro' } })
  traits!: Record<string, unknown>;

  @ApiProperty({ example: 57 })
  event_count!: number;

  @ApiProperty({ example: 9 })
  session_count!: number;

  @ApiProperty({ example: '2026-11-18T08:02:11.000Z' })
  first_seen!: string;

  @ApiProperty({ example: '2026-11-24T12:34:10.000Z' })
  last_seen!: string;

  @ApiProperty(text('DE'))
  country!: string | null;

  @ApiProperty(text('Firefox'))
  browser!: string | null;

  @ApiProperty(text('Linux'))
  os!: string | null;

  @ApiProperty(text('desktop'))
  device!: string | null;
}

export class UserPage {
  @ApiProperty({ type: [UserItem], description: 'Last seen first.' })
  data!: UserItem[];

  @ApiProperty({ example: 41 })
  total!: number;

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;
}
