import { ApiProperty } from '@nestjs/swagger';
import type { User, UserRole } from '../user.entity.js';

export class SetupDto {
  @ApiProperty({ description: 'True until the first account, the owner, exists.' })
  needs_owner: boolean;

  @ApiProperty({ description: 'Whether further people may make an account themselves.' })
  sign_up: boolean;
}

export class AccountDto {
  @ApiProperty({ example: '01939b5e-7a2c-7c4e-9f0a-3d1c5b7e9a10' })
  id: string;

  @ApiProperty({ example: 'ada@example.com' })
  email: string;

  @ApiProperty({ example: 'Ada Lovelace', type: String, nullable: true })
  full_name: string | null;

  @ApiProperty({ enum: ['owner', 'member'] })
  role: UserRole;

  @ApiProperty({ example: '2026-11-24T13:00:00.000Z', format: 'date-time' })
  created_at: string;
}

export function toAccountDto(user: User): AccountDto {
  return {
    id: user.id,
    email: user.email,
    full_name: user.fullName,
    role: user.role,
    created_at: user.createdAt.toISOString(),
  };
}
