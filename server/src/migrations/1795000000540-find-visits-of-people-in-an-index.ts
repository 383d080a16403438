import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose an event is may stand in its visit only. A question about everybody finds that in the index alone, a small
 * part of the pages of the visits themselves.
 */
export class FindVisitsOfPeopleInAnIndex1795000000540 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sessions_of_person');
    await runner.query(`
      CREATE INDEX sessions_of_person ON sessions (project_no, person_no) INCLUDE (id, started_at)
      WHERE person_no IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sessions_of_person');
    await runner.query(`
      CREATE INDEX sessions_of_person ON sessions (project_no, person_no)
      WHERE person_no IS NOT NULL`);
  }
}
