import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an event was called, and where it happened, is told by a number: few texts are written again and again
 * (docs/adr/0055). Events that are there keep their texts; `full_events` gives those of all. Visits lie closer together.
 */
export class NumberWhatEventsDid1795000000570 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE actions (
        project_no integer NOT NULL,
        no         integer NOT NULL,
        key        uuid NOT NULL,
        unused     boolean NOT NULL DEFAULT false,
        name       text,
        hostname   text,
        path       text,
        PRIMARY KEY (project_no, no),
        CONSTRAINT actions_by_key UNIQUE (project_no, key)
      )`);
    await runner.query('ALTER TABLE events ADD COLUMN action_no integer');
    await runner.query(`
      CREATE VIEW full_events AS
      SELECT e.at, e.session_id, e.event_id, e.project_no, e.person_no, e.engaged_ms, e.kind, e.signed_out,
        e.interactive, e.insecure, coalesce(a.name, e.name) AS name, coalesce(a.hostname, e.hostname) AS hostname,
        coalesce(a.path, e.path) AS path, e.properties, e.group_no, e.traits
      FROM events e LEFT JOIN actions a ON a.project_no = e.project_no AND a.no = e.action_no`);
    await runner.query('ALTER TABLE sessions SET (fillfactor = 90)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions SET (fillfactor = 80)');
    await runner.query(`
      UPDATE events e SET name = a.name, hostname = a.hostname, path = a.path
      FROM actions a WHERE a.project_no = e.project_no AND a.no = e.action_no`);
    await runner.query('DROP VIEW full_events');
    await runner.query('ALTER TABLE events DROP COLUMN action_no');
    await runner.query('DROP TABLE actions');
  }
}
