import { ApiProperty } from '@nestjs/swagger';
import type { Project, WeekStart } from '../project.js';
import type { ProjectDeletion } from '../project-deletion.entity.js';

export class ProjectDto {
  @ApiProperty({ example: '01939b5e-7a2c-7c4e-9f0a-3d1c5b7e9a10' })
  id: string;

  @ApiProperty({ example: 'Shop' })
  name: string;

  @ApiProperty({ example: 'example.com', type: String, nullable: true })
  domain: string | null;

  @ApiProperty({ example: 'Europe/Berlin' })
  timezone: string;

  @ApiProperty({ enum: ['monday', 'sunday'] })
  week_starts_on: WeekStart;

  @ApiProperty({ example: 30 })
  session_timeout_minutes: number;

  @ApiProperty({ example: 10 })
  bounce_seconds: number;

  @ApiProperty({ example: 30 })
  accept_window_days: number;

  @ApiProperty({ example: 24, type: Number, nullable: true })
  retention_months: number | null;

  @ApiProperty({ example: true })
  filter_bots: boolean;

  @ApiProperty({ example: '2026-11-24T13:00:00.000Z', format: 'date-time' })
  created_at: string;
}

export class CreatedProjectDto extends ProjectDto {
  @ApiProperty({
    example: 'pk_3q2-7wAAAA…',
    description: 'The public key of the project, shown this once.',
  })
  api_key: string;

  @ApiProperty({ example: 'pk_3q2-7wAA' })
  api_key_prefix: string;
}

export class ProjectsDto {
  @ApiProperty({ type: [ProjectDto] })
  data: ProjectDto[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor: string | null;
}

export type DeletionStatus = 'waiting' | 'removing' | 'done';

export class DeletionDto {
  @ApiProperty({ enum: ['waiting', 'removing', 'done'] })
  status: DeletionStatus;

  @ApiProperty({ example: 0.4, minimum: 0, maximum: 1 })
  progress: number;

  @ApiProperty({ example: 'events', type: String, nullable: true })
  step: string | null;

  @ApiProperty({ example: 120_000 })
  rows_removed: number;

  @ApiProperty({ example: '2026-11-24T13:00:00.000Z', format: 'date-time' })
  requested_at: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  finished_at: string | null;
}

export function toProjectDto(project: Project): ProjectDto {
  return {
    id: project.id,
    name: project.name,
    domain: project.domain,
    timezone: project.timezone,
    week_starts_on: project.weekStartsOn,
    session_timeout_minutes: project.sessionTimeoutMinutes,
    bounce_seconds: project.bounceSeconds,
    accept_window_days: project.acceptWindowDays,
    retention_months: project.retentionMonths,
    filter_bots: project.filterBots,
    created_at: project.createdAt.toISOString(),
  };
}

export function toDeletionDto(deletion: ProjectDeletion): DeletionDto {
  return {
    status: statusOf(deletion),
    progress: progressOf(deletion),
    step: deletion.step,
    rows_removed: deletion.rowsRemoved,
    requested_at: deletion.requestedAt.toISOString(),
    finished_at: deletion.finishedAt?.toISOString() ?? null,
  };
}

function statusOf({ finishedAt, step }: ProjectDeletion): DeletionStatus {
  if (finishedAt !== null) return 'done';
  return step === null ? 'waiting' : 'removing';
}

function progressOf({ finishedAt, stepsDone, stepsTotal }: ProjectDeletion): number {
  if (finishedAt !== null) return 1;
  return stepsTotal === 0 ? 0 : stepsDone / stepsTotal;
}
