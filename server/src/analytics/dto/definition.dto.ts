import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsString, Length } from 'class-validator';

/** What everything with a name has. */
export class NamedBody {
  @ApiProperty({
    example: 'Buyers',
    minLength: 1,
    maxLength: 200,
    description: 'The only one of its kind in the project, whatever the case.',
  })
  @Transform(({ value }: { value: unknown }): unknown =>
    typeof value === 'string' ? value.trim() : value,
  )
  @IsString()
  @Length(1, 200)
  name!: string;
}

/** What is added to everything that is kept. */
export class Kept {
  @ApiProperty({ example: '01939b5e-7a2c-7c4e-9f0a-3d1c5b7e9a10' })
  id!: string;

  @ApiProperty({ example: '2026-11-24T13:00:00.000Z', format: 'date-time' })
  created_at!: string;

  @ApiProperty({ example: '2026-11-24T13:00:00.000Z', format: 'date-time' })
  updated_at!: string;
}
