import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KEPT_DAYS } from '../src/analytics/removals/removals.service.js';
import { FORGOTTEN_DAYS } from '../src/events/postgres/forgotten-people.repository.js';
import { dimensions, eventDimensions, operators, visitDimensions } from '../src/events/tally.js';
import * as limits from '../src/ingest/door/limits.js';
import { variables } from '../src/platform/config/variables.js';
import { productVersion } from '../src/version.js';

const read = (page: string): string =>
  readFileSync(path.resolve(import.meta.dirname, '../..', page), 'utf8');

/** Cells of each line of the table under this head. */
function table(page: string, head: RegExp): string[][] {
  const lines = read(page).split('\n');
  const start = lines.findIndex((line) => head.test(line));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

it('the README lists every setting, in order, with what holds when it is absent', () => {
  const rows = table('README.md', /^\| variable +\| default/);
  expect(rows.map(([name]) => name)).toEqual(variables.map(({ name }) => `\`${name}\``));
  for (const [index, [, fallback = '']] of rows.entries()) {
    const expected = variables[index]?.fallback;
    // Without a fixed value the cell says in words what is done instead.
    if (expected === '') expect(fallback).not.toContain('`');
    else expect(fallback).toBe(`\`${expected}\``);
  }
});

it('the product is started with the same memory by make, npm and Docker', () => {
  const { start } = (JSON.parse(read('package.json')) as { scripts: { start: string } }).scripts;
  const memory = start.split(' ').slice(1, -1).join(' ');
  expect(memory).toMatch(/^--max-semi-space-size=\d+ --max-old-space-size=\d+$/);
  expect(read('Makefile')).toContain(`\nMEMORY := ${memory}\n`);
  const command = /^CMD (.*)$/m.exec(read('docker/Dockerfile'))?.[1] ?? '[]';
  expect(JSON.parse(command)).toEqual(['node', ...memory.split(' '), 'dist/server/main.js']);
});

it('the API page has the limits that the door keeps', () => {
  const group = (value: number): string => value.toLocaleString('en-US');
  expect(Object.fromEntries(table('docs/api.md', /^\| limit +\|/))).toEqual({
    'body, as sent and once inflated': `${limits.BODY_BYTES / 2 ** 20} MiB`,
    'events of a request': group(limits.BATCH_EVENTS),
    'one event as compact JSON': `${group(limits.EVENT_BYTES)} bytes`,
    'names of events and properties': `${limits.NAME_LENGTH} characters`,
    ids: `${limits.ID_LENGTH} characters`,
    strings: `${group(limits.STRING_LENGTH)} characters`,
    'properties of an event': String(limits.PROPERTIES),
    'nesting of properties and traits': String(limits.DEPTH),
  });
});

it('the API page names every dimension and operator', () => {
  const page = read('docs/api.md');
  expect(page).toContain(`\`${operators.join(' ')}\``);
  expect(page).toContain(`\`${eventDimensions.join(' ')}\` of events`);
  expect(page).toContain(`\`${visitDimensions.join(' ')}\` of visits`);
});

it('the API page says for how long removals and forgotten people are remembered', () => {
  const page = read('docs/api.md');
  expect(page).toContain(`those of the last ${KEPT_DAYS} days`);
  expect(page).toContain(`is refused for another ${FORGOTTEN_DAYS} days`);
});

it('the changelog speaks of this version, and of as many dimensions as there are', async () => {
  const changelog = read('CHANGELOG.md');
  expect(changelog).toContain(`## [${await productVersion()}]`);
  expect(changelog).toContain(`breakdown by ${dimensions.length} dimensions`);
});
