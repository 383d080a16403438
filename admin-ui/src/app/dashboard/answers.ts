import type { Interval } from '../ui/range-picker/range';
import type { Dimension } from '../ui/filter-chips/filter';

/** The numbers of a period. */
export interface Totals {
  total_events: number;
  page_views: number;
  unique_visitors: number;
  unique_sessions: number;
  unique_users: number;
  bounce_rate: number | null;
  visit_duration: number | null;
  visit_duration_median: number | null;
  views_per_visit: number | null;
  period_start: string;
  period_end: string;
}

export interface OverviewAnswer extends Totals {
  top_event: string | null;
  timezone: string;
  source: 'rollup' | 'raw' | 'mixed';
  took_ms: number;
  previous?: Totals;
}

/** One step of the time axis; `label` is its start on the project's clock. */
export interface Bucket {
  timestamp: string;
  label: string;
  count: number;
  page_views: number;
  visitors: number;
  visits: number;
  bounce_rate: number | null;
  visit_duration: number | null;
  views_per_visit: number | null;
  partial: boolean;
}

export interface TimeseriesAnswer {
  data: Bucket[];
  interval: Interval;
  timezone: string;
  period_start: string;
  period_end: string;
  previous?: { data: Bucket[]; period_start: string; period_end: string };
}

export interface BreakdownRow {
  value: string;
  visitors: number;
  visits: number;
  page_views: number;
  events: number;
  bounce_rate: number | null;
  visit_duration: number | null;
  /** Percent of the visitors under the same filters. */
  share: number;
}

export interface BreakdownAnswer {
  dimension: Dimension;
  data: BreakdownRow[];
  total: number;
  totals: { visitors: number; visits: number; page_views: number; events: number };
  other: { values: number; page_views: number; events: number } | null;
  next_cursor: string | null;
}
