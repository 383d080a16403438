import type { Command } from 'commander';
import { DataSource } from 'typeorm';
import { allMigrations } from '../migrations/migrations.js';
import { migrate, revertLastMigration } from '../platform/database/migrate.js';
import { withDatabase } from './house.js';
import type { Terminal } from './terminal.js';

/** `migrate` and `migrate:revert`: the schema, by hand; a server with ROLE=all does the first by itself. */
export function addMigrateCommands(program: Command, terminal: Terminal): void {
  program
    .command('migrate')
    .description('bring the database schema up to date')
    .action(() =>
      withSchema(terminal, async (schema) => {
        const done = await migrate(schema);
        for (const name of done) terminal.print(`Done: ${name}`);
        terminal.print(done.length === 0 ? 'The schema is up to date.' : 'The schema is ready.');
      }),
    );
  program
    .command('migrate:revert')
    .description('take back the last migration')
    .action(() =>
      withSchema(terminal, async (schema) => {
        const before = await appliedMigrations(schema);
        const last = before.at(-1);
        if (last === undefined) return terminal.print('There is no migration to take back.');
        await revertLastMigration(schema);
        terminal.print(`Taken back: ${last}`);
      }),
    );
}

async function withSchema(
  terminal: Terminal,
  work: (schema: DataSource) => Promise<void>,
): Promise<void> {
  await withDatabase(terminal.settings(), async ({ databaseUrl }) => {
    const schema = await new DataSource({
      type: 'postgres',
      url: databaseUrl,
      applicationName: 'analytics-cli',
      migrations: await allMigrations(),
      migrationsTransactionMode: 'each',
      connectTimeoutMS: 5_000,
    }).initialize();
    try {
      await work(schema);
    } finally {
      await schema.destroy();
    }
  });
}

async function appliedMigrations(schema: DataSource): Promise<string[]> {
  const tables = await schema.query<unknown[]>(
    "SELECT 1 WHERE to_regclass('migrations') IS NOT NULL",
  );
  if (tables.length === 0) return [];
  const rows = await schema.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
  return rows.map(({ name }) => name);
}
