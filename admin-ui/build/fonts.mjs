/**
 * Makes the font that nearly every page can do with, from the one that has all Latin letters: `npm run fonts`, after the
 * font has been updated. What it makes is committed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import subsetFont from 'subset-font';

const folder = path.resolve(import.meta.dirname, '../src/styles/fonts');
const whole = createRequire(import.meta.url).resolve(
  '@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
);

/** First and last of the characters: ASCII, what German adds, and what typography and the formats of numbers and times do. */
const ranges = [
  ...[[0x20, 0x7e], [0xa0], [0xb7], [0xc4], [0xd6, 0xd7], [0xdc], [0xdf], [0xe4], [0xf6], [0xfc]],
  ...[[0x2009], [0x2013, 0x2014], [0x2018, 0x201a], [0x201c, 0x201e], [0x2022], [0x2026], [0x202f]],
  ...[[0x2039, 0x203a], [0x2212]],
];
const weights = { min: 400, max: 700 };

const text = ranges
  .flatMap(([first, last = first]) =>
    Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
  )
  .join('');
const font = await subsetFont(await readFile(whole), text, {
  targetFormat: 'woff2',
  variationAxes: { wght: weights },
});
const hex = (code) => code.toString(16).toUpperCase().padStart(4, '0');
const names = ranges.map(([first, last]) => `U+${hex(first)}${last ? `-${hex(last)}` : ''}`);
await writeFile(path.join(folder, 'geist-basic.woff2'), font);
await writeFile(
  path.join(folder, '_basic.scss'),
  `// Made by «npm run fonts».\n$range:\n  '${names.join(', ')}';\n$weights: ${weights.min} ${weights.max};\n`,
);
console.log(`geist-basic.woff2: ${font.length} bytes, ${text.length} characters`);
