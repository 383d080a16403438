import { exact, share } from '../ui/numbers/number-format';
import type { BreakdownRow } from '../api/models';
import type { PageReading } from './page-reading';
import { say } from '../ui/words/say';

/** What the server can order a breakdown by. */
export type OrderBy = 'visitors' | 'visits' | 'page_views' | 'events';

/** A value with its numbers; of a page also how it was read, once that is known. */
export interface TableRow extends BreakdownRow {
  readonly reading?: PageReading | undefined;
}

export interface BreakdownColumn {
  readonly key: string;
  readonly label: string;
  readonly orderBy: OrderBy | null;
  readonly value: (row: TableRow) => number | null;
  readonly text: (row: TableRow) => string;
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
  counted('visitors', say('Visitors')),
  {
    key: 'share',
    label: say('Share'),
    orderBy: null,
    value: (row) => row.share,
    text: (row) => share(row.share),
  },
  counted('visits', say('Visits')),
  counted('page_views', say('Views')),
  counted('events', say('Events')),
  {
    key: 'bounce_rate',
    label: say('Bounce rate'),
    orderBy: null,
    value: (row) => row.bounce_rate,
    text: (row) => exact(row.bounce_rate, 'percent'),
  },
  {
    key: 'visit_duration',
    label: say('Duration'),
    orderBy: null,
    value: (row) => row.visit_duration,
    text: (row) => exact(row.visit_duration, 'seconds'),
  },
];

/** What the table of pages tells beside. */
export const readingColumns: readonly BreakdownColumn[] = [
  {
    key: 'scroll_depth',
    label: say('Scroll depth'),
    orderBy: null,
    value: ({ reading }) => reading?.scrollDepth ?? null,
    text: ({ reading }) => exact(reading?.scrollDepth, 'percent'),
  },
  {
    key: 'engaged_time',
    label: say('Attention'),
    orderBy: null,
    value: ({ reading }) => reading?.engagedTime ?? null,
    text: ({ reading }) => exact(reading?.engagedTime, 'seconds'),
  },
];
