import { uuid7 } from './uuid7.js';

it('is a version 7 UUID that begins with its time', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  const id = uuid7(now);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(id.replace(/-/g, '').slice(0, 12), 16)).toBe(now);
});

it('sorts in the order of making, also within a millisecond and when the clock goes back', () => {
  const now = Date.parse('2026-11-24T12:00:01Z');
  const ids = Array.from({ length: 5_000 }, (_, i) => uuid7(i < 4_000 ? now : now - 60_000));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(5_000);
});

it('does not repeat where another page makes ids in the same millisecond', () => {
  const tails = Array.from({ length: 5_000 }, () => uuid7(0).slice(19));
  expect(new Set(tails).size).toBe(5_000);
});
