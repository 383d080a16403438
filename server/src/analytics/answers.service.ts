import { Injectable } from '@nestjs/common';
import { EventStore } from '../events/event.store.js';
import { countOnline, ONLINE_MS } from '../events/online.js';
import type { Dimension, Filter, Tally, TallyOrder, Top } from '../events/tally.js';
import type { Project } from '../projects/project.js';
import { breakdownRow, ends, sum, timePoint } from './answer-rows.js';
import type { Breakdown } from './dto/breakdown.dto.js';
import type { LiveNow } from './dto/live.dto.js';
import type { Overview, OverviewNumbers } from './dto/overview.dto.js';
import type { TimePoint, Timeseries } from './dto/timeseries.dto.js';
import type { TopEvents } from './dto/top-events.dto.js';
import { bounceRate, nothing, viewsPerVisit, visitDuration } from './measures.js';
import type { Period } from './period.js';
import { bucketsOf, rangeOf, scopeOf, type Question } from './question.js';

export type BreakdownOrder = 'visitors' | 'visits' | 'page_views' | 'events';

export interface BreakdownRequest {
  readonly dimension: Dimension;
  readonly search: string | null;
  readonly orderBy: BreakdownOrder;
  readonly offset: number;
  readonly limit: number;
}

const granularities = { hour: 'hourly', day: 'daily', week: 'weekly', month: 'monthly' } as const;
const orders: Readonly<Record<BreakdownOrder, TallyOrder>> = {
  visitors: 'visitors',
  visits: 'visits',
  page_views: 'pageViews',
  events: 'events',
};
const LIVE_ROWS = 10;

/** Turns questions into answers: asks the store, derives rates from counts, and shapes what is read. */
@Injectable()
export class Answers {
  constructor(private readonly store: EventStore) {}

  async overview(question: Question): Promise<Overview> {
    const begun = performance.now();
    const [now, previous] = await Promise.all([
      this.overviewOf(question, question.period, true),
      question.compared && this.overviewOf(question, question.compared, false),
    ]);
    return {
      ...now.numbers,
      timezone: question.zone,
      source: now.source,
      took_ms: since(begun),
      ...(previous && { previous: previous.numbers }),
    };
  }

  async timeseries(question: Question): Promise<Timeseries> {
    const begun = performance.now();
    const [now, previous] = await Promise.all([
      this.pointsOf(question, question.period, true),
      question.compared && this.pointsOf(question, question.compared, false),
    ]);
    return {
      data: now.points,
      interval: question.interval,
      granularity: granularities[question.interval],
      timezone: question.zone,
      ...ends(question.period),
      source: now.source,
      took_ms: since(begun),
      ...(previous &&
        question.compared && { previous: { data: previous.points, ...ends(question.compared) } }),
    };
  }

  async topEvents(question: Question, limit: number): Promise<TopEvents> {
    const { rows } = await this.tally(question, question.period, 'event', true, {
      order: 'events',
      offset: 0,
      count: limit,
      search: null,
    });
    return {
      data: rows.map((row) => ({
        event_name: row.value,
        count: row.events,
        unique_sessions: row.visits,
        unique_users: row.users,
        unique_visitors: row.visitors,
      })),
      ...ends(question.period),
    };
  }

  async breakdown(question: Question, request: BreakdownRequest): Promise<Breakdown> {
    const begun = performance.now();
    const { offset, limit } = request;
    const [chosen, total] = await Promise.all([
      this.tally(question, question.period, request.dimension, true, {
        order: orders[request.orderBy],
        // Rows that were read before are needed once more: what is left is everything beyond them.
        offset: 0,
        count: offset + limit,
        search: request.search,
      }),
      this.tally(question, question.period, null, true),
    ]);
    const totals = total.rows[0] ?? nothing;
    const rows = chosen.rows.map((row) => breakdownRow(row, totals));
    const found = chosen.found ?? { values: 0, pageViews: 0, events: 0 };
    const values = found.values - rows.length;
    return {
      dimension: request.dimension,
      data: rows.slice(offset),
      total: found.values,
      totals: {
        visitors: totals.visitors,
        visits: totals.visits,
        page_views: totals.pageViews,
        events: totals.events,
      },
      other:
        values === 0
          ? null
          : {
              values,
              page_views: found.pageViews - sum(rows, 'page_views'),
              events: found.events - sum(rows, 'events'),
            },
      next_cursor: values === 0 ? null : String(offset + limit),
      ...ends(question.period),
      source: chosen.source,
      took_ms: since(begun),
    };
  }

