import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an event says of its person stays with it, so that a profile can tell how traits changed. */
export class KeepWhatIsSaidOfPeople1795000000521 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events ADD COLUMN traits jsonb');
    await runner.query(`
      CREATE INDEX events_with_traits ON events (project_no, person_no)
      WHERE traits IS NOT NULL AND person_no IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX events_with_traits');
    await runner.query('ALTER TABLE events DROP COLUMN traits');
  }
}
