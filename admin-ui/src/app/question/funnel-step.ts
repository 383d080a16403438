import type { Filter } from '../ui/filter-chips/filter';
import { decodeFilter, encodeFilter } from '../ui/filter-chips/filter-address';
import { joinParts, splitParts } from './address-parts';
import { type AskedFilter, askedFilters, readFilters } from './asked-filters';
import { askedStep, decodeStep, encodeStep, type Step } from './step';

/** A step of a funnel: what somebody does, under which filters of its own. */
export interface FunnelStep extends Step {
  readonly filters: readonly Filter[];
}

/** The step as a readable part of the address: `event:signup;is,country,DE`. */
export function encodeFunnelStep({ filters, ...step }: FunnelStep): string {
  return joinParts([encodeStep(step), ...filters.map(encodeFilter)]);
}

/** Reads what `encodeFunnelStep` wrote; null for anything a person made up. */
export function decodeFunnelStep(text: string): FunnelStep | null {
  const [what = '', ...rest] = splitParts(text);
  const step = decodeStep(what);
  const filters = rest.map(decodeFilter).filter((filter) => filter !== null);
  return step && { ...step, filters };
}

/** The step as the API takes it. */
export function askedFunnelStep({ filters, ...step }: FunnelStep): Record<string, unknown> {
  return {
    ...askedStep(step),
    ...(filters.length > 0 ? { filters: askedFilters(filters) } : {}),
  };
}

/** Reads what the API keeps; null where the console has no words for it. */
export function readFunnelStep(asked: Record<string, unknown>): FunnelStep | null {
  const { event, page, filters, ...more } = asked;
  if (Object.keys(more).length > 0 || (event !== undefined && page !== undefined)) return null;
  const value = event ?? page;
  if (typeof value !== 'string') return null;
  return {
    kind: event === undefined ? 'page' : 'event',
    value,
    filters: readFilters(filters as readonly AskedFilter[] | undefined),
  };
}
