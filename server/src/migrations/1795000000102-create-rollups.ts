import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A rollup row is a remembered answer: what counting the raw events of one project-local day gives for one value of one
 * dimension. A day listed in `dirty_days` is not remembered yet, or no longer, and is counted from the events instead.
 * `carried_*` is the part of a day that the day before has counted already (visits that ran over midnight).
 */
export class CreateRollups1795000000102 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const measures = `
        events        bigint NOT NULL,
        page_views    bigint NOT NULL,
        visits        integer NOT NULL,
        viewed_visits integer NOT NULL,
        bounces       integer NOT NULL,
        duration_ms   bigint NOT NULL,
        units         integer NOT NULL,
        people        bytea`;
    await runner.query(`
      CREATE TABLE rollup_days (
        project_no integer NOT NULL,
        day        date NOT NULL,
        dimension  smallint NOT NULL,
        value      text NOT NULL,
        ${measures},
        carried_visits        integer NOT NULL,
        carried_viewed_visits integer NOT NULL,
        carried_bounces       integer NOT NULL,
        carried_duration_ms   bigint NOT NULL,
        carried_units         integer NOT NULL,
        durations             bytea,
        carried_durations     bytea,
        PRIMARY KEY (project_no, dimension, day, value)
      )`);
    await runner.query(`
      CREATE TABLE rollup_hours (
        project_no integer NOT NULL,
        day        date NOT NULL,
        start      timestamptz NOT NULL,
        ${measures},
        PRIMARY KEY (project_no, start)
      )`);
    await runner.query('CREATE SEQUENCE dirty_version');
    await runner.query(`
      CREATE TABLE dirty_days (
        project_no integer NOT NULL,
        day        date NOT NULL,
        version    bigint NOT NULL DEFAULT nextval('dirty_version'),
        since      timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (project_no, day)
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dirty_days');
    await runner.query('DROP SEQUENCE dirty_version');
    await runner.query('DROP TABLE rollup_hours');
    await runner.query('DROP TABLE rollup_days');
  }
}
