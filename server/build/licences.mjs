/** Says which licences the dependencies have, and fails when one would bind who runs or changes the product. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  // Binds changes to its own files only, and nothing under it is shipped.
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
]);

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const root = path.resolve(import.meta.dirname, '../..');
const { packages } = read(path.join(root, 'package-lock.json'));
const counts = new Map();
const refused = [];
for (const [folder, { license }] of Object.entries(packages)) {
  if (folder === '') continue;
  const licence = license ?? licenceInside(folder) ?? 'unknown';
  counts.set(licence, (counts.get(licence) ?? 0) + 1);
  if (!isAllowed(licence)) refused.push(`${folder.replace(/^.*node_modules\//, '')}: ${licence}`);
}

for (const [licence, count] of [...counts].sort(([, one], [, other]) => other - one)) {
  console.log(`${String(count).padStart(5)}  ${licence}`);
}
if (refused.length > 0) {
  console.error(`Not allowed here:\n${refused.join('\n')}`);
  process.exit(1);
}

/** The old way to say it, which the lock file does not repeat. */
function licenceInside(folder) {
  const file = path.join(root, folder, 'package.json');
  if (!existsSync(file)) return undefined;
  return read(file)
    .licenses?.map(({ type }) => type)
    .join(' OR ');
}

/** `A OR B` lets us choose; `A AND B` holds both. */
function isAllowed(licence) {
  const named = /^SEE LICENSE IN \S+ \((.+)\)$/.exec(licence)?.[1] ?? licence;
  return named
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one)));
}
