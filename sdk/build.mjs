/** Builds the tracker into dist/sdk: scripts with their content-hashed twins, and a package of modules with types. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, modules, scripts } from './bundle.mjs';
import { budgets, measure } from './size.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../dist/sdk');

const built = {};
for (const [name, entry] of Object.entries(scripts)) {
  const code = await bundle(entry, 'iife');
  const size = measure(code);
  console.log(
    `${name}: ${size.raw} bytes, ${size.gzip} gzipped (budget ${budgets[name]}), ${size.brotli} with brotli`,
  );
  if (size.gzip > budgets[name]) {
    console.error(`${name} is over its budget`);
    process.exit(1);
  }
  built[name] = code;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const integrity = {};
for (const [name, code] of Object.entries(built)) {
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 12);
  const digest = `sha384-${createHash('sha384').update(code).digest('base64')}`;
  for (const file of [name, name.replace('.min.', `.${hash}.min.`)]) {
    writeFileSync(join(out, file), code);
    integrity[file] = digest;
  }
}
writeFileSync(join(out, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`);

for (const entry of modules)
  writeFileSync(join(out, entry.replace(/ts$/, 'js')), await bundle(entry, 'esm'));
execFileSync(
  process.execPath,
  [join(here, '../node_modules/typescript/bin/tsc'), '-p', join(here, 'tsconfig.build.json')],
  { stdio: 'inherit' },
);
copyFileSync(join(here, 'package.dist.json'), join(out, 'package.json'));
copyFileSync(join(here, 'README.md'), join(out, 'README.md'));
