import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FOREIGN_BATCH_EVENTS } from '../src/ingest/door/limits.js';
import { FOREIGN_BODY_BYTES } from '../src/ingest/doors/decode.js';
import { foreignDoors, ON_ITS_WAY_MS } from '../src/ingest/doors/foreign-doors.js';

const read = (file: string): string =>
  readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8');
const guide = read('docs/sdks.md');

it.each(foreignDoors.map(({ name }) => name))('%s has a chapter', (name) => {
  expect(guide.toLowerCase()).toMatch(new RegExp(`^## ${name}$`, 'm'));
});

it('every address is named, but for shorter spellings of it', () => {
  const addresses = foreignDoors.flatMap(({ takes }) =>
    takes.map((one) => one.split(' ')[1] ?? ''),
  );
  const families = new Set(addresses.map((one) => `/${one.split('/')[1]}`));
  expect([...families].filter((family) => !guide.includes(`\`${family}`))).toEqual([]);
});

it('every package that is tried is named, and none that is not', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as {
    devDependencies: Record<string, string>;
  };
  const line = (name: string): string => `\`${name}\``;
  const foreign =
    /^(npm:)?(@amplitude|@plausible|@posthog|@rudderstack|@segment|@umami|analytics-node|mixpanel|plausible|posthog)/;
  const packages = Object.entries(devDependencies).flatMap(([name, version]) => {
    const alias = /^npm:(.+)@[^@]+$/.exec(version)?.[1];
    const real = alias ?? name;
    return foreign.test(real) ? [real] : [];
  });
  expect(packages.length).toBeGreaterThan(15);
  expect(packages.filter((name) => !guide.includes(line(name)))).toEqual([]);
});

it('its figures are those of the code', () => {
  expect(guide).toContain(
    `${FOREIGN_BODY_BYTES / 2 ** 20} MiB and ${FOREIGN_BATCH_EVENTS.toLocaleString('en-US')} events`,
  );
  expect(guide).toContain(`${ON_ITS_WAY_MS.browser / 1_000} seconds in browsers`);
  expect(guide).toContain(`${ON_ITS_WAY_MS.server / 60_000} minutes on servers`);
});
