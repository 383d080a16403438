import { uuid7 } from './uuid7.js';

it('is a version 7 UUID that begins with its time', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  const id = uuid7(now);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(id.replace(/-/g, '').slice(0, 12), 16)).toBe(now);
});

it('does not repeat within a millisecond', () => {
  expect(new Set(Array.from({ length: 5_000 }, () => uuid7(1))).size).toBe(5_000);
});
