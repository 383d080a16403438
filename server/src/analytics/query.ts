import {
  clockDimensions,
  countMetrics,
  propertyMetric,
  type MeasureDimension,
  type MeasureOrder,
  type Metric,
} from '../events/measure.js';
import { dimensions, isProperty, LONGEST_PROPERTY } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import type { QueryBody } from './dto/query.dto.js';

/** What is asked about the events that a question selects. */
export interface Query {
  readonly metrics: readonly Metric[];
  readonly dimensions: readonly MeasureDimension[];
  readonly order: MeasureOrder;
  /** Every row with its series. */
  readonly series: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** Rows × buckets of one answer. */
export const MOST_CELLS = 50_000;

const builtIn: readonly string[] = [...dimensions, ...clockDimensions];

/** Spells a query out. Throws `ImpossibleQuestion` that says what to change. */
export function readQuery(body: QueryBody): Query {
  body.metrics.forEach((one, index) => {
    if (isMetric(one)) return;
    const names = countMetrics.join(', ');
    throw new ImpossibleQuestion(
      `/metrics/${index}`,
      `must be one of ${names}, or sum:, mean:, median: or p90: before the name of a property`,
    );
  });
  body.dimensions.forEach((one, index) => {
    if (builtIn.includes(one) || isProperty(one)) return;
    const names = builtIn.join(', ');
    throw new ImpossibleQuestion(
      `/dimensions/${index}`,
      `must be one of ${names}, or property:<name>`,
    );
  });
  const metrics = body.metrics as Metric[];
  return {
    metrics,
    dimensions: body.dimensions as MeasureDimension[],
    order: readOrder(body, metrics),
    series: body.interval !== undefined,
    limit: body.limit,
    offset: Number(body.cursor ?? 0),
  };
}

function isMetric(name: string): boolean {
  if ((countMetrics as readonly string[]).includes(name)) return true;
  const metric = propertyMetric(name);
  return metric !== null && metric.property.length <= LONGEST_PROPERTY;
}

function readOrder(body: QueryBody, metrics: readonly Metric[]): MeasureOrder {
  const asked = body.order_by;
  const descending = asked?.direction !== 'asc';
  const [first] = metrics;
  const by = asked === undefined ? first : metrics.find((one) => one === asked.by);
  if (by !== undefined) return { by, descending };
  const dimension = body.dimensions.indexOf(asked?.by ?? '');
  if (dimension >= 0) return { by: dimension, descending };
  throw new ImpossibleQuestion('/order_by/by', 'must be a metric or dimension that is asked for');
}
