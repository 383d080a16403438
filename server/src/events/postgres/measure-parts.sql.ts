import type { MeasureRequest, Part } from '../measure.js';
import { numberSql } from './dimension.sql.js';
import { filterSql } from './facts.sql.js';
import type { Params } from './params.js';

/** What a statement needs to count parts of the events: nothing at all when none are asked for. */
export interface PartColumns {
  /** Of an event: `gN` whether it passes the filters, `hN` the number it carries if it does. */
  readonly ofEvents: readonly string[];
  /** The same of a visit and person, added up. */
  readonly ofVisits: readonly string[];
  /** `parts`: the numbers asked for. */
  readonly answer: string;
}

/** Filters that several parts share are looked at once. */
export function partColumns(
  { parts, project }: Pick<MeasureRequest, 'parts' | 'project'>,
  params: Params,
): PartColumns {
  const flags = [...new Set(parts.map(flagOf))];
  const numbers = [...new Set(parts.flatMap((part) => numberOf(part) ?? []))];
  const tests = flags.map((flag) => {
    const shared = parts.find((part) => flagOf(part) === flag);
    return `(${filterSql(shared?.filters ?? [], project, params)}) IS TRUE`;
  });
  const values = numbers.map((number) => {
    const part = parts.find((one) => numberOf(one) === number);
    const property = typeof part?.measure === 'object' ? part.measure.property : '';
    const read = numberSql(`(e.properties ->> ${params.add(property)}::text)`);
    return `CASE WHEN ${tests[part ? flags.indexOf(flagOf(part)) : 0]} THEN ${read} END`;
  });
  const counts = parts.map((part) => {
    const flag = `g${flags.indexOf(flagOf(part))} > 0`;
    const number = numbers.indexOf(numberOf(part) ?? '');
    return countOf(part, flag, number);
  });
  return {
    ofEvents: [
      ...tests.map((sql, index) => `${sql} AS g${index}`),
      ...values.map((sql, index) => `${sql} AS h${index}`),
    ],
    ofVisits: [
      ...flags.map((_, index) => `count(*) FILTER (WHERE g${index}) AS g${index}`),
      ...numbers.flatMap((_, index) => [
        `sum(h${index}) AS h${index}`,
        `count(h${index}) AS k${index}`,
      ]),
    ],
    answer: `ARRAY[${counts.join(', ')}]::float8[] AS parts`,
  };
}

function countOf({ measure }: Part, flag: string, number: number): string {
  const distinct = (what: string): string => `count(DISTINCT ${what}) FILTER (WHERE ${flag})`;
  switch (measure) {
    case 'events':
      return `sum(${flag.replace(' > 0', '')})`;
    case 'visits':
      return distinct('session_id');
    case 'visitors':
      return `${distinct('person')} + ${distinct('v.unit')}`;
    case 'users':
      return `count(DISTINCT person) FILTER (WHERE ${flag} AND person > 0)`;
    default:
      return measure.aggregate === 'sum'
        ? `sum(h${number})`
        : `sum(h${number}) / nullif(sum(k${number}), 0)`;
  }
}

function flagOf({ filters }: Part): string {
  return JSON.stringify(filters);
}

/** What tells numbers apart; undefined for what only counts. */
function numberOf(part: Part): string | undefined {
  return typeof part.measure === 'object' ? `${part.measure.property} ${flagOf(part)}` : undefined;
}
