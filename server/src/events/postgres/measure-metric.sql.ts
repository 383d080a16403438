import type { Metric } from '../measure.js';

/** A metric of a counted cell, to order by; what properties hold is ordered elsewhere. */
export function metricSql(metric: Metric): string {
  switch (metric) {
    case 'bounce_rate':
      return 'bounces::float8 / nullif(viewed_visits, 0)';
    case 'visit_duration':
      return 'coalesce(duration_ms::float8 / nullif(visits, 0), 0)';
    case 'visit_duration_median':
      return 'median_seconds';
    case 'views_per_visit':
      return 'coalesce(page_views::float8 / nullif(visits, 0), 0)';
    case 'engaged_time':
      return 'coalesce(engaged_ms::float8 / nullif(visits, 0), 0)';
    case 'exit_rate':
      return 'exits::float8 / nullif(page_views, 0)';
    case 'scroll_depth':
      return 'scroll_depth';
    case 'engaged_time_per_page':
      return 'engaged_ms_per_page';
    case 'visitors':
    case 'visits':
    case 'page_views':
    case 'events':
    case 'users':
    case 'entries':
    case 'exits':
    case 'groups':
      return metric;
    default:
      return '0';
  }
}
