import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['rollup_days', 'rollup_hours'];

/**
 * How many people a set holds is kept beside it: one row alone answers without its set being read. What was remembered
 * before is counted anew.
 */
export class CountPeopleOfRollups1795000000103 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`
        ALTER TABLE ${table}
          ADD COLUMN people_count integer NOT NULL DEFAULT 0,
          ADD COLUMN users_count  integer NOT NULL DEFAULT 0`);
    }
    await runner.query('UPDATE projects SET rollups_stale_since = now()');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN users_count, DROP COLUMN people_count`);
    }
  }
}
