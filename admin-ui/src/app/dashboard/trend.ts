import { Component, computed, inject } from '@angular/core';
import { TimeLine } from '../ui/charts/time-line';
import type { Point } from '../ui/charts/series';
import { ErrorState } from '../ui/error-state';
import { Skeleton } from '../ui/skeleton';
import { zoom } from '../ui/range-picker/range';
import { plusDays, plusHours } from '../ui/range-picker/zone-time';
import { Answering } from './answering';
import type { Bucket } from '../api/models';
import { Asking } from '../question/asking';
import { describeMetric } from '../question/metric';

/** The chosen metric over time. */
@Component({
  selector: 'app-trend',
  imports: [ErrorState, Skeleton, TimeLine],
  template: `
    @if (answering.series.value(); as series) {
      <app-time-line
        [class.stale]="answering.series.stale()"
        [name]="metric().label"
        [unit]="metric().unit"
        [meaning]="metric().meaning"
        [interval]="series.interval"
        [points]="points()"
        [previous]="previous()"
        [zoomed]="asking.zoomed()"
        (stretch)="open($event)"
        (back)="asking.zoomBack()"
      />
    } @else if (answering.series.error(); as error) {
      <app-error-state class="place" [error]="error" (retry)="answering.again()" />
    } @else {
      <app-skeleton height="var(--plot-height)" />
    }
  `,
  styles: `
    :host {
      display: block;
      padding: var(--space-3) var(--space-4) var(--space-3);
      --plot-height: clamp(220px, 30vh, 340px);
    }

    .place {
      min-height: var(--plot-height);
    }
  `,
})
export class Trend {
  protected readonly asking = inject(Asking);
  protected readonly answering = inject(Answering);
  protected readonly metric = computed(() => describeMetric(this.asking.question().metric));

  protected readonly points = computed(() => [
    ...(this.answering.series.value()?.data ?? []).map((bucket) => this.point(bucket)),
    ...this.restOfDay(),
  ]);
  protected readonly previous = computed(() => {
    const before = this.answering.series.value()?.previous?.data;
    return before ? before.map((bucket) => this.point(bucket)) : null;
  });

  protected open({ first, last }: { first: string; last: string }): void {
    const interval = this.answering.series.value()?.interval;
    if (!interval) return;
    const range = zoom(first, last, interval, this.asking.now(), this.asking.zone());
    if (range) this.asking.zoom(range);
  }

  /** The hours to come keep their place on the axis, so that a day always has its full width. */
  private restOfDay(): Point[] {
    const series = this.answering.series.value();
    const last = series?.data.at(-1);
    if (!last?.partial || series?.interval !== 'hour' || this.endsNow()) return [];
    const end = plusDays(last.label.slice(0, 10), 1);
    const rest: Point[] = [];
    for (let at = plusHours(last.label, 1); at < end; at = plusHours(at, 1)) {
      rest.push({ label: at, value: null, partial: false });
    }
    return rest;
  }

  private endsNow(): boolean {
    const { range } = this.asking.question();
    return range.kind === 'preset' && range.preset === '24h';
  }

  // What has not begun yet is no zero: the line ends at the present.
  private point(bucket: Bucket): Point {
    const begun = Date.parse(bucket.timestamp) <= Date.now();
    return {
      label: bucket.label,
      value: begun ? this.metric().bucket(bucket) : null,
      partial: bucket.partial,
    };
  }
}
