import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row a project, day and outcome: what the door took, dropped, refused or noted, and when it last did. */
export class CountIngestion1795000000151 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ingestion_counts (
        project_no integer NOT NULL,
        day        date NOT NULL,
        outcome    text NOT NULL CHECK (outcome IN ('accepted', 'dropped', 'rejected', 'noted')),
        reason     text NOT NULL,
        count      bigint NOT NULL,
        last_at    timestamptz NOT NULL,
        PRIMARY KEY (project_no, day, outcome, reason)
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ingestion_counts');
  }
}
