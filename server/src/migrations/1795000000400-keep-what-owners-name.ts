import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Goals, cohorts, segments and saved questions: small, read whole, and gone with their project. */
export class KeepWhatOwnersName1795000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE definitions (
        id         uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        kind       text NOT NULL CHECK (kind IN ('goal', 'cohort', 'segment', 'question')),
        name       text NOT NULL,
        body       jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX definitions_by_name ON definitions (project_id, kind, lower(name))',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE definitions');
  }
}
