import { DateTime } from 'luxon';
import { Random } from '../src/cli/seed/random.js';
import { traffic, type TrafficRequest } from '../src/cli/seed/traffic.js';
import { counts, type IncomingEvent } from '../src/events/event.js';

const DAY = 86_400_000;
const to = Date.parse('2026-11-24T13:40:00Z');
const request: TrafficRequest = {
  project: { id: 'p', no: 7, domain: 'shop.test', timezone: 'Asia/Kathmandu' },
  from: to - 30 * DAY,
  to,
  events: 20_000,
  users: 200,
  late: false,
  duplicates: false,
};

function generate(changes: Partial<TrafficRequest> = {}, seed = 'seed'): IncomingEvent[] {
  return [...traffic(new Random(seed), { ...request, ...changes })];
}

function share(
  events: readonly IncomingEvent[],
  wanted: (event: IncomingEvent) => boolean,
): number {
  return events.filter(wanted).length / events.length;
}

describe('seeded traffic', () => {
  const events = generate();
  const disturbed = generate({ late: true, duplicates: true });
  const counted = events.filter(({ kind }) => counts(kind));

  it('is the same for the same seed and another for another', () => {
    const small = { events: 500 };
    expect(generate(small)).toEqual(generate(small));
    expect(generate(small, 'other')).not.toEqual(generate(small));
  });

  it('has exactly as many events as were asked for', () => {
    expect(counted).toHaveLength(20_000);
    for (const wanted of [0, 1, 7, 333]) {
      expect(generate({ events: wanted }).filter(({ kind }) => counts(kind))).toHaveLength(wanted);
    }
  });

  it('never lies in the future and never before its beginning', () => {
    const outside = [...events, ...disturbed].filter(
      ({ at, receivedAt }) => at < request.from || receivedAt < at || receivedAt >= to,
    );
    expect(outside).toEqual([]);
  });

  it('reaches up to the present', () => {
    const last = Math.max(...counted.map(({ at }) => at));
    expect(to - last).toBeLessThan(15 * 60_000);
  });

  it('gives every event an id of its own', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('sleeps at night and shops in the evening of the zone of its project', () => {
    const hours = counted.map(({ at }) => DateTime.fromMillis(at, { zone: 'Asia/Kathmandu' }).hour);
    const evening = hours.filter((hour) => hour >= 18 && hour < 22).length;
    const night = hours.filter((hour) => hour >= 1 && hour < 5).length;
    expect(evening).toBeGreaterThan(8 * night);
  });

  it('has a funnel that narrows at each step', () => {
    const visitorsWith = (wanted: (event: IncomingEvent) => boolean): number =>
      new Set(events.filter(wanted).map(({ visitor }) => visitor)).size;
    const viewed = visitorsWith(({ path }) => path?.startsWith('/products/') ?? false);
    const carted = visitorsWith(({ name }) => name === 'add_to_cart');
    const checkedOut = visitorsWith(({ name }) => name === 'begin_checkout');
    const bought = visitorsWith(({ name }) => name === 'purchase');
    expect(viewed).toBeGreaterThan(carted);
    expect(carted).toBeGreaterThan(checkedOut);
    expect(checkedOut).toBeGreaterThan(bought);
    const buyers = bought / new Set(events.map(({ visitor }) => visitor)).size;
    expect(buyers).toBeGreaterThan(0.01);
    expect(buyers).toBeLessThan(0.1);
  });

  it('comes from many sources, countries and devices in believable shares', () => {
    const landings = events.filter(({ facts }) => facts.source !== null);
    expect(share(landings, ({ facts }) => facts.source === 'Google')).toBeGreaterThan(0.2);
    expect(new Set(landings.map(({ facts }) => facts.channel)).size).toBeGreaterThanOrEqual(8);
    expect(share(events, ({ facts }) => facts.device === 'mobile')).toBeGreaterThan(0.3);
    expect(share(events, ({ facts }) => facts.device === 'mobile')).toBeLessThan(0.7);
    expect(new Set(events.map(({ facts }) => facts.country)).size).toBeGreaterThan(10);
  });

  it('has known users who come back on many days', () => {
    const daysOf = new Map<string, Set<number>>();
    for (const { userId, at } of events) {
      if (userId === null) continue;
      daysOf.set(userId, (daysOf.get(userId) ?? new Set()).add(Math.floor(at / DAY)));
    }
    expect(daysOf.size).toBeGreaterThan(50);
    expect(daysOf.size).toBeLessThanOrEqual(200);
    expect(Math.max(...[...daysOf.values()].map(({ size }) => size))).toBeGreaterThan(5);
  });

  it('knows a cookieless visitor for one project day only', () => {
    const zone = { zone: 'Asia/Kathmandu' };
    const days = new Map<string, Set<string>>();
    for (const { visitor, anonymousId, receivedAt } of events) {
      if (visitor === null || anonymousId !== null) continue;
      const day = DateTime.fromMillis(receivedAt, zone).toISODate() ?? '';
      days.set(visitor, (days.get(visitor) ?? new Set()).add(day));
    }
    expect([...days.values()].every(({ size }) => size === 1)).toBe(true);
  });

  it('is late, doubled and out of order when asked for', () => {
    const ids = new Set(disturbed.map(({ id }) => id));
    const doubled = (disturbed.length - ids.size) / ids.size;
    expect(doubled).toBeGreaterThan(0.01);
    expect(doubled).toBeLessThan(0.03);
    expect(share(disturbed, ({ at, receivedAt }) => receivedAt - at > 5 * 60_000)).toBeGreaterThan(
      0.01,
    );
    const first = disturbed.filter(({ id, kind }) => counts(kind) && ids.delete(id));
    expect(first).toHaveLength(20_000);
    expect(disturbed.some(({ at }, index) => at < (disturbed[index - 1]?.at ?? 0))).toBe(true);
  });

  it('arrives in the order in which it was received', () => {
    const times = disturbed.map(({ receivedAt }) => receivedAt);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });
});
