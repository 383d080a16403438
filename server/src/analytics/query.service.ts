import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { EventStore } from '../events/event.store.js';
import type { Measured, MeasureRequest, MeasureRow, Metric } from '../events/measure.js';
import type { Dimension } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { answerMeta } from './answer-meta.js';
import { ends } from './answer-rows.js';
import type { Column } from './columns.js';
import type { QueryAnswer, QueryPoint, QueryRow } from './dto/query.dto.js';
import type { Period } from './period.js';
import { MOST_CELLS, type Query } from './query.js';
import { fromTally, metricValue, nothingMeasured } from './query-rows.js';
import { bucketsOf, rangeOf, type Question } from './question.js';

/** What the store remembers of closed days: everything else is counted from events. */
const remembered: ReadonlySet<Metric> = new Set<Metric>([
  'visitors',
  'visits',
  'page_views',
  'events',
  'users',
  'bounce_rate',
  'visit_duration',
  'views_per_visit',
]);

type Only = MeasureRequest['only'];

/** Null: everything that is stored has been counted. */
type Counted = Measured & { readonly countedUntil: Date | null };

/** Answers the general question: any metrics by any dimensions, with series and comparison. */
@Injectable()
export class QueryAnswers {
  constructor(private readonly store: EventStore) {}

  async answer(question: Question, query: Query, now: Date): Promise<QueryAnswer> {
    const begun = performance.now();
    const buckets = query.series ? bucketsOf(question, question.period) : null;
    if ((buckets?.length ?? 0) * query.limit > MOST_CELLS) {
      throw new ImpossibleQuestion('/limit', `times buckets must be at most ${MOST_CELLS}`);
    }
    const { period, compared } = question;
    const [found, total] = await Promise.all([
      this.measure(question, query, period, null, null),
      query.dimensions.length > 0
        ? this.measure(question, { ...query, ...everything }, period, null, null)
        : null,
    ]);
    const rows = query.dimensions.length > 0 ? found.rows : [found.rows[0] ?? nothingMeasured];
    const only = rows.map(({ values }) => values);
    const [series, previous, previousSeries] = await Promise.all([
      buckets && this.measure(question, query, period, buckets, only),
      compared && this.measure(question, query, compared, null, only),
      compared &&
        query.series &&
        this.measure(question, query, compared, bucketsOf(question, compared), only),
    ]);
    const points = this.points(question, query.columns);
    const end = query.offset + rows.length;
    const shown = points(period, series && series.rows);
    const before = compared && points(compared, previousSeries ? previousSeries.rows : null);
    return {
      rows: rows.map((row): QueryRow => ({
        dimensions: Object.fromEntries(
          query.dimensions.map((name, index) => [name, row.values[index] ?? null]),
        ),
        metrics: metricValues(row, query.columns),
        ...shown(row),
        ...(before && {
          previous: {
            metrics: metricValues(sameRow(previous?.rows ?? [], row), query.columns),
            ...before(row),
          },
        }),
      })),
      totals: metricValues((total ?? found).rows[0] ?? nothingMeasured, query.columns),
      total: query.dimensions.length > 0 ? found.total : 1,
      next_cursor: query.dimensions.length > 0 && end < found.total ? String(end) : null,
      meta: {
        ...answerMeta(question, found.source, found.countedUntil ?? now, begun),
        interval: query.series ? question.interval : null,
        ...(compared && {
          previous_start: ends(compared).period_start,
          previous_end: ends(compared).period_end,
        }),
      },
    };
  }

  /** The series of a row, from the cells of all rows. */
  private points(question: Question, columns: readonly Column[]) {
    return (period: Period, cells: readonly MeasureRow[] | null) => {
      if (cells === null) return (): { series?: QueryPoint[] } => ({});
      const buckets = bucketsOf(question, period);
      const unfinished = period.until < period.to ? buckets.length - 1 : -1;
      const byRow = Map.groupBy(cells, nameOf);
      return (row: MeasureRow): { series: QueryPoint[] } => {
        const own = new Map(byRow.get(nameOf(row))?.map((one) => [one.bucket, one]));
        return {
          series: buckets.map((start, index) => ({
            timestamp: start.toISOString(),
            label: DateTime.fromJSDate(start, { zone: question.zone }).toFormat(
              "yyyy-MM-dd'T'HH:mm",
            ),
            partial: index === unfinished,
            metrics: metricValues(own.get(index) ?? nothingMeasured, columns),
          })),
        };
      };
    };
  }

