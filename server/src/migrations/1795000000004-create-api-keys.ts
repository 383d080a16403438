import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys are kept as SHA-256 of 32 random bytes: nothing to guess, so nothing slower is needed. */
export class CreateApiKeys1795000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_keys (
        id              uuid PRIMARY KEY,
        project_id      uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
        name            text NOT NULL,
        kind            text NOT NULL CHECK (kind IN ('public', 'secret')),
        prefix          text NOT NULL,
        hash            bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
        allowed_origins text[] NOT NULL DEFAULT '{}',
        created_at      timestamptz NOT NULL,
        last_used_at    timestamptz,
        expires_at      timestamptz,
        revoked_at      timestamptz
      )`);
    await runner.query('CREATE INDEX api_keys_of_project ON api_keys (project_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_keys');
  }
}
