import { httpResource } from '@angular/common/http';
import { Service, computed, inject } from '@angular/core';
import { apiUrl } from '../api/api';
import type { Breakdown } from '../api/models';
import { Asking } from '../question/asking';

const OFFERED = 60;

/** The events and pages that occur in the range, for whoever picks a step. */
@Service({ autoProvided: false })
export class Occurring {
  private readonly asking = inject(Asking);
  private readonly eventsRequest = this.request('event');
  private readonly pagesRequest = this.request('page');

  /** Most frequent first. */
  readonly events = computed(() => valuesOf(this.eventsRequest));
  readonly pages = computed(() => valuesOf(this.pagesRequest));

  private request(dimension: 'event' | 'page') {
    return httpResource<Breakdown>(() => ({
      url: apiUrl`/analytics/${this.asking.projectId()}/breakdown`,
      params: {
        ...this.asking.scope(),
        dimension,
        limit: OFFERED,
        order_by: dimension === 'event' ? 'events' : 'visitors',
      },
    }));
  }
}

function valuesOf(request: ReturnType<typeof httpResource<Breakdown>>): readonly string[] {
  return request.hasValue() ? request.value().data.map(({ value }) => value) : [];
}
