import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { ApiKey } from '../api-key.entity.js';
import { type KeyKind, keyKinds } from '../api-key.js';
import { AreOrigins, MayBeAbsent, Trimmed } from './checks.js';

const originsExample = ['https://example.com', 'https://*.example.com'];

export class CreateKeyDto {
  @ApiProperty({ example: 'Server', minLength: 1, maxLength: 200 })
  @Trimmed()
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiPropertyOptional({
    enum: keyKinds,
    default: 'public',
    description:
      'A public key may only write and stands in pages; a secret one stays on servers; a read key only asks.',
  })
  @MayBeAbsent()
  @IsIn(keyKinds)
  kind: KeyKind = 'public';

  @ApiPropertyOptional({ example: originsExample, description: 'Empty means any origin.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @MaxLength(300, { each: true })
  @AreOrigins()
  allowed_origins: string[] = [];
}

export class UpdateKeyDto {
  @ApiPropertyOptional({ example: 'Server', minLength: 1, maxLength: 200 })
  @Trimmed()
  @MayBeAbsent()
  @IsString()
  @Length(1, 200)
  name?: string;

  @ApiPropertyOptional({ example: originsExample, description: 'Empty means any origin.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @MaxLength(300, { each: true })
  @AreOrigins()
  allowed_origins?: string[];
}

export class RotateKeyDto {
  @ApiPropertyOptional({
    example: 24,
    minimum: 0,
    maximum: 720,
    default: 24,
    description: 'Hours that the old key still works; 0 stops it at once.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(720)
  grace_hours: number = 24;
}

export class KeyDto {
  @ApiProperty({ example: '01939b5e-7a2c-7c4e-9f0a-3d1c5b7e9a10' })
  id: string;

  @ApiProperty({ example: 'Server' })
  name: string;

  @ApiProperty({ enum: keyKinds })
  kind: KeyKind;

  @ApiProperty({ example: 'pk_3q2-7wAA' })
  prefix: string;

  @ApiProperty({ example: originsExample })
  allowed_origins: string[];

  @ApiProperty({ example: '2026-11-24T13:00:00.000Z', format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'To the minute.' })
  last_used_at: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'End of the grace of a rotated key.',
  })
  expires_at: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  revoked_at: string | null;
}

export class CreatedKeyDto extends KeyDto {
  @ApiProperty({ example: 'sk_3q2-7wAAAA…', description: 'The key itself, shown this once.' })
  key: string;
}

export class RotatedKeyDto extends CreatedKeyDto {
  @ApiProperty({ example: '01939b5e-7a2c-7c4e-9f0a-3d1c5b7e9a10' })
  replaces: string;

  @ApiProperty({ format: 'date-time', description: 'When the old key stops.' })
  old_key_ends_at: string;
}

export class KeysDto {
  @ApiProperty({ type: [KeyDto] })
  data: KeyDto[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor: string | null;
}

export function toKeyDto(key: ApiKey): KeyDto {
  return {
    id: key.id,
    name: key.name,
    kind: key.kind,
    prefix: key.prefix,
    allowed_origins: key.allowedOrigins,
    created_at: key.createdAt.toISOString(),
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    expires_at: key.expiresAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
  };
}
