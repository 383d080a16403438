/** Removes from dist/server what no longer has a source: a migration that was renamed must not run twice. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const built = path.join(root, 'dist/server');

for (const name of readdirSync(built, { recursive: true }).map(String)) {
  if (!/\.js(\.map)?$/.test(name)) continue;
  const source = path.join(root, 'server/src', name.replace(/\.js(\.map)?$/, '.ts'));
  if (!existsSync(source)) rmSync(path.join(built, name));
}
