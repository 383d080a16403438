/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, scripts } from '../bundle.mjs';
import { budgets, measure } from '../size.mjs';

type Name = keyof typeof budgets;
const page = (name: string): string => readFileSync(join(process.cwd(), name), 'utf8');

it.each(Object.keys(budgets) as Name[])('%s weighs no more than it may', async (name) => {
  const { gzip } = measure(await bundle(scripts[name], 'iife'));
  expect(gzip).toBeLessThanOrEqual(budgets[name]);
});

it('the budgets are those every page speaks of', () => {
  expect(budgets).toEqual({
    'tracker.min.js': 2_500,
    'vitals.min.js': 2_000,
    'errors.min.js': 1_000,
  });
  for (const name of ['README.md', 'CHANGELOG.md', 'sdk/README.md', 'docs/tracker.md'])
    expect(page(name)).toMatch(/\b2\.5\s+kB\b/);
});

it('the page of the tracker has the sizes as they are', async () => {
  const rows = [
    ...page('docs/tracker.md').matchAll(/^\| `([\w.]+)` +\| ([\d,]+) +\| ([\d,]+) +\|/gm),
  ];
  const told = rows.map(([, name, gzip, budget]) => [name, gzip, budget]);
  const group = (bytes: number): string => bytes.toLocaleString('en-US');
  const names = Object.keys(budgets) as Name[];
  const real = names.map(async (name) => {
    const { gzip } = measure(await bundle(scripts[name], 'iife'));
    return [name, group(gzip), group(budgets[name])];
  });
  expect(told).toEqual(await Promise.all(real));
});
