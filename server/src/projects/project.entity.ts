import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Project, WeekStart } from './project.js';

@Entity({ name: 'projects' })
export class ProjectEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'integer', insert: false, update: false })
  no: number;

  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  domain: string | null;

  @Column({ type: 'text' })
  timezone: string;

  @Column({ name: 'week_starts_on', type: 'text' })
  weekStartsOn: WeekStart;

  @Column({ name: 'session_timeout_minutes', type: 'integer' })
  sessionTimeoutMinutes: number;

  @Column({ name: 'bounce_seconds', type: 'integer' })
  bounceSeconds: number;

  @Column({ name: 'accept_window_days', type: 'integer' })
  acceptWindowDays: number;

  @Column({ name: 'retention_months', type: 'integer', nullable: true })
  retentionMonths: number | null;

  @Column({ name: 'filter_bots', type: 'boolean' })
  filterBots: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Set by a change after which stored rollups no longer fit (zone, bounce limit). */
  @Column({ name: 'rollups_stale_since', type: 'timestamptz', nullable: true })
  rollupsStaleSince: Date | null;

  /** Set by DELETE: from then on nobody sees the project, its rows are removed in the background. */
  @Column({ name: 'deleting_at', type: 'timestamptz', nullable: true })
  deletingAt: Date | null;
}

/** The plain value that the other rooms see. */
export function toProject(row: ProjectEntity): Project {
  return {
    id: row.id,
    no: row.no,
    ownerId: row.ownerId,
    name: row.name,
    domain: row.domain,
    timezone: row.timezone,
    weekStartsOn: row.weekStartsOn,
    sessionTimeoutMinutes: row.sessionTimeoutMinutes,
    bounceSeconds: row.bounceSeconds,
    acceptWindowDays: row.acceptWindowDays,
    retentionMonths: row.retentionMonths,
    filterBots: row.filterBots,
    createdAt: row.createdAt,
  };
}
