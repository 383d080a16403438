import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { SignIn } from '../sign-in.entity.js';
import { AccountDto } from './account.dto.js';

export class TokensDto {
  @ApiProperty({ description: 'Goes into `Authorization: Bearer …`.' })
  access_token: string;

  @ApiPropertyOptional({
    description: 'Good for one refresh. Left out where the token came by the cookie.',
  })
  refresh_token?: string;

  @ApiProperty({ enum: ['bearer'] })
  token_type: 'bearer';

  @ApiProperty({ example: 900, description: 'Seconds that the access token lives.' })
  expires_in: number;

  @ApiProperty({ description: 'Who is signed in.' })
  user: AccountDto;
}

export class SessionDto {
  @ApiProperty({ example: '01939b5e-7a2c-7c4e-9f0a-3d1c5b7e9a10' })
  id: string;

  @ApiProperty({ example: 'Firefox on Linux', type: String, nullable: true })
  device: string | null;

  @ApiProperty({ description: 'Whether it is the one that asks.' })
  current: boolean;

  @ApiProperty({ example: '2026-11-24T13:00:00.000Z', format: 'date-time' })
  created_at: string;

  @ApiProperty({ example: '2026-11-24T13:00:00.000Z', format: 'date-time' })
  last_used_at: string;

  @ApiProperty({ example: '2026-12-24T13:00:00.000Z', format: 'date-time' })
  expires_at: string;
}

export class SessionsDto {
  @ApiProperty({ type: [SessionDto] })
  data: SessionDto[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor: string | null;
}

export function toSessionDto(signIn: SignIn, currentId: string): SessionDto {
  return {
    id: signIn.id,
    device: signIn.device,
    current: signIn.id === currentId,
    created_at: signIn.createdAt.toISOString(),
    last_used_at: signIn.refreshedAt.toISOString(),
    expires_at: signIn.expiresAt.toISOString(),
  };
}
