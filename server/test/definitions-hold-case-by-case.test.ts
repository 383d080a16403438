import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { IncomingEvent } from '../src/events/event.js';
import { Database } from '../src/platform/database/database.js';
import { migrate } from '../src/platform/database/migrate.js';
import { startApp, type TestApp } from './support/app.js';
import { CHROME } from './support/arrivals.js';
import { Site } from './support/site.js';

const day = { start: '2026-06-10', end: '2026-06-11' };
const twoDays = { start: '2026-06-10', end: '2026-06-12' };

/** Every case that counting gets wrong elsewhere, by its name: through enrichment and store, from events and rollups. */
describe('a definition holds in the case of', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
  });
  afterAll(() => app.close());

  const berlin = (): Promise<Site> => Site.in(app, 'Europe/Berlin');

  it('a visit over the full hour', async () => {
    const site = await berlin();
    await site.views('2026-06-10T10:55', '2026-06-10T11:05');
    await site.counts(day, { unique_visitors: 1, unique_sessions: 1, visit_duration: 600 });
    const hours = (await site.points(day, 'hour')).filter(({ count }) => count > 0);
    expect(hours.map(({ label, visits }) => [label, visits])).toEqual([
      ['2026-06-10T10:00', 1],
      ['2026-06-10T11:00', 1],
    ]);
  });

  it('a visit over local and UTC midnight', async () => {
    const site = await berlin();
    // Local midnight is 22:00 UTC; UTC midnight is 02:00 here.
    await site.views('2026-06-10T23:50', '2026-06-11T00:10', '2026-06-11T00:35');
    const other = { ip: '203.0.113.99' };
    await site.store(site.event('2026-06-11T01:50', {}, other));
    await site.store(site.event('2026-06-11T02:10', {}, other));
    await site.counts(twoDays, { unique_visitors: 2, unique_sessions: 2, page_views: 5 });
    const days = await site.points(twoDays, 'day');
    expect(days.map(({ visits, visitors }) => [visits, visitors])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('a salt turn inside a visit', async () => {
    const site = await berlin();
    const before = site.event('2026-06-10T23:59');
    const after = site.event('2026-06-11T00:01');
    expect(after.visitor).not.toBe(before.visitor);
    expect(after.previousVisitor).toBe(before.visitor);
    // Whichever is stored first.
    await site.store(after);
    await site.store(before);
    await site.counts(twoDays, { unique_visitors: 1, unique_sessions: 1, visit_duration: 120 });
  });

  it('a multi-page site without SPA', async () => {
    const site = await berlin();
    // Every page is loaded anew; nothing but the browser itself ties them together.
    for (const [minute, path] of ['/', '/pricing', '/docs', '/pricing'].entries()) {
      const view = { page_url: `https://shop.example${path}` };
      await site.store(site.event(`2026-06-10T10:0${minute}`, view));
    }
    const numbers = { unique_visitors: 1, unique_sessions: 1, views_per_visit: 4, bounce_rate: 0 };
    await site.counts(day, numbers);
  });

  it('a browser update inside a day', async () => {
    const site = await berlin();
    await site.store(site.event('2026-06-10T10:00'));
    const updated = { userAgent: CHROME.replace('131.0.0.0', '132.0.1.2') };
    await site.store(site.event('2026-06-10T10:20', {}, updated));
    await site.counts(day, { unique_visitors: 1, unique_sessions: 1, page_views: 2 });
  });

  it('two tabs', async () => {
    const site = await berlin();
    const view = (received: string, path: string): IncomingEvent =>
      site.event(received, { page_url: `https://shop.example${path}` });
    await site.store(view('2026-06-10T10:00', '/a'), view('2026-06-10T10:00', '/b'));
    await site.store(view('2026-06-10T10:10', '/b'), view('2026-06-10T10:05', '/a'));
    await site.counts(day, { unique_visitors: 1, unique_sessions: 1, visit_duration: 600 });
  });

  it('an identify in mid-session', async () => {
    const site = await berlin();
    await site.views('2026-06-10T08:00', '2026-06-10T10:00');
    const ada = { user_id: 'ada' };
    await site.store(site.event('2026-06-10T10:05', { event: '$identify', ...ada }));
    await site.store(site.event('2026-06-10T10:06', { event: 'signup', ...ada }));
    // The visit of 8 o'clock stays somebody else's; that of 10 is hers from its first event.
    const numbers = { unique_visitors: 2, unique_users: 1, unique_sessions: 2, total_events: 3 };
    await site.counts(day, numbers);
    expect(await site.visitorsBy('user', day)).toEqual({ ada: 1, null: 1 });
  });

  it('the same user on two devices', async () => {
    const site = await berlin();
    const ada = { user_id: 'ada' };
    await site.store(site.event('2026-06-10T10:00', ada));
    await site.store(site.event('2026-06-10T10:01', ada, { ip: '198.51.100.4' }));
    await site.store(site.event('2026-06-11T10:01', ada, { userAgent: 'Mozilla/5.0 Firefox/140' }));
    await site.counts(day, { unique_visitors: 1, unique_users: 1, unique_sessions: 2 });
    await site.counts(twoDays, { unique_visitors: 1, unique_users: 1, unique_sessions: 3 });
  });

  it.each([
    ['Tehran', 'Asia/Tehran', '2026-06-09T20:30:00.000Z'],
    ['Kathmandu', 'Asia/Kathmandu', '2026-06-09T18:15:00.000Z'],
    ['Lord Howe', 'Australia/Lord_Howe', '2026-06-09T13:30:00.000Z'],
    ['St John’s', 'America/St_Johns', '2026-06-10T02:30:00.000Z'],
  ])('hours and days of %s', async (_, zone, midnight) => {
    const site = await Site.in(app, zone);
    await site.views('2026-06-09T23:59:59', '2026-06-10T00:00', '2026-06-10T23:59:59');
    await site.counts(day, { page_views: 2, period_start: midnight });
    const hours = await site.points(day, 'hour');
    expect(hours.map(({ page_views }) => page_views)).toEqual([1, ...Array(22).fill(0), 1]);
    expect(hours[0]).toMatchObject({ timestamp: midnight, label: '2026-06-10T00:00' });
  });

  it.each([
    ['the spring clock change', 'Europe/Berlin', '2026-03-29', 23],
    ['the autumn clock change', 'Europe/Berlin', '2026-10-25', 25],
    ['a spring clock change by half an hour', 'Australia/Lord_Howe', '2026-10-04', 24],
    ['an autumn clock change by half an hour', 'Australia/Lord_Howe', '2026-04-05', 24],
  ])('%s', async (_, zone, date, length) => {
    const site = await Site.in(app, zone);
    const [start, end] = [site.at(date), site.at(nextDay(date))];
    // Somebody else every half an hour, from the evening before until the morning after.
    const views = Array.from({ length: 96 }, (_, index) =>
      site.event(new Date(start + (index - 24) * 1_800_000).toISOString(), {}, aPerson(index)),
    );
    await site.store(...views);
    const range = { start: date, end: nextDay(date) };
    const halves = (end - start) / 1_800_000;
    await site.counts(range, { page_views: halves, unique_visitors: halves });
    const hours = await site.points(range, 'hour');
    expect(hours).toHaveLength(length);
    expect(hours.reduce((sum, { page_views }) => sum + page_views, 0)).toBe(halves);
    expect(hours.every(({ page_views }) => page_views > 0)).toBe(true);
  });

  it('today against yesterday at 09:00', async () => {
    const site = await berlin();
    await site.views(
      '2026-06-10T08:00',
      '2026-06-10T12:00',
      '2026-06-11T07:00',
      '2026-06-11T08:59',
    );
    const today = { page_views: 2, previous: expect.objectContaining({ page_views: 1 }) as never };
    const compare = { to: 'previous' as const };
    await site.counts({ period: 'today' }, today, { compare, now: '2026-06-11T09:00' });
  });

  it('the length of «last 7 days»', async () => {
    const site = await berlin();
    const days = ['03', '04', '05', '06', '07', '08', '09', '10'];
    await site.views(...days.map((one) => `2026-06-${one}T12:00`));
    const now = '2026-06-10T13:00';
    await site.counts({ period: '7d' }, { page_views: 7, unique_visitors: 7 }, { now });
  });

  it('an event 20 minutes late', async () => {
    const site = await berlin();
    await site.views('2026-06-10T10:00', '2026-06-10T10:40');
    await site.counts(day, { unique_sessions: 2 });
    await site.store(site.event('2026-06-10T10:40', { timestamp: site.at('2026-06-10T10:20') }));
    const joined = { unique_sessions: 1, unique_visitors: 1, visit_duration: 2400, page_views: 3 };
    await site.counts(day, joined);
  });

  it('an event 3 days late', async () => {
    const site = await berlin();
    await site.views('2026-06-10T10:00');
    await site.counts(day, { total_events: 1 });
    await site.store(site.event('2026-06-13T10:00', { timestamp: site.at('2026-06-10T10:00') }));
    await site.counts(day, { total_events: 2, page_views: 2 });
    await site.counts({ start: '2026-06-13', end: '2026-06-14' }, { total_events: 0 });
  });

  it('an event from the future', async () => {
    const site = await berlin();
    await site.store(site.event('2026-06-10T10:00', { timestamp: site.at('2026-06-12T10:00') }));
    await site.counts(day, { total_events: 1 });
    await site.counts({ start: '2026-06-11', end: '2026-06-20' }, { total_events: 0 });
  });

  it('the same event twice in one batch, in two batches, in two jobs', async () => {
    const site = await berlin();
    const event = site.event('2026-06-10T10:00');
    await site.store(event, event);
    await site.counts(day, { total_events: 1 });
    await site.store(event, site.event('2026-06-10T10:01'));
    await Promise.all([site.store(event), site.store(event)]);
    await site.counts(day, { total_events: 2, unique_sessions: 1 });
  });

  it('a batch in shuffled order', async () => {
    const times = ['10:00', '10:20', '10:40', '11:00', '11:45', '12:00'];
    const order = [4, 1, 5, 0, 3, 2];
    const referrer = (index: number) => ({ referrer: `https://site-${index}.example/` });
    for (const shuffled of [false, true]) {
      const site = await berlin();
      const events = times.map((time, index) => site.event(`2026-06-10T${time}`, referrer(index)));
      await site.store(...(shuffled ? order.map((index) => events[index]!) : events));
      await site.counts(day, { unique_sessions: 2, visit_duration: 2250, page_views: 6 });
      const sources = await site.visitorsBy('source', day);
      expect(sources).toEqual({ 'site-0.example': 1, 'site-4.example': 1 });
    }
  });

  it('the live count of a 10-minute visitor', async () => {
    const site = await berlin();
    for (let minute = 0; minute <= 10; minute += 1) {
      await site.views(`2026-06-10T10:${String(minute).padStart(2, '0')}`);
    }
    const online = (time: string): Promise<number> => site.online(`2026-06-10T${time}`);
    expect([await online('10:10:30'), await online('10:14:30')]).toEqual([1, 1]);
    expect(await online('10:16')).toBe(0);
  });

  it('30 days with 20,000 users, every day active: 20,000, not 600,000', async () => {
    const site = await Site.in(app, 'UTC');
    const server = { userAgent: 'shop-server/1.0', trusted: true };
    const said = (user: number): object => ({
      event: 'order',
      user_id: `user-${user}`,
      page_url: null,
    });
    for (let user = 0; user < 20_000; user += 10_000) {
      const events = Array.from({ length: 10_000 }, (_, index) =>
        site.event('2026-06-01T12:00', said(user + index), server),
      );
      await site.store(...events);
    }
    // On each of the 29 days that follow, all of them once more.
    const database = app.app.get(Database, { strict: false });
    const { no } = site.project;
    await database.query(
      `INSERT INTO events (at, event_id, project_no, person_no, kind, signed_out, interactive, insecure, name)
       SELECT at + make_interval(days => day), gen_random_uuid(), project_no, person_no, kind, false, true, false, name
       FROM events, generate_series(1, 29) AS day WHERE project_no = $1`,
      [no],
    );
    await database.query(`INSERT INTO dirty_days (project_no, day) VALUES ($1, '2026-06-03')`, [
      no,
    ]);
    const users = { unique_visitors: 20_000, unique_users: 20_000 };
    const three = { start: '2026-06-01', end: '2026-06-04' };
    await site.counts(three, { ...users, total_events: 60_000 });
    // What is remembered of the third day is what any further one would be counted as, only slower.
    const measures = `value, events, page_views, visits, viewed_visits, bounces, duration_ms, units, people,
      carried_visits, carried_viewed_visits, carried_bounces, carried_duration_ms, carried_units,
      durations, carried_durations, people_count, users_count`;
    await database.query(
      `INSERT INTO rollup_days (project_no, day, dimension, ${measures})
       SELECT project_no, further, dimension, ${measures}
       FROM rollup_days, generate_series('2026-06-04'::date, '2026-06-30', '1 day') AS further
       WHERE project_no = $1 AND day = '2026-06-03'`,
      [no],
    );
    const june = { start: '2026-06-01', end: '2026-07-01' };
    await site.counts(june, { ...users, total_events: 600_000, source: 'rollup' });
  }, 300_000);
});

/** Somebody at an address of their own. */
function aPerson(index: number): { ip: string } {
  return { ip: `203.0.113.${index + 1}` };
}

function nextDay(date: string): string {
  const next = new Date(`${date}T12:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
