import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A visit whose events are all of the same person is counted from its own row, without looking at its events. Those that
 * may not be are marked; what belongs to no visit is found by an index that holds nothing else.
 */
export class TellVisitsOfSeveralPeople1795000000460 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions ADD COLUMN mixed boolean NOT NULL DEFAULT false');
    await runner.query(`
      UPDATE sessions s SET mixed = true
      FROM (
        SELECT session_id FROM events WHERE session_id IS NOT NULL GROUP BY session_id
        HAVING bool_or(signed_out) OR min(person_no) <> max(person_no)
          OR (min(person_no) < 0 AND bool_or(person_no IS NULL))) e
      WHERE s.id = e.session_id`);
    await runner.query(
      'CREATE INDEX sessions_of_several ON sessions (project_no, started_at) WHERE mixed',
    );
    await runner.query(`
      CREATE INDEX events_without_visit ON events (project_no, at) WHERE session_id IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX events_without_visit');
    await runner.query('DROP INDEX sessions_of_several');
    await runner.query('ALTER TABLE sessions DROP COLUMN mixed');
  }
}