  /** Counts one period: from what is remembered where that says it, else from the events. */
  private async measure(
    question: Question,
    query: Query,
    period: Period,
    buckets: readonly Date[] | null,
    only: Only,
  ): Promise<Counted> {
    const dimension = tallied(question, query);
    const range = rangeOf(period, period === question.period);
    if (dimension !== undefined) {
      const { project, filters } = question;
      const tally = await this.store.tally({ project, range, filters, dimension, buckets });
      const rows = tally.rows.map((row) => fromTally(row, dimension !== null));
      const { source, countedUntil } = tally;
      return { ...page(rows, query, only), source, countedUntil };
    }
    const measured = await this.store.measure({
      project: question.project,
      range,
      filters: question.filters,
      zone: question.zone,
      dimensions: query.dimensions,
      metrics: query.metrics,
      parts: query.parts,
      buckets,
      order: query.order,
      offset: only === null ? query.offset : 0,
      limit: only === null ? query.limit : MOST_CELLS,
      only,
    });
    return { ...measured, countedUntil: null };
  }
}

const everything = {
  dimensions: [],
  order: { by: 'events', descending: true },
  offset: 0,
  limit: 1,
} as const satisfies Partial<Query>;

/** The dimension by which the store may remember this; undefined when only events can answer. */
function tallied(question: Question, query: Query): Dimension | null | undefined {
  const [dimension, ...more] = query.dimensions;
  if (question.filters.length > 0 || more.length > 0 || query.parts.length > 0) return undefined;
  if (!query.metrics.every((metric) => remembered.has(metric))) return undefined;
  if (dimension === undefined) return null;
  const raw =
    dimension === 'user' ||
    dimension === 'group' ||
    dimension === 'hour' ||
    dimension === 'weekday' ||
    dimension.startsWith('property:');
  return raw ? undefined : (dimension as Dimension);
}

/** The rows that the store would have given for this order, offset and limit. */
function page(
  rows: readonly MeasureRow[],
  { order, offset, limit }: Query,
  only: Only,
): Pick<Measured, 'rows' | 'total'> {
  if (only !== null) {
    const wanted = new Set(only.map((values) => JSON.stringify(values)));
    const kept = rows.filter((row) => wanted.has(nameOf(row)));
    return { rows: kept, total: kept.length };
  }
  const sorted = [...rows].sort(
    (a, b) => compare(keyOf(a, order.by), keyOf(b, order.by), order.descending) || byName(a, b),
  );
  return { rows: sorted.slice(offset, offset + limit), total: rows.length };
}

function keyOf(row: MeasureRow, by: Query['order']['by']): number | string | null {
  if (typeof by === 'number') return row.values[by] ?? null;
  // Parts are never remembered.
  return typeof by === 'object' ? null : metricValue(row, by);
}

/** The metrics that were asked for, by name. */
function metricValues(row: MeasureRow, columns: readonly Column[]): Record<string, number | null> {
  return Object.fromEntries(columns.map(({ name, value }) => [name, value(row)]));
}

/** What is not set comes last, in either direction. */
function compare<T extends number | string>(a: T | null, b: T | null, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b === descending ? 1 : -1;
}

function byName(a: MeasureRow, b: MeasureRow): number {
  return compare(a.values[0] ?? null, b.values[0] ?? null, false);
}

function nameOf({ values }: MeasureRow): string {
  return JSON.stringify(values);
}

function sameRow(rows: readonly MeasureRow[], row: MeasureRow): MeasureRow {
  return rows.find((one) => nameOf(one) === nameOf(row)) ?? nothingMeasured;
}
