import { ApiProperty } from '@nestjs/swagger';
import type { Project } from '../../projects/project.js';
import type { ProjectStorage } from '../../events/storage.js';

class MonthDto {
  @ApiProperty({ example: '2026-11' })
  month: string;

  @ApiProperty({ example: 310_204 })
  events: number;

  @ApiProperty({ example: 64_200_000 })
  bytes: number;
}

const end = (example: string) => ({ type: String, nullable: true, format: 'date-time', example });

/** Estimates: sizes are measured by table and shared out by what is remembered of each day. */
export class ProjectStorageDto {
  @ApiProperty({ example: '019ab1c2-0000-7000-8000-000000000001' })
  id: string;

  @ApiProperty({ example: 'Shop' })
  name: string;

  @ApiProperty({ example: 1_204_551, description: 'Countable events of days that were counted.' })
  events: number;

  @ApiProperty({ example: 201_002 })
  visits: number;

  @ApiProperty({ example: 312_475_648, description: "The project's share of every table." })
  bytes: number;

  @ApiProperty({ ...end('2026-01-03T08:02:11.000Z'), description: 'Time of the first event.' })
  oldest_event: string | null;

  @ApiProperty({ ...end('2026-11-24T12:34:10.000Z') })
  newest_event: string | null;

  @ApiProperty({ type: [MonthDto], description: 'Months with events, each a partition.' })
  months: MonthDto[];
}

export class StorageDto {
  @ApiProperty({ example: 634_003_200, description: 'Of all events, measured.' })
  bytes: number;

  @ApiProperty({ example: 12, description: 'Of events; each holds a month.' })
  partitions: number;

  @ApiProperty({ type: [ProjectStorageDto], description: 'Of everybody, the largest first.' })
  data: ProjectStorageDto[];
}

export function toProjectStorage(
  { id, name }: Pick<Project, 'id' | 'name'>,
  { events, visits, bytes, oldest, newest, months }: ProjectStorage,
): ProjectStorageDto {
  return {
    id,
    name,
    events,
    visits,
    bytes,
    oldest_event: oldest?.toISOString() ?? null,
    newest_event: newest?.toISOString() ?? null,
    months: months.map((month) => ({ ...month })),
  };
}
