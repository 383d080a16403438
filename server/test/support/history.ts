import { expect } from '@jest/globals';
import { DateTime } from 'luxon';
import { Random } from '../../src/cli/seed/random.js';
import { traffic } from '../../src/cli/seed/traffic.js';
import { bucketStarts, type Interval } from '../../src/events/calendar.js';
import type { IncomingEvent } from '../../src/events/event.js';
import { type Dimension, dimensions, type ProjectScope } from '../../src/events/tally.js';
import { IngestQueue } from '../../src/ingest/ingest.queue.js';
import { Projects } from '../../src/projects/projects.service.js';
import type { TestApp } from './app.js';
import { eventually } from './patience.js';
import { aProject, call, type Person } from './people.js';
import { Reference, type ReferenceRow } from './reference.js';

const ZONE = 'Asia/Kathmandu';
const JOB_EVENTS = 500;
const DAYS = 30;
// A month has too many minutes to ask for.
const intervals = ['hour', 'day', 'week', 'month'] as const satisfies readonly Interval[];
type AskedInterval = (typeof intervals)[number];
type Counted = Dimension | AskedInterval | null;

/** A month of a shop's traffic and what every number of it has to be. */
export interface History {
  readonly projectId: string;
  /** In jobs, shuffled, as the queue is to take them. */
  readonly jobs: readonly (readonly IncomingEvent[])[];
  /** Rows that must be stored in the end. */
  readonly distinct: number;
  readonly from: DateTime;
  readonly to: DateTime;
  /** What a count by hand gives over the whole range: of a dimension's values, of an interval's buckets, or in all. */
  readonly byHand: (by: Counted) => readonly ReferenceRow[];
}

/** 50,000 countable events over 30 days at +5:45, some late, some twice, all out of order. */
export async function aHistory(app: TestApp, owner: Person): Promise<History> {
  const { id } = await aProject(app, owner, { timezone: ZONE });
  const project = await app.app.get(Projects, { strict: false }).findOwned(owner.id, id);
  const to = DateTime.now().setZone(ZONE).startOf('hour').minus({ hours: 3 });
  const random = new Random('history');
  const received = [
    ...traffic(random, {
      project: { id, no: project.no, domain: null, timezone: ZONE },
      from: to.minus({ days: DAYS }).toMillis(),
      to: to.toMillis(),
      events: 50_000,
      users: 400,
      late: true,
      duplicates: true,
    }),
  ];
  // The queue may hand on the second of two copies first; it must then be the very same.
  const first = new Map<string, IncomingEvent>();
  const events = received.map((event) => {
    if (!first.has(event.id)) first.set(event.id, event);
    return first.get(event.id) ?? event;
  });
  const scope: ProjectScope = {
    no: project.no,
    timezone: ZONE,
    bounceSeconds: project.bounceSeconds,
    sessionTimeoutMinutes: project.sessionTimeoutMinutes,
  };
  const from = to.minus({ days: DAYS + 1 }).startOf('day');
  const end = to.plus({ days: 1 }).startOf('day');
  return {
    projectId: id,
    jobs: shuffledJobs(events, random.fork('order')),
    distinct: first.size,
    from,
    to: end,
    byHand: countOnce(new Reference(events, scope), from.toMillis(), end.toMillis()),
  };
}

/** Counting takes seconds, and every number is asked for several times. */
function countOnce(reference: Reference, from: number, to: number): History['byHand'] {
  const counted = new Map<string | null, readonly ReferenceRow[]>();
  return (by) => {
    const rows =
      counted.get(by) ??
      (isInterval(by)
        ? reference.answer(from, to, null, bucketStarts(ZONE, from, to, by))
        : reference.answer(from, to, by, null));
    counted.set(by, rows);
    return rows;
  };
}

function isInterval(by: Counted): by is AskedInterval {
  return (intervals as readonly Counted[]).includes(by);
}

function shuffledJobs(
  events: readonly IncomingEvent[],
  random: Random,
  size = JOB_EVENTS,
): IncomingEvent[][] {
  const shuffled = [...events];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]] as [
      IncomingEvent,
      IncomingEvent,
    ];
  }
  const jobs: IncomingEvent[][] = [];
  for (let at = 0; at < shuffled.length; at += size) {
    jobs.push(shuffled.slice(at, at + size));
  }
  return jobs;
}

