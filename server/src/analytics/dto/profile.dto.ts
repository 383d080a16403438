import { ApiProperty } from '@nestjs/swagger';
import type { SessionDetail, TraitChange, UserDevice, UserProfile } from '../../events/profile.js';
import { EventItem, SessionItem } from './lists.dto.js';

const text = (example: string) => ({ type: String, nullable: true, example });

export class Session extends SessionItem implements SessionDetail {
  @ApiProperty(text('newsletter'))
  utm_source!: string | null;

  @ApiProperty(text('email'))
  utm_medium!: string | null;

  @ApiProperty(text('spring'))
  utm_campaign!: string | null;

  @ApiProperty(text('shoes'))
  utm_term!: string | null;

  @ApiProperty(text('header'))
  utm_content!: string | null;

  @ApiProperty(text('de'))
  language!: string | null;

  @ApiProperty(text('1440x900'))
  screen!: string | null;

  @ApiProperty({ type: [EventItem], description: 'Oldest first, at most 1,000.' })
  events!: EventItem[];

  @ApiProperty({ example: false, description: 'There are more events than shown.' })
  cut!: boolean;
}

export class UserDeviceItem implements UserDevice {
  @ApiProperty(text('Firefox'))
  browser!: string | null;

  @ApiProperty(text('Linux'))
  os!: string | null;

  @ApiProperty(text('desktop'))
  device!: string | null;

  @ApiProperty({ example: 7 })
  session_count!: number;

  @ApiProperty({ example: '2026-11-24T12:34:10.000Z' })
  last_seen!: string;
}

export class Favourite {
  @ApiProperty({ example: '/pricing' })
  value!: string;

  @ApiProperty({ example: 12 })
  count!: number;
}

export class TraitChangeItem implements TraitChange {
  @ApiProperty({ example: '2026-11-20T09:15:00.000Z' })
  at!: string;

  @ApiProperty({ example: 'plan' })
  trait!: string;

  @ApiProperty({ type: Object, nullable: true, example: 'free', description: 'Null: unknown.' })
  from!: unknown;

  @ApiProperty({ type: Object, nullable: true, example: 'pro' })
  to!: unknown;
}

export class User implements UserProfile {
  @ApiProperty({ example: 'u-1' })
  distinct_id!: string;

  @ApiProperty({ example: true, description: 'False for an anonymous id that its client keeps.' })
  known!: boolean;

  @ApiProperty({ type: Object, additionalProperties: true, example: { plan: 'pro' } })
  traits!: Record<string, unknown>;

  @ApiProperty({
    type: [TraitChangeItem],
    description: 'When which trait became what, the latest first, at most 200.',
  })
  trait_changes!: TraitChangeItem[];

  @ApiProperty({ type: [String], description: 'Other ids that turned out to be this user.' })
  anonymous_ids!: string[];

  @ApiProperty(text('2026-11-18T08:02:11.000Z'))
  first_seen!: string | null;

  @ApiProperty(text('2026-11-24T12:34:10.000Z'))
  last_seen!: string | null;

  @ApiProperty({ example: 57 })
  event_count!: number;

  @ApiProperty({ example: 41 })
  page_views!: number;

  @ApiProperty({ example: 9 })
  session_count!: number;

  @ApiProperty({ example: 2412, description: 'Seconds of all these visits together.' })
  total_duration!: number;

  @ApiProperty(text('DE'))
  country!: string | null;

  @ApiProperty(text('Land Berlin'))
  region!: string | null;

  @ApiProperty(text('Berlin'))
  city!: string | null;

  @ApiProperty({ type: [UserDeviceItem], description: 'The latest first, at most 20.' })
  devices!: UserDeviceItem[];

  @ApiProperty({ type: [Favourite], description: 'At most 10.' })
  top_pages!: Favourite[];

  @ApiProperty({ type: [Favourite], description: 'At most 10.' })
  top_events!: Favourite[];

  @ApiProperty({ type: [EventItem], description: 'The latest first, at most 100.' })
  events!: EventItem[];
}
