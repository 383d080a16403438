import { ApiProperty } from '@nestjs/swagger';

export class LiveValue {
  @ApiProperty({ example: '/pricing' })
  value!: string;

  @ApiProperty({ example: 3 })
  visitors!: number;
}

export class LiveNow {
  @ApiProperty({ example: 12, description: 'Distinct visitors of the last five minutes.' })
  online!: number;

  @ApiProperty({
    type: [Number],
    description: 'Visitors a minute over the last thirty, oldest first.',
  })
  minutes!: number[];

  @ApiProperty({ type: [LiveValue] })
  pages!: LiveValue[];

  @ApiProperty({ type: [LiveValue] })
  sources!: LiveValue[];

  @ApiProperty({ type: [LiveValue] })
  countries!: LiveValue[];
}
