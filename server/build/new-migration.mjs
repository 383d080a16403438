/** Writes an empty migration: node server/build/new-migration.mjs "create goals" */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const phrase = (process.argv[2] ?? '').trim().toLowerCase();
if (!/^[a-z][a-z0-9 -]*$/.test(phrase)) {
  console.error("Say what it does in the imperative: make migration m='create goals'");
  process.exit(1);
}
const words = phrase.split(/[ -]+/);
const timestamp = Date.now();
const name = words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
const file = path.join('server/src/migrations', `${timestamp}-${words.join('-')}.ts`);
writeFileSync(
  file,
  `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${name}${timestamp} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(\`\`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(\`\`);
  }
}
`,
);
console.log(file);
