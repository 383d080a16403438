import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A removal is asked for once and done in many small transactions: which events it takes is written down first, because
 * what the filters see changes while events go. `forgotten_people` holds hashes of ids, for as long as something old of
 * an erased person could still come in.
 */
export class RemoveEventsOfAProject1795000000530 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE removals (
        id           uuid PRIMARY KEY,
        project_id   uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        kind         text NOT NULL CHECK (kind IN ('events', 'person')),
        person       text,
        asked        jsonb,
        range_from   timestamptz,
        range_to     timestamptz,
        filters      jsonb,
        status       text NOT NULL CHECK (status IN ('waiting', 'removing', 'done')),
        total        bigint,
        removed      bigint NOT NULL DEFAULT 0,
        error        text,
        requested_at timestamptz NOT NULL,
        started_at   timestamptz,
        finished_at  timestamptz
      )`);
    await runner.query('CREATE INDEX removals_of_project ON removals (project_id, id)');
    await runner.query(`
      CREATE TABLE removal_events (
        removal_id uuid NOT NULL,
        session_id bigint,
        at         timestamptz NOT NULL,
        event_id   uuid NOT NULL,
        project_no integer NOT NULL
      )`);
    await runner.query(
      'CREATE INDEX removal_events_in_order ON removal_events (removal_id, session_id, at)',
    );
    await runner.query(`
      CREATE TABLE forgotten_people (
        project_no integer NOT NULL,
        key_hash   bytea NOT NULL,
        until      timestamptz NOT NULL,
        PRIMARY KEY (project_no, key_hash)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE forgotten_people');
    await runner.query('DROP TABLE removal_events');
    await runner.query('DROP TABLE removals');
  }
}
