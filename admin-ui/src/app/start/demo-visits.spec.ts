import { type DemoPlan, demoVisits } from './demo-visits';

const now = Date.parse('2026-11-24T12:00:00Z');

function plan(): DemoPlan {
  let [seed, count] = [7, 0];
  return {
    now,
    days: 30,
    visitsADay: 40,
    chance: () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647,
    id: () => `id-${++count}`,
  };
}

describe('demo visits', () => {
  const events = [...demoVisits(plan())].flat();

  it('fill thirty days and nothing of the future', () => {
    const days = new Set(events.map(({ timestamp }) => Math.floor((now - timestamp) / 86_400_000)));
    expect(days).toEqual(new Set(Array.from({ length: 30 }, (_, day) => day)));
    expect(Math.max(...events.map(({ timestamp }) => timestamp))).toBeLessThanOrEqual(now);
  });

  it('have an id of its own for each event', () => {
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length);
  });

  it('buy less often than they look', () => {
    const often = (name: string) => events.filter(({ event }) => event === name).length;
    expect(often('page_view')).toBeGreaterThan(often('add_to_cart'));
    expect(often('add_to_cart')).toBeGreaterThan(often('purchase'));
    expect(often('purchase')).toBeGreaterThan(0);
  });
});
