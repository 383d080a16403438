import { readdir } from 'node:fs/promises';
import type { MigrationInterface } from 'typeorm';

type MigrationClass = new () => MigrationInterface;

const MIGRATION_FILE = /^\d{13}-.*(?<!\.d)\.(ts|js)$/;

/** Every migration of this folder, in order of its timestamp. A file exports one class, `<Phrase><timestamp>`. */
export async function allMigrations(): Promise<MigrationClass[]> {
  const files = (await readdir(import.meta.dirname)).filter((file) => MIGRATION_FILE.test(file));
  const modules = await Promise.all(
    files.sort().map(async (file) => (await import(`./${file}`)) as Record<string, MigrationClass>),
  );
  return modules.flatMap((module) => Object.values(module));
}
