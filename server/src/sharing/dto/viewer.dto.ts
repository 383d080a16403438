import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../projects/dto/checks.js';
import type { WeekStart } from '../../projects/project.js';
import type { View } from '../viewers.service.js';
import { viewerTokenSeconds } from '../viewer-tokens.js';

export class EnterDto {
  @ApiPropertyOptional({ description: 'Of a link that has one.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  password?: string;
}

class SharedProjectDto {
  @ApiProperty({ example: '01939b5e-7a2c-7c4e-9f0a-3d1c5b7e9a10' })
  id: string;

  @ApiProperty({ example: 'Shop' })
  name: string;

  @ApiProperty({ type: String, nullable: true, example: 'shop.example.com' })
  domain: string | null;

  @ApiProperty({ example: 'Europe/Berlin' })
  timezone: string;

  @ApiProperty({ enum: ['monday', 'sunday'] })
  week_starts_on: WeekStart;
}

export class ViewerDto {
  @ApiProperty({ description: 'Opens what is shared of the project, as a bearer token.' })
  access_token: string;

  @ApiProperty({ enum: ['bearer'] })
  token_type: 'bearer';

  @ApiProperty({ example: viewerTokenSeconds, description: 'Seconds.' })
  expires_in: number;

  @ApiProperty({ type: SharedProjectDto })
  project: SharedProjectDto;

  @ApiProperty({ description: 'Whether only a part of the project is shown.' })
  locked: boolean;
}

export function toViewerDto({ link, project, token }: View & { token: string }): ViewerDto {
  return {
    access_token: token,
    token_type: 'bearer',
    expires_in: viewerTokenSeconds,
    project: {
      id: project.id,
      name: project.name,
      domain: project.domain,
      timezone: project.timezone,
      week_starts_on: project.weekStartsOn,
    },
    locked: link.filters.length > 0,
  };
}
