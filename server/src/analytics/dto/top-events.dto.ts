import { ApiProperty } from '@nestjs/swagger';

export class TopEvent {
  @ApiProperty({ example: 'add_to_cart' })
  event_name!: string;

  @ApiProperty({ example: 214 })
  count!: number;

  @ApiProperty({ example: 131 })
  unique_sessions!: number;

  @ApiProperty({ example: 38 })
  unique_users!: number;

  @ApiProperty({ example: 127 })
  unique_visitors!: number;
}

export class TopEvents {
  @ApiProperty({ type: [TopEvent] })
  data!: TopEvent[];

  @ApiProperty({ example: '2026-11-18T00:00:00.000Z' })
  period_start!: string;

  @ApiProperty({ example: '2026-11-24T13:40:00.000Z' })
  period_end!: string;
}
