import type { MeasureDimension, MeasureRow, Part, PartMeasure } from '../events/measure.js';
import { propertyMetric } from '../events/measure.js';
import { LONGEST_PROPERTY, type Filter } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import { readBreakdown } from './breakdown.js';
import type { Column } from './columns.js';
import type { AskedSeries, TrendColumn, TrendsBody } from './dto/trends.dto.js';
import { filtersOfDoing } from './doing.js';
import { readFilterTree } from './filters.js';
import { evaluate, letterOf, readFormula } from './formula.js';
import type { Query } from './query.js';
import type { Question } from './question.js';
import type { Terms } from './terms.js';

const counts = ['events', 'visits', 'visitors', 'users'] as const;

/** Several series, and formulas over them, as a query about what any of the series looks at. */
export interface Trends {
  readonly question: Question;
  readonly query: Query;
  readonly columns: readonly TrendColumn[];
}

/** Spells trends out. Throws `ImpossibleQuestion` that says what to change. */
export function readTrends(question: Question, body: TrendsBody): Trends {
  const parts = body.series.map((series, index) =>
    readSeries(series, `/series/${index}`, question.terms),
  );
  const series = body.series.map((asked, index) => ({
    key: letterOf(index),
    name: asked.name ?? asked.event ?? asked.page ?? asked.metric,
    value: (row: MeasureRow) => valueOf(row, parts, index),
  }));
  const formulas = body.formulas.map((asked, index) => {
    const formula = readFormula(asked.formula, parts.length, `/formulas/${index}/formula`);
    return {
      key: `F${index + 1}`,
      name: asked.name ?? asked.formula,
      value: (row: MeasureRow) =>
        evaluate(
          formula,
          series.map(({ value }) => value(row)),
        ),
    };
  });
  const all = [...series, ...formulas];
  const breakdown = readBreakdown(body.breakdown);
  const dimensions: MeasureDimension[] = breakdown === null ? [] : [breakdown];
  const by = { part: 0, perVisitor: false };
  const looked: Filter = { or: parts.map(({ filters }) => ({ and: filters })) };
  return {
    question: { ...question, filters: [...question.filters, looked] },
    query: {
      columns: all.map(({ key, value }): Column => ({ name: key, value, by })),
      metrics: ['events'],
      parts,
      dimensions,
      order: { by, descending: true },
      series: true,
      limit: breakdown === null ? 1 : body.limit,
      offset: 0,
    },
    columns: all.map(({ key, name }) => ({ key, name })),
  };
}

/** What a series counts in a row; a sum of nothing is 0, a mean of nothing is none. */
function valueOf(row: MeasureRow, parts: readonly Part[], index: number): number | null {
  const value = row.parts[index] ?? null;
  const measure = parts[index]?.measure;
  if (value !== null) return Number(value.toPrecision(12));
  return typeof measure === 'object' && measure.aggregate === 'mean' ? null : 0;
}

function readSeries(asked: AskedSeries, pointer: string, terms: Terms): Part {
  const filters = readFilterTree(asked.filters, `${pointer}/filters`, terms);
  return {
    filters: [...filtersOfDoing(asked, pointer), ...filters],
    measure: readMeasure(asked.metric, `${pointer}/metric`),
  };
}

function readMeasure(name: string, pointer: string): PartMeasure {
  const count = counts.find((one) => one === name);
  if (count !== undefined) return count;
  const { aggregate, property } = propertyMetric(name) ?? {};
  if ((aggregate === 'sum' || aggregate === 'mean') && property !== undefined) {
    if (property.length <= LONGEST_PROPERTY) return { aggregate, property };
  }
  const names = counts.join(', ');
  throw new ImpossibleQuestion(
    pointer,
    `must be one of ${names}, or sum: or mean: before the name of a property`,
  );
}
