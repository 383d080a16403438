import type { Meaning } from '../ui/delta/change';
import type { Unit } from '../ui/numbers/number-format';
import type { Bucket, Totals } from '../api/models';
import { say } from '../ui/words/say';

export type Metric =
  | 'visitors'
  | 'visits'
  | 'page_views'
  | 'events'
  | 'views_per_visit'
  | 'bounce_rate'
  | 'visit_duration';

export interface MetricDescription {
  readonly metric: Metric;
  readonly label: string;
  readonly unit: Unit;
  readonly meaning: Meaning;
  /** What the number means, for the hint beside its name. */
  readonly hint: string;
  total(totals: Totals): number | null;
  bucket(bucket: Bucket): number | null;
}

/** The cards, in their order. */
export const metrics: readonly MetricDescription[] = [
  {
    metric: 'visitors',
    label: say('Visitors'),
    unit: 'count',
    meaning: 'more-is-better',
    hint: say(
      'Visitors (daily): people without an account are known for one day only, because the key that recognises them is destroyed each night. Someone who comes on three days counts three times; identified users count once.',
    ),
    total: (totals) => totals.unique_visitors,
    bucket: (bucket) => bucket.visitors,
  },
  {
    metric: 'visits',
    label: say('Visits'),
    unit: 'count',
    meaning: 'more-is-better',
    hint: say(
      'A visit ends after a pause (30 minutes unless set otherwise); it is not cut at midnight.',
    ),
    total: (totals) => totals.unique_sessions,
    bucket: (bucket) => bucket.visits,
  },
  {
    metric: 'page_views',
    label: say('Page views'),
    unit: 'count',
    meaning: 'more-is-better',
    hint: say('Pages loaded, and routes changed inside single-page applications.'),
    total: (totals) => totals.page_views,
    bucket: (bucket) => bucket.page_views,
  },
  {
    metric: 'events',
    label: say('Events'),
    unit: 'count',
    meaning: 'more-is-better',
    hint: say('Everything that was sent, page views included, each counted once.'),
    total: (totals) => totals.total_events,
    bucket: (bucket) => bucket.count,
  },
  {
    metric: 'views_per_visit',
    label: say('Views per visit'),
    unit: 'ratio',
    meaning: 'more-is-better',
    hint: say('Page views divided by visits.'),
    total: (totals) => totals.views_per_visit,
    bucket: (bucket) => bucket.views_per_visit,
  },
  {
    metric: 'bounce_rate',
    label: say('Bounce rate'),
    unit: 'percent',
    meaning: 'less-is-better',
    hint: say('Visits of one page view, without interaction and under 10 seconds of attention.'),
    total: (totals) => totals.bounce_rate,
    bucket: (bucket) => bucket.bounce_rate,
  },
  {
    metric: 'visit_duration',
    label: say('Visit duration'),
    unit: 'seconds',
    meaning: 'more-is-better',
    hint: say('From the first event to the last sign of activity; the mean of all visits.'),
    total: (totals) => totals.visit_duration,
    bucket: (bucket) => bucket.visit_duration,
  },
];

export const isMetric = (text: string): text is Metric =>
  metrics.some((description) => description.metric === text);

export function describeMetric(metric: Metric): MetricDescription {
  const found = metrics.find((description) => description.metric === metric);
  if (!found) throw new Error(`no such metric: ${metric}`);
  return found;
}
