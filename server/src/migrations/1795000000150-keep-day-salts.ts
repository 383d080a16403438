import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What cookieless visitors are known by for two days; after that nobody, we included, can tell who they were. */
export class KeepDaySalts1795000000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE day_salts (
        project_no integer NOT NULL,
        day        date NOT NULL,
        salt       bytea NOT NULL CHECK (length(salt) = 32),
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (project_no, day)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE day_salts');
  }
}
