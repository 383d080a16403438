export type WeekStart = 'monday' | 'sunday';

/** What an owner can set about the counting of a project. */
export interface ProjectSettings {
  readonly name: string;
  /** Host name in ASCII (punycode) and lower case, without scheme, port and path. */
  readonly domain: string | null;
  /** IANA zone in which hours, days, weeks and months of this project are cut. */
  readonly timezone: string;
  readonly weekStartsOn: WeekStart;
  /** 5–240; a longer gap between two events of a visitor starts a new session. */
  readonly sessionTimeoutMinutes: number;
  /** Engaged seconds from which a session with one page view is no bounce; 0 turns the limit off. */
  readonly bounceSeconds: number;
  /** Events older than this when they arrive are dropped. */
  readonly acceptWindowDays: number;
  /** Events older than this are removed; null keeps them. */
  readonly retentionMonths: number | null;
  readonly filterBots: boolean;
}

/** A site or app whose events are counted together; it is its owner's only. */
export interface Project extends ProjectSettings {
  readonly id: string;
  /** Stands for `id` inside the event store. */
  readonly no: number;
  readonly ownerId: string;
  readonly createdAt: Date;
}

export const defaultSettings: Omit<ProjectSettings, 'name'> = {
  domain: null,
  timezone: 'UTC',
  weekStartsOn: 'monday',
  sessionTimeoutMinutes: 30,
  bounceSeconds: 10,
  acceptWindowDays: 30,
  retentionMonths: null,
  filterBots: true,
};
