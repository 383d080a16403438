import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Link } from './link.js';

interface Row {
  id: string;
  project_id: string;
  project_no: number;
  name: string;
  slug: string;
  password_hash: string | null;
  filters: unknown[];
  embed_origins: string[];
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
}

@Injectable()
export class LinksRepository {
  constructor(private readonly database: Database) {}

  /** Keeps a link, unless the project has `most` open ones already; says whether it did. */
  async add(link: Link, most: number): Promise<boolean> {
    return this.database.transaction(async (client) => {
      // Whoever else makes one of this project waits here, so that the limit holds.
      await client.query('SELECT 1 FROM projects WHERE id = $1 FOR UPDATE', [link.projectId]);
      const { rowCount } = await client.query(
        `INSERT INTO shared_links (id, project_id, project_no, name, slug, password_hash, filters,
           embed_origins, created_at, expires_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
         WHERE (SELECT count(*) FROM shared_links WHERE project_id = $2 AND revoked_at IS NULL
           AND (expires_at IS NULL OR expires_at > $9)) < $11`,
        [
          link.id,
          link.projectId,
          link.projectNo,
          link.name,
          link.slug,
          link.passwordHash,
          JSON.stringify(link.filters),
          link.embedOrigins,
          link.createdAt,
          link.expiresAt,
          most,
        ],
      );
      return rowCount === 1;
    });
  }

  /** Ended ones too, the latest first. */
  async list(projectId: string, most: number): Promise<Link[]> {
    const rows = await this.database.query<Row>(
      'SELECT * FROM shared_links WHERE project_id = $1 ORDER BY id DESC LIMIT $2',
      [projectId, most],
    );
    return rows.map(toLink);
  }

  async bySlug(slug: string): Promise<Link | null> {
    const [row] = await this.database.query<Row>('SELECT * FROM shared_links WHERE slug = $1', [
      slug,
    ]);
    return row === undefined ? null : toLink(row);
  }

  async byId(id: string): Promise<Link | null> {
    const [row] = await this.database.query<Row>('SELECT * FROM shared_links WHERE id = $1', [id]);
    return row === undefined ? null : toLink(row);
  }

  /** Says whether the project has such a link; one that has ended stays as it is. */
  async revoke(projectId: string, id: string, now: Date): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE shared_links SET revoked_at = coalesce(revoked_at, $3)
       WHERE project_id = $1 AND id = $2 RETURNING id`,
      [projectId, id, now],
    );
    return rows.length === 1;
  }
}

function toLink(row: Row): Link {
  return {
    id: row.id,
    projectId: row.project_id,
    projectNo: row.project_no,
    name: row.name,
    slug: row.slug,
    passwordHash: row.password_hash,
    filters: row.filters,
    embedOrigins: row.embed_origins,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  };
}
