import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `no` is what the event store keys by: four bytes an event instead of the sixteen of a uuid. */
export class CreateProjects1795000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE projects (
        id                      uuid PRIMARY KEY,
        no                      integer GENERATED ALWAYS AS IDENTITY UNIQUE,
        owner_id                uuid NOT NULL REFERENCES users (id),
        name                    text NOT NULL,
        domain                  text,
        timezone                text NOT NULL,
        week_starts_on          text NOT NULL DEFAULT 'monday' CHECK (week_starts_on IN ('monday', 'sunday')),
        session_timeout_minutes integer NOT NULL DEFAULT 30 CHECK (session_timeout_minutes BETWEEN 5 AND 240),
        bounce_seconds          integer NOT NULL DEFAULT 10 CHECK (bounce_seconds BETWEEN 0 AND 3600),
        accept_window_days      integer NOT NULL DEFAULT 30 CHECK (accept_window_days BETWEEN 1 AND 3650),
        retention_months        integer CHECK (retention_months BETWEEN 1 AND 1200),
        filter_bots             boolean NOT NULL DEFAULT true,
        created_at              timestamptz NOT NULL,
        rollups_stale_since     timestamptz,
        deleting_at             timestamptz
      )`);
    await runner.query('CREATE INDEX projects_of_owner ON projects (owner_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE projects');
  }
}
