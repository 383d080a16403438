import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { hostOf } from '../domain.js';
import type { ProjectSettings, WeekStart } from '../project.js';
import { knownTimezone } from '../timezone.js';
import { IsDomain, IsTimezone, MayBeAbsent, Trimmed, TrimmedOrNull } from './checks.js';

class SettingsDto {
  @ApiPropertyOptional({
    example: 'example.com',
    type: String,
    nullable: true,
    maxLength: 2_000,
    description: 'A whole address is taken too; its host is kept.',
  })
  @TrimmedOrNull()
  @IsOptional()
  @MaxLength(2_000)
  @IsDomain()
  domain?: string | null;

  @ApiPropertyOptional({ enum: ['monday', 'sunday'], default: 'monday' })
  @MayBeAbsent()
  @IsIn(['monday', 'sunday'])
  week_starts_on?: WeekStart;

  @ApiPropertyOptional({ example: 30, minimum: 5, maximum: 240, default: 30 })
  @MayBeAbsent()
  @IsInt()
  @Min(5)
  @Max(240)
  session_timeout_minutes?: number;

  @ApiPropertyOptional({
    example: 10,
    minimum: 0,
    maximum: 3_600,
    default: 10,
    description: 'Engaged seconds from which one page view is no bounce; 0 turns it off.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(0)
  @Max(3_600)
  bounce_seconds?: number;

  @ApiPropertyOptional({ example: 30, minimum: 1, maximum: 3_650, default: 30 })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(3_650)
  accept_window_days?: number;

  @ApiPropertyOptional({
    example: 24,
    type: Number,
    nullable: true,
    minimum: 1,
    maximum: 1_200,
    description: 'Older events are removed; null keeps them.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_200)
  retention_months?: number | null;

  @ApiPropertyOptional({ default: true })
  @MayBeAbsent()
  @IsBoolean()
  filter_bots?: boolean;
}

export class CreateProjectDto extends SettingsDto {
  @ApiProperty({ example: 'Shop', minLength: 1, maxLength: 200 })
  @Trimmed()
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiPropertyOptional({ example: 'Europe/Berlin', type: String, nullable: true, default: 'UTC' })
  @TrimmedOrNull()
  @IsOptional()
  @IsTimezone()
  timezone?: string | null;
}

export class UpdateProjectDto extends SettingsDto {
  @ApiPropertyOptional({ example: 'Shop', minLength: 1, maxLength: 200 })
  @Trimmed()
  @MayBeAbsent()
  @IsString()
  @Length(1, 200)
  name?: string;

  @ApiPropertyOptional({
    example: 'Europe/Berlin',
    description: 'Hours and days of the past are cut anew in the new zone.',
  })
  @Trimmed()
  @MayBeAbsent()
  @IsTimezone()
  timezone?: string;
}

/** The settings that a body names, in our words; what it leaves out is left out here. */
export function settingsIn(body: CreateProjectDto | UpdateProjectDto): Partial<ProjectSettings> {
  return present({
    name: body.name,
    domain: typeof body.domain === 'string' ? hostOf(body.domain) : body.domain,
    timezone:
      typeof body.timezone === 'string' ? (knownTimezone(body.timezone) ?? undefined) : undefined,
    weekStartsOn: body.week_starts_on,
    sessionTimeoutMinutes: body.session_timeout_minutes,
    bounceSeconds: body.bounce_seconds,
    acceptWindowDays: body.accept_window_days,
    retentionMonths: body.retention_months,
    filterBots: body.filter_bots,
  });
}

function present(settings: Partial<ProjectSettings>): Partial<ProjectSettings> {
  const entries = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}
