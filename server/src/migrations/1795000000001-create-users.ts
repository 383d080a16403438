import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsers1795000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id            uuid PRIMARY KEY,
        email         text NOT NULL,
        full_name     text,
        password_hash text NOT NULL,
        role          text NOT NULL CHECK (role IN ('owner', 'member')),
        created_at    timestamptz NOT NULL,
        CONSTRAINT users_email_is_normal CHECK (email = lower(btrim(email))),
        CONSTRAINT users_email_is_unique UNIQUE (email)
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX users_have_one_owner ON users (role) WHERE role = 'owner'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE users');
  }
}
