import {
  countMetrics,
  propertyMetric,
  type MeasureOrder,
  type MeasureRow,
  type Metric,
  type Part,
} from '../events/measure.js';
import { LONGEST_PROPERTY } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import type { GoalBody } from './dto/goal.dto.js';
import { filterOfNamed } from './filters.js';
import { share } from './measures.js';
import { metricValue } from './query-rows.js';
import type { Terms } from './terms.js';
import { inCurrency, money, revenueOf } from './worth.js';

/** A metric as it was asked for: its name, its value in a row, and how rows are ordered by it. */
export interface Column {
  readonly name: string;
  readonly value: (row: MeasureRow) => number | null;
  readonly by: Exclude<MeasureOrder['by'], number>;
}

/** The columns of an answer, and what the store has to count for them. */
export interface Columns {
  readonly columns: readonly Column[];
  readonly metrics: readonly Metric[];
  readonly parts: readonly Part[];
}

/** What can be asked about a goal, before its id. */
const goalMetrics = ['conversions', 'converters', 'conversion_rate', 'revenue'] as const;

/** Spells the metrics of a query out. Throws `ImpossibleQuestion` that says what to change. */
export function readColumns(names: readonly string[], terms: Terms): Columns {
  const parts: Part[] = [];
  const metrics = new Set<Metric>();
  const columns = names.map((name, index) => {
    const pointer = `/metrics/${index}`;
    if (isMetric(name)) {
      metrics.add(name);
      return { name, by: name, value: (row: MeasureRow) => metricValue(row, name) };
    }
    const column = goalColumn(name, pointer, terms, parts.length);
    parts.push(column.part);
    metrics.add('visitors');
    return column;
  });
  return { columns, metrics: [...metrics], parts };
}

function isMetric(name: string): name is Metric {
  if ((countMetrics as readonly string[]).includes(name)) return true;
  const metric = propertyMetric(name);
  return metric !== null && metric.property.length <= LONGEST_PROPERTY;
}

function goalColumn(
  name: string,
  pointer: string,
  terms: Terms,
  part: number,
): Column & { readonly part: Part } {
  const [word, id = '', ...rest] = name.split(':');
  const metric = goalMetrics.find((one) => one === word);
  if (metric === undefined) {
    const known = countMetrics.join(', ');
    throw new ImpossibleQuestion(
      pointer,
      `must be one of ${known}, or sum:, mean:, median: or p90: before the name of a property, or ${goalMetrics.join(':, ')}: before the id of a goal`,
    );
  }
  const goal = terms.named('goal', id) as GoalBody | undefined;
  if (goal === undefined || (rest.length > 0 && metric !== 'revenue')) {
    throw new ImpossibleQuestion(
      pointer,
      `must have the id of a goal of this project after ${word}:`,
    );
  }
  const filters = [filterOfNamed('goal', goal, terms)];
  const by = { part, perVisitor: metric === 'conversion_rate' };
  const number = (row: MeasureRow): number => row.parts[part] ?? 0;
  switch (metric) {
    case 'conversions':
      return { name, by, value: number, part: { filters, measure: 'events' } };
    case 'converters':
      return { name, by, value: number, part: { filters, measure: 'visitors' } };
    case 'conversion_rate':
      return {
        ...{ name, by, part: { filters, measure: 'visitors' } },
        value: (row) => (row.visitors === 0 ? null : share(number(row), row.visitors)),
      };
    case 'revenue': {
      const currency = rest.length > 0 ? rest.join(':') : null;
      const revenue = revenueOf(goal, [...filters, ...currencyOf(goal, currency, pointer)]);
      if (revenue === null) {
        throw new ImpossibleQuestion(pointer, 'must name a goal that has a value');
      }
      return { name, by, value: (row) => money(number(row) * revenue.factor), part: revenue.part };
    }
  }
}

function currencyOf(goal: GoalBody, currency: string | null, pointer: string) {
  const filters = inCurrency(goal, currency);
  if (typeof filters === 'string') throw new ImpossibleQuestion(pointer, filters);
  return filters;
}
