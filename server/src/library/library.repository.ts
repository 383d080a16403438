import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../platform/database/database.js';
import type { Definition, DefinitionKind, Draft } from './definition.js';

interface Row {
  id: string;
  kind: DefinitionKind;
  name: string;
  body: object;
  created_at: Date;
  updated_at: Date;
}

@Injectable()
export class LibraryRepository {
  constructor(private readonly database: Database) {}

  /** All of these kinds, by name. */
  async list(projectId: string, kinds: readonly DefinitionKind[]): Promise<Definition[]> {
    const rows = await this.database.query<Row>(
      `SELECT * FROM definitions WHERE project_id = $1 AND kind = ANY($2)
       ORDER BY lower(name) COLLATE "C", id`,
      [projectId, kinds],
    );
    return rows.map(toDefinition);
  }

  async find(projectId: string, kind: DefinitionKind, id: string): Promise<Definition | null> {
    const [row] = await this.database.query<Row>(
      'SELECT * FROM definitions WHERE project_id = $1 AND kind = $2 AND id = $3',
      [projectId, kind, id],
    );
    return row ? toDefinition(row) : null;
  }

  /** Adds one, unless there are `most` of its kind or one has the name. */
  async add(
    projectId: string,
    id: string,
    { kind, name, body }: Draft,
    most: number,
    now: Date,
  ): Promise<Definition | 'full' | 'taken'> {
    return this.oneAtATime(projectId, async (client) => {
      const { rows: others } = await client.query<{ count: number; taken: boolean }>(
        `SELECT count(*)::int AS count, coalesce(bool_or(lower(name) = lower($3)), false) AS taken
         FROM definitions WHERE project_id = $1 AND kind = $2`,
        [projectId, kind, name],
      );
      if (others[0]?.taken) return 'taken';
      if ((others[0]?.count ?? 0) >= most) return 'full';
      const { rows } = await client.query<Row>(
        `INSERT INTO definitions (id, project_id, kind, name, body, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING *`,
        [id, projectId, kind, name, JSON.stringify(body), now],
      );
      return toDefinition(rows[0] as Row);
    });
  }

  /** Puts another in its place; null when there is none. */
  async replace(
    projectId: string,
    id: string,
    { kind, name, body }: Draft,
    now: Date,
  ): Promise<Definition | 'taken' | null> {
    return this.oneAtATime(projectId, async (client) => {
      const { rowCount: taken } = await client.query(
        `SELECT 1 FROM definitions
         WHERE project_id = $1 AND kind = $2 AND lower(name) = lower($3) AND id <> $4`,
        [projectId, kind, name, id],
      );
      if (taken) return 'taken';
      const { rows } = await client.query<Row>(
        `UPDATE definitions SET name = $4, body = $5, updated_at = $6
         WHERE project_id = $1 AND kind = $2 AND id = $3 RETURNING *`,
        [projectId, kind, id, name, JSON.stringify(body), now],
      );
      return rows[0] ? toDefinition(rows[0]) : null;
    });
  }

  /** False when there is none. */
  async remove(projectId: string, kind: DefinitionKind, id: string): Promise<boolean> {
    const rows = await this.database.query(
      'DELETE FROM definitions WHERE project_id = $1 AND kind = $2 AND id = $3 RETURNING id',
      [projectId, kind, id],
    );
    return rows.length > 0;
  }

  /** Of two changes of a project at the same moment, the second sees the first. */
  private oneAtATime<T>(
    projectId: string,
    work: (client: pg.PoolClient) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(async (client) => {
      await client.query('SELECT 1 FROM projects WHERE id = $1 FOR NO KEY UPDATE', [projectId]);
      return work(client);
    });
  }
}

function toDefinition({ created_at, updated_at, id, kind, name, body }: Row): Definition {
  return { id, kind, name, body, createdAt: created_at, updatedAt: updated_at };
}
