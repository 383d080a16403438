import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which way visits took on days that are over; days counted before are counted anew, in the background. */
export class RememberWaysOfVisits1795000000550 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rollup_ways (
        project_no int NOT NULL,
        day date NOT NULL,
        ways bytea NOT NULL,
        PRIMARY KEY (project_no, day)
      )`);
    await runner.query(`
      INSERT INTO dirty_days (project_no, day) SELECT DISTINCT project_no, day FROM rollup_days
      ON CONFLICT (project_no, day) DO NOTHING`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rollup_ways');
  }
}
