import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A third kind of key asks questions, and writes nothing. */
export class LetKeysRead1795000000450 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_keys
        DROP CONSTRAINT api_keys_kind_check,
        ADD CONSTRAINT api_keys_kind_check CHECK (kind IN ('public', 'secret', 'read'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM api_keys WHERE kind = 'read'`);
    await runner.query(`
      ALTER TABLE api_keys
        DROP CONSTRAINT api_keys_kind_check,
        ADD CONSTRAINT api_keys_kind_check CHECK (kind IN ('public', 'secret'))`);
  }
}
