// Shapes of the API until the generated schema takes their place.

export interface User {
  readonly id: string;
  readonly email: string;
  readonly full_name: string | null;
  readonly created_at: string;
}

export interface Tokens {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

export interface Setup {
  readonly needs_owner: boolean;
  readonly sign_up: boolean;
}

export interface SignIn {
  readonly id: string;
  readonly device: string | null;
  readonly current: boolean;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly expires_at: string;
}

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly timezone: string;
  readonly week_starts_on: 'monday' | 'sunday';
  readonly session_timeout_minutes: number;
  readonly bounce_seconds: number;
  readonly accept_window_days: number;
  readonly filter_bots: boolean;
  readonly created_at: string;
}

export interface Deletion {
  readonly status: 'waiting' | 'removing' | 'done';
  readonly progress: number;
  readonly step: string | null;
  readonly rows_removed: number;
}

export interface CreatedProject extends Project {
  readonly api_key: string;
  readonly api_key_prefix: string;
}

export interface Page<Row> {
  readonly data: readonly Row[];
  readonly next_cursor: string | null;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'secret';
  readonly prefix: string;
  readonly allowed_origins: readonly string[];
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
}

export interface CreatedKey extends ApiKey {
  readonly key: string;
}

export interface Ingestion {
  readonly accepted_today: number;
  readonly dropped: readonly { reason: string; count: number; last_at: string }[];
  readonly rejected: readonly { code: string; count: number; last_at: string }[];
  readonly quarantined: number;
  readonly last_event_at: string | null;
}
