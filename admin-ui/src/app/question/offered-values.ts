import { httpResource } from '@angular/common/http';
import { type Signal, computed } from '@angular/core';
import { apiUrl } from '../api/api';
import type { Breakdown, QueryAnswer } from '../api/models';
import type { FilterDimension } from '../ui/filter-chips/filter';
import { isProperty } from '../ui/filter-chips/filter';
import { steady } from '../ui/steady';
import { storedAsCode } from './dimension-look';

/** There are fewer countries than this. */
const CODES = 300;
const SUGGESTIONS = 8;

export interface Offered {
  readonly value: string;
  readonly visitors: number;
}

export interface Wanted {
  readonly projectId: string;
  readonly dimension: FilterDimension;
  readonly search: string;
  /** Parameters and body of the range, without filters: those would hide what one may want to widen to. */
  readonly range: Record<string, string>;
  readonly body: object;
}

/**
 * The values of a dimension that occur, most visitors first. Properties are asked by the general
 * question. Values stored as codes come all, to be searched by their names here.
 */
export function offeredValues(wanted: () => Wanted | null): {
  readonly values: Signal<readonly Offered[]>;
  readonly error: Signal<unknown>;
} {
  const breakdown = httpResource<Breakdown>(() => {
    const asked = wanted();
    if (asked === null || isProperty(asked.dimension)) return undefined;
    const codes = storedAsCode(asked.dimension);
    return {
      url: apiUrl`/analytics/${asked.projectId}/breakdown`,
      params: {
        ...asked.range,
        dimension: asked.dimension,
        limit: codes ? CODES : SUGGESTIONS,
        ...(!codes && asked.search ? { search: asked.search } : {}),
      },
    };
  });
  const query = httpResource<QueryAnswer>(() => {
    const asked = wanted();
    if (asked === null || !isProperty(asked.dimension)) return undefined;
    const { dimension, search } = asked;
    const found = { dimension, operator: 'contains', values: [search] };
    const set = { dimension, operator: 'is_set', values: [] };
    return {
      url: apiUrl`/analytics/${asked.projectId}/query`,
      method: 'POST',
      body: {
        ...asked.body,
        metrics: ['visitors'],
        dimensions: [dimension],
        filters: [search ? found : set],
        limit: SUGGESTIONS,
      },
    };
  });
  const subject = () => `${wanted()?.projectId} ${wanted()?.dimension}`;
  const [ofVisits, ofEvents] = [steady(breakdown, subject), steady(query, subject)];
  return {
    values: computed(() => {
      const dimension = wanted()?.dimension ?? '';
      if (!isProperty(dimension)) return ofVisits.value()?.data ?? [];
      return (ofEvents.value()?.rows ?? []).map(({ dimensions, metrics }) => ({
        value: dimensions[dimension] ?? '',
        visitors: metrics['visitors'] ?? 0,
      }));
    }),
    error: computed(() => ofVisits.error() ?? ofEvents.error()),
  };
}