/** Hands the history to the queue, as the door does; sent again, the events come in other batches and another order. */
export async function enqueue(app: TestApp, { jobs }: History, times = 1): Promise<void> {
  const queue = app.app.get(IngestQueue, { strict: false });
  const again = Array.from({ length: times - 1 }, (_, time) =>
    shuffledJobs(jobs.flat(), new Random(`again ${time}`), JOB_EVENTS + 100 * (time + 1)),
  );
  for (const events of [jobs, ...again].flat()) {
    // A busy queue may say «later», to which a client answers by sending again.
    await eventually(
      () =>
        queue.add(events, 100_000).then(
          () => true,
          () => false,
        ),
      60_000,
    );
  }
}

interface Api {
  readonly url: string;
  readonly token: string;
}

/** Asks for every overview, timeseries and breakdown and holds each number against the count by hand. */
export async function expectEveryAnswer(api: Api, history: History): Promise<void> {
  await expectOverview(api, history, history.byHand(null));
  for (const interval of intervals) {
    await expectTimeseries(api, history, interval);
  }
  for (const dimension of dimensions) {
    const expected = history.byHand(dimension).filter(({ value }) => value);
    const { data } = await ask<{ data: Record<string, unknown>[] }>(
      api,
      history,
      `breakdown?dimension=${dimension}&limit=1000`,
    );
    expect({ dimension, data: sorted(data.map(withoutShare)) }).toEqual({
      dimension,
      data: sorted(expected.map(breakdownRow).slice(0, Math.max(expected.length, 1_000))),
    });
  }
}

async function expectOverview(
  api: Api,
  history: History,
  rows: readonly ReferenceRow[],
): Promise<void> {
  const row = only(rows);
  expect(await ask(api, history, 'overview')).toMatchObject({
    total_events: row.events,
    page_views: row.pageViews,
    unique_visitors: row.visitors,
    unique_sessions: row.visits,
    unique_users: row.users,
    ...rates(row),
    views_per_visit: rounded(row.pageViews / row.visits, 2),
  });
}

async function expectTimeseries(
  api: Api,
  history: History,
  interval: AskedInterval,
): Promise<void> {
  const [from, to] = [history.from.toMillis(), history.to.toMillis()];
  const starts = bucketStarts(ZONE, from, Math.min(to, Date.now()), interval);
  const rows = new Map(history.byHand(interval).map((row) => [row.bucket, row]));
  const { data } = await ask<{ data: Record<string, unknown>[] }>(
    api,
    history,
    `timeseries?interval=${interval}`,
  );
  const shown = data.map(({ timestamp, count, page_views, visitors, visits }) => ({
    timestamp,
    count,
    page_views,
    visitors,
    visits,
  }));
  expect({ interval, data: shown }).toEqual({
    interval,
    data: starts.map((at, index) => ({
      timestamp: new Date(at).toISOString(),
      count: rows.get(index)?.events ?? 0,
      page_views: rows.get(index)?.pageViews ?? 0,
      visitors: rows.get(index)?.visitors ?? 0,
      visits: rows.get(index)?.visits ?? 0,
    })),
  });
}

async function ask<Body = Record<string, unknown>>(
  { url, token }: Api,
  { projectId, from, to }: History,
  question: string,
): Promise<Body> {
  const range = `start=${from.toUTC().toISO()}&end=${to.toUTC().toISO()}`;
  const route = `GET /analytics/${projectId}/${question}${question.includes('?') ? '&' : '?'}${range}`;
  const { status, body } = await call<Body>({ url }, route, { token });
  if (status !== 200) throw new Error(`${route} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

function breakdownRow(row: ReferenceRow): Record<string, unknown> {
  return {
    value: row.value,
    visitors: row.visitors,
    visits: row.visits,
    page_views: row.pageViews,
    events: row.events,
    ...rates(row),
  };
}

function withoutShare({ share: _, ...row }: Record<string, unknown>): Record<string, unknown> {
  return row;
}

function rates(row: ReferenceRow): { bounce_rate: number | null; visit_duration: number } {
  return {
    bounce_rate: row.viewedVisits ? rounded((100 * row.bounces) / row.viewedVisits, 1) : null,
    visit_duration: row.visits ? rounded(row.durationMs / row.visits / 1000, 1) : 0,
  };
}

function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

function sorted(rows: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return [...rows].sort((a, b) => (String(a['value']) < String(b['value']) ? -1 : 1));
}

function only<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined || list.length > 1) throw new Error(`${list.length} rows instead of one`);
  return one;
}
