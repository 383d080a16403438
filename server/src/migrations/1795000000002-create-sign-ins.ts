import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSignIns1795000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sign_ins (
        id              uuid PRIMARY KEY,
        user_id         uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        generation      integer NOT NULL DEFAULT 0,
        device          text,
        created_at      timestamptz NOT NULL,
        refreshed_at    timestamptz NOT NULL,
        expires_at      timestamptz NOT NULL,
        revoked_at      timestamptz,
        revoked_because text CHECK (revoked_because IN ('signed_out', 'ended', 'reused', 'password_changed')),
        CHECK ((revoked_at IS NULL) = (revoked_because IS NULL))
      )`);
    await runner.query('CREATE INDEX sign_ins_of_user ON sign_ins (user_id)');
    await runner.query(
      'CREATE INDEX sign_ins_revoked ON sign_ins (revoked_at) WHERE revoked_at IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sign_ins');
  }
}
