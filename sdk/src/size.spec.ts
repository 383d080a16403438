/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../bundle.mjs';
import { BUDGET, measure } from '../size.mjs';

it('weighs at most 2.5 kB gzipped, as the README says', async () => {
  const size = measure(await bundle('script.ts', 'iife'));
  expect(BUDGET).toBe(2_500);
  expect(size.gzip).toBeLessThanOrEqual(BUDGET);
  const readme = readFileSync(join(process.cwd(), 'sdk/README.md'), 'utf8');
  expect(readme).toContain('2.5 kB');
});
