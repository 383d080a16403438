import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Groups have small numbers, as people have; an event that names one carries four bytes more. Only calls that put
 * somebody into a group are found by an index: events that merely name one may be all there are.
 */
export class CountByGroup1795000000520 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events ADD COLUMN group_no integer');
    await runner.query(`
      CREATE TABLE groups (
        project_no integer NOT NULL,
        no         integer NOT NULL CHECK (no > 0),
        group_id   text NOT NULL,
        traits     jsonb,
        traits_at  timestamptz,
        PRIMARY KEY (project_no, no),
        UNIQUE (project_no, group_id)
      )`);
    await runner.query(`
      CREATE INDEX events_that_join_groups ON events (project_no, group_no)
      WHERE kind = 3 AND group_no IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX events_that_join_groups');
    await runner.query('DROP TABLE groups');
    await runner.query('ALTER TABLE events DROP COLUMN group_no');
  }
}
