/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../bundle.mjs';
import { BUDGET, measure } from '../size.mjs';

it('weighs under 2.5 kB gzipped, as every page that speaks of it says', async () => {
  const size = measure(await bundle('script.ts', 'iife'));
  expect(BUDGET).toBe(2_500);
  expect(size.gzip).toBeLessThan(BUDGET);
  for (const page of ['README.md', 'CHANGELOG.md', 'sdk/README.md']) {
    expect(readFileSync(join(process.cwd(), page), 'utf8')).toMatch(/\b2\.5\s+kB\b/);
  }
});
