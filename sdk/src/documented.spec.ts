/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { methods } from './start.js';

const read = (file: string): string => readFileSync(join(process.cwd(), file), 'utf8');
const page = read('docs/tracker.md');
const files = readdirSync(join(process.cwd(), 'demo'), { recursive: true, encoding: 'utf8' });
const demo = files
  .filter((file) => /\.(js|html)$/.test(file))
  .map((file) => read(join('demo', file)))
  .join('\n');

const declared = /interface Settings \{([^}]+)\}/.exec(read('sdk/src/settings.ts'))?.[1] ?? '';
const settings = [...declared.matchAll(/^ {2}'?([\w-]+)'?\??:/gm)].map(([, name]) => name ?? '');

it('knows every setting', () => expect(settings).toHaveLength(17));

it.each(settings)('the setting %s is on the page of the tracker, as an attribute', (name) => {
  const attribute = `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  expect(page).toMatch(new RegExp(`\`${attribute}(="required")?\``));
});

it.each(Object.keys(methods))(
  'the call %s is on the page, in its stub queue, and used by the demo shop',
  (name) => {
    expect(page).toMatch(new RegExp(`\`${name}\\(`));
    expect(page).toContain(`'${name}'`);
    expect(demo).toContain(`tracker.${name}(`);
  },
);

it('the demo shop has a route by hash, a form, events in HTML, a mask, a download and both extras', () => {
  for (const part of [
    'data-hash',
    'data-debug',
    'data-event="',
    'mask:',
    ' download>',
    'vitals',
    'errors',
  ])
    expect(demo).toContain(part);
});
