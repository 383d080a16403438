import type { DeedFilter, Filter } from '../ui/filter-chips/filter';
import {
  isDimension,
  isOperator,
  isProperty,
  namedKinds,
  timesOperators,
} from '../ui/filter-chips/filter';
import { isPreset } from '../ui/range-picker/range';

/** A filter as the API takes it. */
export type AskedFilter = Record<string, unknown>;

export const askedFilters = (filters: readonly Filter[]): AskedFilter[] => filters.map(askedFilter);

function askedFilter(filter: Filter): AskedFilter {
  if ('raw' in filter) return filter.raw as AskedFilter;
  if ('named' in filter) {
    const named = { [filter.named]: filter.id };
    return filter.without ? { not: named } : named;
  }
  if ('did' in filter) {
    const { did, value, times, period, without } = filter;
    const deed = { [did]: value, count: times, ...(period ? { range: { period } } : {}) };
    return without ? { did_not: deed } : { did: deed };
  }
  return { ...filter };
}

/** Reads what the API keeps; what the console has no words for stays as it is. */
export const readFilters = (asked: readonly AskedFilter[] | undefined): Filter[] =>
  (asked ?? []).map((one) => readValue(one) ?? readNamed(one) ?? readDeed(one) ?? { raw: one });

function readValue({ dimension, operator = 'is', values = [], ...more }: AskedFilter) {
  if (Object.keys(more).length > 0 || !Array.isArray(values)) return null;
  if (typeof dimension !== 'string' || typeof operator !== 'string') return null;
  if (!(isDimension(dimension) || isProperty(dimension)) || !isOperator(operator)) return null;
  return { dimension, operator, values: values.map(String) };
}

function readNamed(asked: AskedFilter): Filter | null {
  const without = typeof asked['not'] === 'object' && asked['not'] !== null;
  const inner = without ? (asked['not'] as AskedFilter) : asked;
  const named = namedKinds.find((kind) => kind in inner);
  const id = named && inner[named];
  return named && typeof id === 'string' ? { named, id, without } : null;
}

function readDeed(asked: AskedFilter): DeedFilter | null {
  const without = 'did_not' in asked;
  const inner = asked[without ? 'did_not' : 'did'];
  if (typeof inner !== 'object' || inner === null) return null;
  const { event, page, count, range, ...more } = inner as AskedFilter;
  const value = event ?? page;
  if (Object.keys(more).length > 0 || (event !== undefined && page !== undefined)) return null;
  if (typeof value !== 'string') return null;
  const times = (count ?? {}) as { operator?: string; value?: number };
  const operator = timesOperators.find((one) => one === (times.operator ?? 'gte'));
  const period = (range as { period?: string } | undefined)?.period ?? null;
  if (!operator || (range !== undefined && !isPreset(period))) return null;
  return {
    did: event === undefined ? 'page' : 'event',
    value,
    times: { operator, value: times.value ?? 1 },
    period: isPreset(period) ? period : null,
    without,
  };
}
