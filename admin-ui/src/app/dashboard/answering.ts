import { httpResource } from '@angular/common/http';
import { Service, effect, inject, untracked } from '@angular/core';
import { apiUrl } from '../api/api';
import type { Interval } from '../ui/range-picker/range';
import { intervalsFor } from '../ui/range-picker/range';
import { steady } from '../ui/steady';
import type { Overview, Timeseries } from '../api/models';
import { Asking } from '../question/asking';
import { Refreshing } from './refreshing';

/** The numbers and the line of the question; a superseded request is cancelled. */
@Service({ autoProvided: false })
export class Answering {
  private readonly asking = inject(Asking);
  private readonly refreshing = inject(Refreshing);

  private readonly overviewRequest = httpResource<Overview>(() => ({
    url: apiUrl`/analytics/${this.asking.projectId()}/overview`,
    params: { ...this.asking.scope(), ...this.asking.comparison() },
  }));
  private readonly seriesRequest = httpResource<Timeseries>(() => {
    const interval = this.interval();
    return {
      url: apiUrl`/analytics/${this.asking.projectId()}/timeseries`,
      params: {
        ...this.asking.scope(),
        ...this.asking.comparison(),
        ...(interval ? { interval } : {}),
      },
    };
  });

  /** A step that makes no readable chart of the range is left to the server to choose. */
  private interval(): Interval | null {
    const { range, interval } = this.asking.question();
    const fitting = intervalsFor(range, this.asking.now(), this.asking.zone());
    return interval && fitting.includes(interval) ? interval : null;
  }

  readonly overview = steady(this.overviewRequest, this.asking.projectId);
  readonly series = steady(this.seriesRequest, this.asking.projectId);

  constructor() {
    effect(() => {
      if (this.refreshing.numbers() > 0) untracked(() => this.again());
    });
  }

  again(): void {
    this.overviewRequest.reload();
    this.seriesRequest.reload();
  }
}
