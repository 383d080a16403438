import { clockDimensions, type MeasureDimension, type MeasureOrder } from '../events/measure.js';
import { dimensions, isProperty } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { readColumns, type Column, type Columns } from './columns.js';
import type { QueryBody } from './dto/query.dto.js';
import type { Terms } from './terms.js';

/** What is asked about the events that a question selects. */
export interface Query extends Columns {
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
export function readQuery(body: QueryBody, terms: Terms): Query {
  const columns = readColumns(body.metrics, terms);
  body.dimensions.forEach((one, index) => {
    if (builtIn.includes(one) || isProperty(one)) return;
    const names = builtIn.join(', ');
    throw new ImpossibleQuestion(
      `/dimensions/${index}`,
      `must be one of ${names}, or property:<name>`,
    );
  });
  return {
    ...columns,
    dimensions: body.dimensions as MeasureDimension[],
    order: readOrder(body, columns.columns),
    series: body.interval !== undefined,
    limit: body.limit,
    offset: Number(body.cursor ?? 0),
  };
}

function readOrder(body: QueryBody, columns: readonly Column[]): MeasureOrder {
  const asked = body.order_by;
  const descending = asked?.direction !== 'asc';
  const column = asked === undefined ? columns[0] : columns.find(({ name }) => name === asked.by);
  if (column !== undefined) return { by: column.by, descending };
  const dimension = body.dimensions.indexOf(asked?.by ?? '');
  if (dimension >= 0) return { by: dimension, descending };
  throw new ImpossibleQuestion('/order_by/by', 'must be a metric or dimension that is asked for');
}
