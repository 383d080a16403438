import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Links to the dashboard of a project. The slug is kept as it is, because an owner wants to copy a link
 * again; what it opens lies in the same database.
 */
export class ShareDashboards1795000000451 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shared_links (
        id            uuid PRIMARY KEY,
        project_id    uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        project_no    integer NOT NULL,
        name          text NOT NULL,
        slug          text NOT NULL UNIQUE,
        password_hash text,
        filters       jsonb NOT NULL,
        embed_origins text[] NOT NULL,
        created_at    timestamptz NOT NULL,
        expires_at    timestamptz,
        revoked_at    timestamptz
      )`);
    await runner.query('CREATE INDEX shared_links_of_project ON shared_links (project_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shared_links');
  }
}
