import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Events are narrow and many: fixed-width columns first so that nothing is padded away, one index, no unique constraint.
 * What says «this id was here already» is a table of its own with a partition per receive day: the corrected time of an
 * event differs between a first send and its retry, its receive day window does not (docs/adr/0004).
 */
export class CreateEvents1795000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE events (
        at          timestamptz NOT NULL,
        session_id  bigint,
        event_id    uuid NOT NULL,
        project_no  integer NOT NULL,
        person_no   integer,
        engaged_ms  integer,
        kind        smallint NOT NULL,
        signed_out  boolean NOT NULL,
        interactive boolean NOT NULL,
        insecure    boolean NOT NULL,
        name        text,
        hostname    text,
        path        text,
        properties  jsonb
      ) PARTITION BY RANGE (at)`);
    await runner.query('CREATE INDEX events_by_time ON events (project_no, at)');
    await runner.query(`
      CREATE TABLE event_ids (
        event_id    uuid NOT NULL,
        project_no  integer NOT NULL,
        received_on date NOT NULL,
        PRIMARY KEY (event_id, project_no, received_on)
      ) PARTITION BY RANGE (received_on)`);
    await runner.query(`
      CREATE TABLE quarantined_events (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        project_no integer NOT NULL,
        reason     text NOT NULL CHECK (reason = 'unstorable'),
        detail     text NOT NULL,
        payload    text NOT NULL,
        at         timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(
      'CREATE INDEX quarantined_events_of_project ON quarantined_events (project_no, id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quarantined_events');
    await runner.query('DROP TABLE event_ids');
    await runner.query('DROP TABLE events');
  }
}
