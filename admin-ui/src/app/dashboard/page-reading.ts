import { httpResource } from '@angular/common/http';
import { type Signal, computed } from '@angular/core';
import { apiUrl } from '../api/api';
import type { QueryAnswer } from '../api/models';
import { steady } from '../ui/steady';

/** How a page was read: percent scrolled through, engaged seconds; null where nothing is known. */
export interface PageReading {
  readonly scrollDepth: number | null;
  readonly engagedTime: number | null;
}

interface Scope {
  readonly range: object;
  readonly filters?: readonly object[];
}

/** The most values that one filter takes. */
export const MOST_PAGES = 200;

/** Asks how these pages were read, at most two hundred. */
export function readingQuestion({ range, filters = [] }: Scope, pages: readonly string[]) {
  return {
    range,
    filters: [...filters, { dimension: 'page', operator: 'is', values: pages }],
    metrics: ['scroll_depth', 'engaged_time_per_page'],
    dimensions: ['page'],
    limit: MOST_PAGES,
  };
}

/** The answer by page. */
export function readReading({ rows }: Pick<QueryAnswer, 'rows'>): ReadonlyMap<string, PageReading> {
  return new Map(
    rows.map(({ dimensions, metrics }) => [
      dimensions['page'] ?? '',
      {
        scrollDepth: metrics['scroll_depth'] ?? null,
        engagedTime: metrics['engaged_time_per_page'] ?? null,
      },
    ]),
  );
}

/** How the pages in sight were read; empty until it is known. Call it in an injection context. */
export function readingOf(
  projectId: () => string,
  scope: () => Scope,
  pages: () => readonly string[],
): Signal<ReadonlyMap<string, PageReading>> {
  const request = httpResource<QueryAnswer>(() =>
    pages().length === 0
      ? undefined
      : {
          url: apiUrl`/analytics/${projectId()}/query`,
          method: 'POST',
          body: readingQuestion(scope(), pages()),
        },
  );
  const { value } = steady(request, projectId);
  return computed(() => readReading(value() ?? { rows: [] }));
}
