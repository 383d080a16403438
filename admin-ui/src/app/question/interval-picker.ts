import { Component, input, output } from '@angular/core';
import type { Interval } from '../ui/range-picker/range';
import { say } from '../ui/words/say';

const labels: Record<Interval, string> = {
  hour: say('Hours'),
  day: say('Days'),
  week: say('Weeks'),
  month: say('Months'),
};

/** Picks the steps of the chart among those that make it readable. */
@Component({
  selector: 'app-interval-picker',
  template: `
    <div
      role="group"
      aria-label="Steps of the chart"
      i18n-aria-label
      title="Next step width (I)"
      i18n-title
    >
      @for (one of intervals(); track one) {
        <button type="button" [attr.aria-pressed]="one === interval()" (click)="pick.emit(one)">
          {{ labels[one] }}
        </button>
      }
    </div>
  `,
  styles: `
    div {
      display: flex;
      min-height: 28px;
    }

    button {
      height: 28px;
      padding: 0 9px;
      border: 0;
      border-radius: var(--radius-s);
      background: none;
      color: var(--ink-soft);
      font: inherit;
      font-size: var(--text-s);
      cursor: pointer;
    }

    button:hover {
      background: var(--hover);
    }

    [aria-pressed='true'] {
      color: var(--accent);
      font-weight: 600;
    }
  `,
})
export class IntervalPicker {
  readonly interval = input.required<Interval | null>();
  readonly intervals = input.required<readonly Interval[]>();
  readonly pick = output<Interval>();
  protected readonly labels = labels;
}
