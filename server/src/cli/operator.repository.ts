import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';

/** Finds things for whoever runs the server, whoever they belong to, and keeps the tables in order after their work. */
@Injectable()
export class OperatorRepository {
  constructor(private readonly database: Database) {}

  /** Numbers of the projects with this id, or with this name. */
  async projectNumbers(idOrName: string): Promise<number[]> {
    const rows = await this.database.query<{ no: number }>(
      `SELECT no FROM projects
       WHERE deleting_at IS NULL AND (id::text = lower($1) OR name = $1) ORDER BY no`,
      [idOrName],
    );
    return rows.map(({ no }) => no);
  }

  /** Number of the project of this name that this user owns, or null. */
  async ownedProjectNumber(ownerId: string, name: string): Promise<number | null> {
    const [row] = await this.database.query<{ no: number }>(
      `SELECT no FROM projects
       WHERE deleting_at IS NULL AND owner_id = $1 AND name = $2 ORDER BY no LIMIT 1`,
      [ownerId, name],
    );
    return row?.no ?? null;
  }

  /** Id of the account with this e-mail, or null. */
  async userId(email: string): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }>(
      'SELECT id FROM users WHERE email = $1',
      [email],
    );
    return row?.id ?? null;
  }

  /** Id of the standing key of this name, or null. */
  async keyId(projectId: string, name: string): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }>(
      `SELECT id FROM api_keys
       WHERE project_id = $1 AND name = $2 AND revoked_at IS NULL AND expires_at IS NULL
       ORDER BY created_at DESC LIMIT 1`,
      [projectId, name],
    );
    return row?.id ?? null;
  }

  /**
   * Has the database count what its tables hold now. By itself it does so a minute later, and until then takes large
   * tables for empty ones: it answers by plans that take a thousand times as long.
   */
  async takeStock(): Promise<void> {
    await this.database.query('ANALYZE events, sessions, people, people_aliases, event_ids');
  }
}
