/** Builds the tracker into dist/sdk: the script, its content-hashed twin, an ES module with types. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './size.mjs';
import { bundle } from './bundle.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../dist/sdk');

const code = await bundle('script.ts', 'iife');
const size = measure(code);
if (size.gzip > size.budget) {
  console.error(`tracker.min.js: ${size.gzip} bytes gzipped, over its budget of ${size.budget}`);
  process.exit(1);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const hash = createHash('sha256').update(code).digest('hex').slice(0, 12);
const integrity = `sha384-${createHash('sha384').update(code).digest('base64')}`;
const twin = `tracker.${hash}.min.js`;
writeFileSync(join(out, 'tracker.min.js'), code);
writeFileSync(join(out, twin), code);
writeFileSync(
  join(out, 'integrity.json'),
  `${JSON.stringify({ 'tracker.min.js': integrity, [twin]: integrity }, null, 2)}\n`,
);

writeFileSync(join(out, 'tracker.js'), await bundle('tracker.ts', 'esm'));
execFileSync(
  process.execPath,
  [join(here, '../node_modules/typescript/bin/tsc'), '-p', join(here, 'tsconfig.build.json')],
  { stdio: 'inherit' },
);
copyFileSync(join(here, 'package.dist.json'), join(out, 'package.json'));
copyFileSync(join(here, 'README.md'), join(out, 'README.md'));

console.log(
  `tracker.min.js: ${size.raw} bytes, ${size.gzip} gzipped (budget ${size.budget}), ${size.brotli} with brotli`,
);
