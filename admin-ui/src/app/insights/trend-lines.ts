import type { TrendsAnswer } from '../api/models';
import type { Line } from '../ui/charts/many-lines';
import type { Unit } from '../ui/numbers/number-format';

/** One number of the table, and the line it stands for. */
export interface TrendRow {
  /** Of the line; stays the same while the question does. */
  readonly id: string;
  readonly name: string;
  /** The value of the breakdown; undefined without one. */
  readonly value: string | null | undefined;
  readonly colour: number;
  readonly unit: Unit;
  readonly now: number | null;
  readonly before: number | null | undefined;
  readonly values: readonly (number | null)[];
}

/** Counts are whole; sums, means and formulas need not be. */
const unitOf = (key: string, metrics: readonly string[]): Unit => {
  const metric = metrics[key.charCodeAt(0) - 65];
  return key.startsWith('F') && key.length > 1
    ? 'ratio'
    : metric !== undefined && metric.includes(':')
      ? 'ratio'
      : 'count';
};

/**
 * The rows of an answer: without a breakdown one for each column, with one for each value, of the
 * column with this key. `metrics` are those of the series, in their order.
 */
export function trendRows(
  answer: TrendsAnswer,
  metrics: readonly string[],
  breakdown: string | null,
  key: string,
): TrendRow[] {
  const columns = answer.columns.filter((column) => breakdown === null || column.key === key);
  return answer.rows.flatMap(({ dimensions, metrics: numbers, previous, series = [] }, at) =>
    columns.map((column, index) => ({
      id: breakdown === null ? column.key : `${column.key}:${dimensions[breakdown] ?? ''}`,
      name: column.name,
      value: breakdown === null ? undefined : (dimensions[breakdown] ?? null),
      colour: breakdown === null ? index : at,
      unit: unitOf(column.key, metrics),
      now: numbers[column.key] ?? null,
      before: previous === undefined ? undefined : (previous.metrics[column.key] ?? null),
      values: series.map((point) =>
        // What has not begun yet is no zero.
        Date.parse(point.timestamp) <= Date.parse(answer.meta.as_of)
          ? (point.metrics[column.key] ?? null)
          : null,
      ),
    })),
  );
}

/** The lines to draw: all but those that were put out. */
export const linesOf = (
  rows: readonly (TrendRow & { readonly label: string })[],
  hidden: readonly string[],
): Line[] =>
  rows
    .filter(({ id }) => !hidden.includes(id))
    .map(({ label, colour, unit, values }) => ({ name: label, colour, unit, values }));
