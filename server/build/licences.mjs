/** Says which licences the dependencies have, and fails when one would bind who runs or changes the product. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
  'Zlib',
]);

/** How the text of a licence is known where nobody names it. */
const TEXTS = [
  [/Licensed under the Apache License, Version 2\.0|Apache License\s+Version 2\.0/, 'Apache-2.0'],
  [/Permission is hereby granted, free of charge, to any person obtaining a copy/, 'MIT'],
];

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const root = path.resolve(import.meta.dirname, '../..');
const { packages } = read(path.join(root, 'package-lock.json'));
const counts = new Map();
const refused = [];
for (const [folder, { license }] of Object.entries(packages)) {
  if (folder === '') continue;
  const named = license === 'SEE LICENSE IN LICENSE' ? undefined : license || undefined;
  const licence = named ?? licenceInside(folder) ?? licenceRead(folder) ?? 'unknown';
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

/** The licence by the words of its own text. */
function licenceRead(folder) {
  const inside = path.join(root, folder);
  const file = existsSync(inside) && readdirSync(inside).find((name) => /^licen[cs]e/i.test(name));
  if (!file) return undefined;
  const text = readFileSync(path.join(inside, file), 'utf8').replace(/\s+/g, ' ');
  return TEXTS.find(([words]) => words.test(text))?.[1];
}

/** `A OR B` lets us choose; `A AND B` holds both. */
function isAllowed(licence) {
  const named = /^SEE LICENSE IN \S+ \((.+)\)$/.exec(licence)?.[1] ?? licence;
  return named
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one)));
}
