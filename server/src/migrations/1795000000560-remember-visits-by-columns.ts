import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What visits of days that are over were and did, by columns; days counted before are counted anew, in the background. */
export class RememberVisitsByColumns1795000000560 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rollup_visits (
        project_no int NOT NULL,
        day date NOT NULL,
        part smallint NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (project_no, day, part)
      )`);
    await runner.query(`
      INSERT INTO dirty_days (project_no, day) SELECT DISTINCT project_no, day FROM rollup_days
      ON CONFLICT (project_no, day) DO NOTHING`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rollup_visits');
  }
}
