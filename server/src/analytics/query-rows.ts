import {
  propertyMetric,
  type MeasureRow,
  type Metric,
  type PropertyMetric,
} from '../events/measure.js';
import type { TallyRow } from '../events/tally.js';
import {
  bounceRate,
  engagedTime,
  engagedTimePerPage,
  exitRate,
  nothing,
  scrollDepth,
  viewsPerVisit,
  visitDuration,
} from './measures.js';

/** A cell in which nothing was counted. */
export const nothingMeasured: MeasureRow = {
  ...nothing,
  bucket: 0,
  values: [],
  engagedMs: 0,
  entries: 0,
  exits: 0,
  groups: 0,
  scrollDepth: null,
  engagedMsPerPage: null,
  aggregates: new Map(),
  parts: [],
};

/** A count of one dimension in the shape of one of any dimensions; '' stands for «not set» there. */
export function fromTally(row: TallyRow, hasDimension: boolean): MeasureRow {
  const value = row.value === '' ? null : row.value;
  return { ...nothingMeasured, ...row, values: hasDimension ? [value] : [] };
}

/** One metric of a row: percent with one decimal, seconds with one, ratios with two; null where it says nothing. */
export function metricValue(row: MeasureRow, metric: Metric): number | null {
  switch (metric) {
    case 'visitors':
    case 'visits':
    case 'events':
    case 'users':
    case 'entries':
    case 'exits':
    case 'groups':
      return row[metric];
    case 'page_views':
      return row.pageViews;
    case 'bounce_rate':
      return bounceRate(row);
    case 'visit_duration':
      return visitDuration(row);
    case 'visit_duration_median':
      return row.medianSeconds;
    case 'views_per_visit':
      return viewsPerVisit(row);
    case 'engaged_time':
      return engagedTime(row);
    case 'exit_rate':
      return exitRate(row);
    case 'scroll_depth':
      return scrollDepth(row);
    case 'engaged_time_per_page':
      return engagedTimePerPage(row);
    default:
      return aggregate(row, metric);
  }
}

/** Sums of doubles depend on the order of addition in their last digits, which are therefore cut. */
function aggregate(row: MeasureRow, metric: PropertyMetric): number | null {
  const value = row.aggregates.get(metric) ?? null;
  if (value === null) return propertyMetric(metric)?.aggregate === 'sum' ? 0 : null;
  return Number(value.toPrecision(12));
}
