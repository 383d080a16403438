import { isPreset } from '../range-picker/range';
import type { DeedFilter, Filter } from './filter';
import {
  isDimension,
  isOperator,
  isProperty,
  namedKinds,
  needsValues,
  timesOperators,
} from './filter';

/**
 * A filter as one readable part of the address: `is,country,DE,FR`, `segment,<id>`,
 * `did,event,purchase,gte,2,12m`; with `not_` before a name or a deed everything else.
 */
export function encodeFilter(filter: Filter): string {
  if ('raw' in filter) return joined('json', [JSON.stringify(filter.raw)]);
  if ('named' in filter)
    return joined(`${filter.without ? 'not_' : ''}${filter.named}`, [filter.id]);
  if ('did' in filter) {
    const { operator, value } = filter.times;
    const parts = [filter.did, filter.value, operator, String(value)];
    return joined(
      filter.without ? 'not_did' : 'did',
      filter.period ? [...parts, filter.period] : parts,
    );
  }
  return joined(filter.operator, [filter.dimension, ...filter.values]);
}

function joined(word: string, parts: readonly string[]): string {
  return [word, ...parts.map((text) => text.replace(/[%,]/g, encodeURIComponent))].join(',');
}

/** Reads what `encodeFilter` wrote; null for anything a person made up. */
export function decodeFilter(text: string): Filter | null {
  const [word = '', ...escaped] = text.split(',');
  const parts = escaped.map((part) => part.replace(/%(25|2C)/gi, decodeURIComponent));
  if (word === 'json') return rawFilter(parts[0] ?? '');
  const without = word.startsWith('not_');
  const plain = without ? word.slice('not_'.length) : word;
  if (plain === 'did') return deedFilter(parts, without);
  const named = namedKinds.find((kind) => kind === plain);
  if (named) return parts[0] ? { named, id: parts[0], without } : null;
  return valueFilter(word, parts);
}

function valueFilter(operator: string, [dimension = '', ...values]: string[]): Filter | null {
  if (!isOperator(operator) || !(isDimension(dimension) || isProperty(dimension))) return null;
  if (needsValues(operator) && values.length === 0) return null;
  return { operator, dimension, values: needsValues(operator) ? values : [] };
}

function deedFilter(parts: string[], without: boolean): DeedFilter | null {
  const [did, value = '', operator = 'gte', count = '1', period = null] = parts;
  const times = { operator: timesOperators.find((one) => one === operator), value: Number(count) };
  if ((did !== 'event' && did !== 'page') || value === '') return null;
  if (!times.operator || !Number.isInteger(times.value) || times.value < 1) return null;
  if (period !== null && !isPreset(period)) return null;
  return { did, value, times: { ...times, operator: times.operator }, period, without };
}

function rawFilter(text: string): Filter | null {
  try {
    const raw: unknown = JSON.parse(text);
    return typeof raw === 'object' && raw !== null ? { raw } : null;
  } catch {
    return null;
  }
}
