import type { Filter, FilterDimension, NamedKind, Operator } from './filter';
import { isValueFilter, needsValues } from './filter';

/**
 * Adds a clicked row to the filters. A value joins the same question («is DE or FR»);
 * clicking what is already there takes it out again.
 */
export function toggleValue(
  filters: readonly Filter[],
  dimension: FilterDimension,
  value: string,
  exclude: boolean,
): Filter[] {
  if (value === '') return toggleUnset(filters, dimension, exclude);
  const operator: Operator = exclude ? 'is_not' : 'is';
  const opposite: Operator = exclude ? 'is' : 'is_not';
  const cleared = without(filters, dimension, opposite, value);
  const at = cleared.findIndex(
    (f) => isValueFilter(f) && f.dimension === dimension && f.operator === operator,
  );
  const existing = cleared[at];
  if (!existing || !isValueFilter(existing))
    return [...cleared, { dimension, operator, values: [value] }];
  if (existing.values.includes(value)) return without(cleared, dimension, operator, value);
  return cleared.with(at, { ...existing, values: [...existing.values, value] });
}

// A row without a value («Direct / none») asks whether the value is there at all.
function toggleUnset(
  filters: readonly Filter[],
  dimension: FilterDimension,
  exclude: boolean,
): Filter[] {
  const operator: Operator = exclude ? 'is_set' : 'is_not_set';
  const others = filters.filter(
    (filter) =>
      !isValueFilter(filter) || filter.dimension !== dimension || needsValues(filter.operator),
  );
  const wasOn = filters.some(
    (f) => isValueFilter(f) && f.dimension === dimension && f.operator === operator,
  );
  return wasOn ? others : [...others, { dimension, operator, values: [] }];
}

function without(
  filters: readonly Filter[],
  dimension: FilterDimension,
  operator: Operator,
  value: string,
): Filter[] {
  return filters
    .map((filter) =>
      isValueFilter(filter) && filter.dimension === dimension && filter.operator === operator
        ? { ...filter, values: filter.values.filter((kept) => kept !== value) }
        : filter,
    )
    .filter(
      (filter) =>
        !isValueFilter(filter) || filter.values.length > 0 || !needsValues(filter.operator),
    );
}

/** The same for a row that stands for something with a name. */
export function toggleNamed(
  filters: readonly Filter[],
  named: NamedKind,
  id: string,
  without: boolean,
): Filter[] {
  const isIt = (filter: Filter) => 'named' in filter && filter.named === named && filter.id === id;
  const before = filters.find(isIt);
  const others = filters.filter((filter) => !isIt(filter));
  const wasOn = before !== undefined && 'without' in before && before.without === without;
  return wasOn ? others : [...others, { named, id, without }];
}
