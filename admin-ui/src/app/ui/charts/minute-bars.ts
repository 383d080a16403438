import { Component, computed, inject, input, signal } from '@angular/core';
import type { ChartConfiguration } from 'chart.js';
import { BaseChartDirective } from 'ng2-charts';
import { chartParts } from './chart-parts';
import { ChartTheme } from './chart-theme';
import { exact } from '../numbers/number-format';
import { say } from '../words/say';

/** The last minutes as bars, the running one at the right end and paler. */
@Component({
  selector: 'app-minute-bars',
  imports: [BaseChartDirective],
  providers: [chartParts],
  template: `
    <div
      class="plot"
      role="img"
      tabindex="0"
      [attr.aria-label]="summary()"
      (pointermove)="point($event)"
      (pointerleave)="active.set(null)"
      (blur)="active.set(null)"
      (keydown.arrowLeft)="step(-1); $event.preventDefault(); $event.stopPropagation()"
      (keydown.arrowRight)="step(1); $event.preventDefault(); $event.stopPropagation()"
    >
      <canvas
        baseChart
        type="bar"
        [data]="data()"
        [options]="options()"
        aria-hidden="true"
      ></canvas>
    </div>
    <p class="foot" aria-live="polite">
      @if (active() === null) {
        <span i18n>{{ minutes().length }} minutes ago</span><span i18n>now</span>
      } @else {
        <span class="read">{{ reading() }}</span>
      }
    </p>
  `,
  styles: `
    :host {
      display: block;
    }

    .plot {
      position: relative;
      height: var(--bars-height, 96px);
    }

    canvas {
      position: absolute;
      inset: 0;
    }

    .foot {
      display: flex;
      justify-content: space-between;
      min-height: 20px;
      margin-top: var(--space-1);
      color: var(--ink-faint);
      font-size: var(--text-xs);
    }

    .read {
      margin-inline: auto;
      color: var(--ink);
    }
  `,
})
export class MinuteBars {
  /** Visitors per minute, oldest first. */
  readonly minutes = input.required<readonly number[]>();
  private readonly theme = inject(ChartTheme);
  protected readonly active = signal<number | null>(null);

  protected readonly data = computed<ChartConfiguration<'bar'>['data']>(() => {
    const { line, fill } = this.theme.colours();
    const minutes = this.minutes();
    const last = minutes.length - 1;
    const active = this.active();
    return {
      labels: minutes.map((_, index) => index),
      datasets: [
        {
          data: [...minutes],
          backgroundColor: minutes.map((_, index) =>
            index === last || (active !== null && index !== active) ? fill : line,
          ),
          borderColor: line,
          borderWidth: minutes.map((_, index) => (index === last ? 1 : 0)),
          borderRadius: 2,
          borderSkipped: 'bottom',
          minBarLength: 2,
          barPercentage: 1,
          categoryPercentage: 0.78,
        },
      ],
    };
  });

  protected readonly options = computed<ChartConfiguration<'bar'>['options']>(() => ({
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    events: [],
    scales: { x: { display: false }, y: { display: false, beginAtZero: true, suggestedMax: 4 } },
  }));

  protected readonly summary = computed(() =>
    say('Visitors per minute, oldest first: {0}', this.minutes().join(', ')),
  );

  protected readonly reading = computed(() => {
    const index = this.active() ?? 0;
    const ago = this.minutes().length - 1 - index;
    const visitors = this.minutes()[index] ?? 0;
    const people = say(visitors === 1 ? '{0} visitor' : '{0} visitors', exact(visitors, 'count'));
    return ago === 0
      ? say('{0} in this minute so far', people)
      : say('{0}, {1} min ago', people, ago);
  });

  protected point(event: PointerEvent): void {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const count = this.minutes().length;
    const index = Math.floor(((event.clientX - box.left) / box.width) * count);
    this.active.set(Math.max(0, Math.min(count - 1, index)));
  }

  protected step(by: -1 | 1): void {
    const last = this.minutes().length - 1;
    this.active.update((at) => (at === null ? last : Math.max(0, Math.min(last, at + by))));
  }
}
