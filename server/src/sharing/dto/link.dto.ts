import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsISO8601,
  IsString,
  Length,
  MaxLength,
  ValidateBy,
} from 'class-validator';
import { normalOrigin } from '../../projects/allowed-origins.js';
import { MayBeAbsent, Trimmed } from '../../projects/dto/checks.js';
import type { Link } from '../link.js';

const originsExample = ['https://intranet.example.com'];

/** `*` alone, or origins. */
const AreFramers = (): PropertyDecorator =>
  ValidateBy({
    name: 'areFramers',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) &&
        ((value.length === 1 && value[0] === '*') ||
          value.every((one) => typeof one === 'string' && normalOrigin(one) !== null)),
      defaultMessage: () => 'must be origins such as https://example.com, or "*" alone',
    },
  });

export class CreateLinkDto {
  @ApiProperty({ example: 'For the board', minLength: 1, maxLength: 200 })
  @Trimmed()
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiPropertyOptional({ minLength: 8, maxLength: 200 })
  @MayBeAbsent()
  @IsString()
  @Length(8, 200)
  password?: string;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'As in a question; they hold in every answer.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  filters: unknown[] = [];

  @ApiPropertyOptional({ example: originsExample, description: 'Who may frame the page.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @MaxLength(300, { each: true })
  @AreFramers()
  embed_origins: string[] = [];

  @ApiPropertyOptional({ example: '2027-01-01T00:00:00Z', format: 'date-time' })
  @MayBeAbsent()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  expires_at?: string;
}

export class LinkDto {
  @ApiProperty({ example: '01939b5e-7a2c-7c4e-9f0a-3d1c5b7e9a10' })
  id: string;

  @ApiProperty({ example: 'For the board' })
  name: string;

  @ApiProperty({ example: 'q1mTq5h0S3yq0J5bT4uK2A' })
  slug: string;

  @ApiProperty({ example: 'https://analytics.example.com/public/q1mTq5h0S3yq0J5bT4uK2A' })
  url: string;

  @ApiProperty()
  has_password: boolean;

  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  filters: unknown[];

  @ApiProperty({ example: originsExample })
  embed_origins: string[];

  @ApiProperty({ example: '2026-11-24T13:00:00.000Z', format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  expires_at: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  revoked_at: string | null;
}

export class LinksDto {
  @ApiProperty({ type: [LinkDto] })
  data: LinkDto[];
}

export function toLinkDto(link: Link, publicUrl: string): LinkDto {
  return {
    id: link.id,
    name: link.name,
    slug: link.slug,
    url: `${publicUrl.replace(/\/$/, '')}/public/${link.slug}`,
    has_password: link.passwordHash !== null,
    filters: [...link.filters],
    embed_origins: [...link.embedOrigins],
    created_at: link.createdAt.toISOString(),
    expires_at: link.expiresAt?.toISOString() ?? null,
    revoked_at: link.revokedAt?.toISOString() ?? null,
  };
}
