import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first event that says who an id turned out to be decides, not the first that arrived, and a user may turn out to
 * be another one: `named_no` is whom that event names, `user_no` where the names lead to.
 */
export class SettleAliasesByTime1795000000522 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE people_aliases
        ADD COLUMN named_no integer,
        ADD COLUMN at       timestamptz NOT NULL DEFAULT '-infinity',
        ADD COLUMN event_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'`);
    await runner.query('UPDATE people_aliases SET named_no = user_no');
    await runner.query(`
      ALTER TABLE people_aliases
        ALTER COLUMN named_no SET NOT NULL,
        ALTER COLUMN at DROP DEFAULT,
        ALTER COLUMN event_id DROP DEFAULT`);
    await runner.query(
      'CREATE INDEX people_aliases_of_user ON people_aliases (project_no, user_no)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX people_aliases_of_user');
    await runner.query('DELETE FROM people_aliases WHERE anonymous_no > 0 OR user_no < 0');
    await runner.query(`
      ALTER TABLE people_aliases DROP COLUMN event_id, DROP COLUMN at, DROP COLUMN named_no`);
  }
}
