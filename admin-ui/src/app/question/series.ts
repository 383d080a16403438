import type { Filter } from '../ui/filter-chips/filter';
import { decodeFilter, encodeFilter } from '../ui/filter-chips/filter-address';
import { joinParts, splitParts } from './address-parts';
import { askedFilters, readFilters, type AskedFilter } from './asked-filters';

export const seriesCounts = ['events', 'visitors', 'visits', 'users'] as const;
export type SeriesMetric = (typeof seriesCounts)[number] | `sum:${string}` | `mean:${string}`;

/** One line of a trend: what is counted, of what, under which filters. */
export interface Series {
  readonly metric: SeriesMetric;
  readonly kind: 'any' | 'event' | 'page';
  readonly value: string;
  readonly filters: readonly Filter[];
}

export interface Formula {
  readonly formula: string;
  readonly name: string;
}

export const isSeriesMetric = (text: string): text is SeriesMetric =>
  seriesCounts.some((one) => one === text) || /^(sum|mean):./.test(text);

/** A series as a readable part of the address: `visitors;event:purchase;is,country,DE`. */
export function encodeSeries({ metric, kind, value, filters }: Series): string {
  const what = kind === 'any' ? '' : `${kind}:${value}`;
  return joinParts([metric, what, ...filters.map(encodeFilter)]);
}

/** Reads what `encodeSeries` wrote; null for anything a person made up. */
export function decodeSeries(text: string): Series | null {
  const [metric = '', what = '', ...rest] = splitParts(text);
  const [, kind, value] = /^(event|page):([\s\S]*)$/.exec(what) ?? [];
  if (!isSeriesMetric(metric) || (what !== '' && kind === undefined)) return null;
  const filters = rest.map(decodeFilter).filter((filter) => filter !== null);
  if (kind === 'event' || kind === 'page') return { metric, kind, value: value ?? '', filters };
  return { metric, kind: 'any', value: '', filters };
}

/** A formula and its name: `B / A * 100;Bought, %`. */
export const encodeFormula = ({ formula, name }: Formula): string =>
  joinParts(name === '' ? [formula] : [formula, name]);

export function decodeFormula(text: string): Formula {
  const [formula = '', name = ''] = splitParts(text);
  return { formula, name };
}

export const isWholeSeries = ({ metric, kind, value }: Series): boolean =>
  (kind === 'any' || value.trim() !== '') && !/^(sum|mean):\s*$/.test(metric);

/** A series as the API takes it. */
export function askedSeries({ metric, kind, value, filters }: Series): Record<string, unknown> {
  return {
    metric,
    ...(kind === 'any' ? {} : { [kind]: value.trim() }),
    ...(filters.length > 0 ? { filters: askedFilters(filters) } : {}),
  };
}

/** Reads what the API keeps; null where the console has no words for it. */
export function readSeries(asked: Record<string, unknown>): Series | null {
  const { metric = 'events', event, page, filters, name, ...more } = asked;
  const both = event !== undefined && page !== undefined;
  if (Object.keys(more).length > 0 || both || name !== undefined) return null;
  if (typeof metric !== 'string' || !isSeriesMetric(metric)) return null;
  const value = event ?? page;
  return {
    metric,
    kind: event !== undefined ? 'event' : page !== undefined ? 'page' : 'any',
    value: typeof value === 'string' ? value : '',
    filters: readFilters(filters as readonly AskedFilter[] | undefined),
  };
}
