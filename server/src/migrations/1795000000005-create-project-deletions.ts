import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outlives the project, so that its owner can still see that the removal ended. */
export class CreateProjectDeletions1795000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE project_deletions (
        project_id   uuid PRIMARY KEY,
        project_no   integer NOT NULL,
        owner_id     uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        step         text,
        steps_done   integer NOT NULL DEFAULT 0,
        steps_total  integer NOT NULL DEFAULT 0,
        rows_removed bigint NOT NULL DEFAULT 0,
        requested_at timestamptz NOT NULL,
        finished_at  timestamptz
      )`);
    await runner.query(
      'CREATE INDEX project_deletions_open ON project_deletions (requested_at) WHERE finished_at IS NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE project_deletions');
  }
}
