import { DateTime } from 'luxon';
import { DaySalts } from '../src/ingest/salts/day-salts.js';
import type { SaltsRepository } from '../src/ingest/salts/salts.repository.js';
import { aProject } from './support/arrivals.js';

interface Kept {
  salt: Buffer;
  expiresAt: Date;
}

/** The table of salts, kept in memory and shared by several processes. */
class SaltTable implements Pick<SaltsRepository, 'settle' | 'find' | 'forget'> {
  readonly kept = new Map<string, Kept>();
  asked = 0;

  async settle(no: number, day: string, salt: Buffer, expiresAt: Date): Promise<Buffer> {
    this.asked += 1;
    await Promise.resolve();
    const key = `${no} ${day}`;
    const settled = this.kept.get(key) ?? { salt, expiresAt };
    this.kept.set(key, settled);
    return settled.salt;
  }

  async find(no: number, day: string, now: Date): Promise<Buffer | null> {
    await Promise.resolve();
    const kept = this.kept.get(`${no} ${day}`);
    return kept && kept.expiresAt > now ? kept.salt : null;
  }

  async forget(now: Date): Promise<number> {
    await Promise.resolve();
    const old = [...this.kept].filter(([, { expiresAt }]) => expiresAt <= now);
    for (const [key] of old) this.kept.delete(key);
    return old.length;
  }
}

const processOn = (table: SaltTable) => new DaySalts(table as unknown as SaltsRepository);

const zones = ['Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Tehran', 'UTC'];
/** An ordinary day, and the days on which clocks change somewhere among them. */
const days = ['2026-11-24', '2026-04-05', '2026-10-04', '2026-03-08', '2026-11-01'];
const cases = zones.flatMap((zone) => days.map((day) => [zone, day] as const));

it.each(cases)('in %s a salt holds exactly from midnight to midnight (%s)', async (zone, day) => {
  const project = aProject({ timezone: zone });
  const midnight = DateTime.fromISO(day, { zone }).startOf('day');
  const next = midnight.plus({ days: 1 }).startOf('day').toMillis();
  const salts = processOn(new SaltTable());
  const before = await salts.at(project, midnight.toMillis() - 1);
  const first = await salts.at(project, midnight.toMillis());
  const last = await salts.at(project, next - 1);
  const after = await salts.at(project, next);
  expect(first.today).toHaveLength(32);
  expect(first.today).not.toEqual(before.today);
  expect(last.today).toEqual(first.today);
  expect(after.today).not.toEqual(first.today);
  expect(first.yesterday).toEqual(before.today);
  expect(after.yesterday).toEqual(first.today);
});

it.each(zones)('no salt of %s outlives 48 hours', async (timezone) => {
  const project = aProject({ timezone });
  for (const day of days) {
    const table = new SaltTable();
    const salts = processOn(table);
    const start = DateTime.fromISO(day, { zone: timezone }).startOf('day').toMillis();
    await salts.at(project, start);
    await salts.forget(start + 48 * 3_600_000);
    expect(table.kept.size).toBe(0);
  }
});

it('is the same for all processes, whoever asks first', async () => {
  const table = new SaltTable();
  const now = Date.parse('2026-11-24T12:00:00Z');
  const found = await Promise.all(
    Array.from({ length: 8 }, () => processOn(table).at(aProject(), now)),
  );
  expect(new Set(found.map(({ today }) => today.toString('hex'))).size).toBe(1);
});

it('is asked for once a day, however many requests come at once', async () => {
  const table = new SaltTable();
  const salts = processOn(table);
  const now = Date.parse('2026-11-24T12:00:00Z');
  await Promise.all(Array.from({ length: 50 }, () => salts.at(aProject(), now)));
  await salts.at(aProject(), now + 60_000);
  expect(table.asked).toBe(1);
});

it('of one project says nothing about another', async () => {
  const salts = processOn(new SaltTable());
  const now = Date.parse('2026-11-24T12:00:00Z');
  const one = await salts.at(aProject({ no: 1 }), now);
  const two = await salts.at(aProject({ no: 2 }), now);
  expect(one.today).not.toEqual(two.today);
});

it('is looked up anew when the project moves to another zone', async () => {
  const salts = processOn(new SaltTable());
  const now = Date.parse('2026-11-24T23:00:00Z');
  const utc = await salts.at(aProject({ timezone: 'UTC' }), now);
  const tehran = await salts.at(aProject({ timezone: 'Asia/Tehran' }), now);
  expect(tehran.today).not.toEqual(utc.today);
  expect(tehran.yesterday).toEqual(utc.today);
});