  /** Who is here: the last five minutes in detail, the last thirty as bars. */
  async live(project: Project, now: Date, filters: readonly Filter[]): Promise<LiveNow> {
    const scope = scopeOf(project);
    const range = { from: new Date(now.getTime() - ONLINE_MS), to: now };
    const panel = async (dimension: Dimension): Promise<LiveNow['pages']> => {
      const { rows } = await this.store.tally({
        project: scope,
        range,
        filters,
        dimension,
        buckets: null,
        top: { order: 'visitors', offset: 0, count: LIVE_ROWS, search: null },
      });
      return rows.map(({ value, visitors }) => ({ value, visitors }));
    };
    const [online, pages, sources, countries] = await Promise.all([
      countOnline(this.store, scope, now, filters),
      panel('page'),
      panel('source'),
      panel('country'),
    ]);
    return { online: online.count, minutes: [...online.minutes], pages, sources, countries };
  }

  private async overviewOf(
    question: Question,
    period: Period,
    running: boolean,
  ): Promise<{ numbers: OverviewNumbers; source: Tally['source'] }> {
    const [total, names] = await Promise.all([
      this.store.tally({
        project: question.project,
        range: rangeOf(period, running),
        filters: question.filters,
        dimension: null,
        buckets: null,
        median: true,
      }),
      this.store.tally({
        project: question.project,
        range: rangeOf(period, running),
        filters: question.filters,
        dimension: 'event',
        buckets: null,
        top: { order: 'events', offset: 0, count: 1, search: null },
        eventsOnly: true,
      }),
    ]);
    const counts = total.rows[0] ?? nothing;
    return {
      source: total.source,
      numbers: {
        total_events: counts.events,
        page_views: counts.pageViews,
        unique_visitors: counts.visitors,
        unique_sessions: counts.visits,
        unique_users: counts.users,
        bounce_rate: bounceRate(counts),
        visit_duration: visitDuration(counts),
        visit_duration_median: counts.medianSeconds,
        views_per_visit: viewsPerVisit(counts),
        top_event: names.rows[0]?.value ?? null,
        ...ends(period),
      },
    };
  }

  private async pointsOf(
    question: Question,
    period: Period,
    running: boolean,
  ): Promise<{ points: TimePoint[]; source: Tally['source'] }> {
    const buckets = bucketsOf(question, period);
    const { rows, source } = await this.store.tally({
      project: question.project,
      range: rangeOf(period, running),
      filters: question.filters,
      dimension: null,
      buckets,
    });
    const byBucket = new Map(rows.map((row) => [row.bucket, row]));
    const unfinished = period.until < period.to ? buckets.length - 1 : -1;
    const points = buckets.map((start, index) =>
      timePoint(start, byBucket.get(index) ?? nothing, question.zone, index === unfinished),
    );
    return { points, source };
  }

  private async tally(
    question: Question,
    period: Period,
    dimension: Dimension | null,
    running: boolean,
    top?: Top,
  ): Promise<Tally> {
    return this.store.tally({
      project: question.project,
      range: rangeOf(period, running),
      filters: question.filters,
      dimension,
      buckets: null,
      ...(top && { top }),
    });
  }
}

function since(begun: number): number {
  return Math.round((performance.now() - begun) * 10) / 10;
}
