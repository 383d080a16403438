import { DateTime } from 'luxon';
import type { TallyRow } from '../events/tally.js';
import type { BreakdownRow } from './dto/breakdown.dto.js';
import type { TimePoint } from './dto/timeseries.dto.js';
import { bounceRate, share, viewsPerVisit, visitDuration, type Counts } from './measures.js';
import type { Period } from './period.js';

/** One point of a series: what was counted from `start` on. */
export function timePoint(start: Date, counts: Counts, zone: string, partial: boolean): TimePoint {
  return {
    timestamp: start.toISOString(),
    label: DateTime.fromJSDate(start, { zone }).toFormat("yyyy-MM-dd'T'HH:mm"),
    count: counts.events,
    page_views: counts.pageViews,
    visitors: counts.visitors,
    visits: counts.visits,
    bounce_rate: bounceRate(counts),
    visit_duration: visitDuration(counts),
    views_per_visit: viewsPerVisit(counts),
    partial,
  };
}

/** One line of a panel. */
export function breakdownRow(row: TallyRow, totals: Counts): BreakdownRow {
  return {
    value: row.value,
    visitors: row.visitors,
    visits: row.visits,
    page_views: row.pageViews,
    events: row.events,
    bounce_rate: bounceRate(row),
    visit_duration: visitDuration(row),
    share: share(row.visitors, totals.visitors),
  };
}

/** One measure of all these lines. */
export function sum(rows: readonly BreakdownRow[], measure: 'page_views' | 'events'): number {
  return rows.reduce((total, row) => total + row[measure], 0);
}

/** The period as the reader sees it: without what has not happened yet. */
export function ends(period: Period): { period_start: string; period_end: string } {
  return {
    period_start: period.from.toJSDate().toISOString(),
    period_end: period.until.toJSDate().toISOString(),
  };
}
