import { backoff } from './backoff.js';

it('doubles from a second to a minute and spreads over the upper half', () => {
  expect([1, 2, 3, 7, 8, 50].map((failures) => backoff(failures, 1))).toEqual([
    1_000, 2_000, 4_000, 60_000, 60_000, 60_000,
  ]);
  expect(backoff(1, 0)).toBe(500);
});
