import { exact, share } from '../ui/numbers/number-format';
import type { BreakdownRow } from '../api/models';

/** What the server can order a breakdown by. */
export type OrderBy = 'visitors' | 'visits' | 'page_views' | 'events';

export interface BreakdownColumn {
  readonly key: string;
  readonly label: string;
  readonly orderBy: OrderBy | null;
  readonly value: (row: BreakdownRow) => number | null;
  readonly text: (row: BreakdownRow) => string;
}

const counted = (key: OrderBy, label: string): BreakdownColumn => ({
  key,
  label,
  orderBy: key,
  value: (row) => row[key],
  text: (row) => exact(row[key], 'count'),
});

/** The columns of the full table, after the value itself. */
export const breakdownColumns: readonly BreakdownColumn[] = [
  counted('visitors', 'Visitors'),
  {
    key: 'share',
    label: 'Share',
    orderBy: null,
    value: (row) => row.share,
    text: (row) => share(row.share),
  },
  counted('visits', 'Visits'),
  counted('page_views', 'Views'),
  counted('events', 'Events'),
  {
    key: 'bounce_rate',
    label: 'Bounce rate',
    orderBy: null,
    value: (row) => row.bounce_rate,
    text: (row) => exact(row.bounce_rate, 'percent'),
  },
  {
    key: 'visit_duration',
    label: 'Duration',
    orderBy: null,
    value: (row) => row.visit_duration,
    text: (row) => exact(row.visit_duration, 'seconds'),
  },
];
