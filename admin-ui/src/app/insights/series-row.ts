import { Component, computed, input, output } from '@angular/core';
import { FilterList } from '../question/filter-list';
import { isSeriesMetric, type Series, seriesCounts } from '../question/series';
import type { Filter } from '../ui/filter-chips/filter';
import { Icon } from '../ui/icon';
import { say } from '../ui/words/say';
import { SayPipe } from '../ui/words/say-pipe';
import { metricWords } from './metric-words';
import { StepPicker } from './step-picker';

/** One series of a trend: what is counted, of what, under which filters. */
@Component({
  selector: 'app-series-row',
  imports: [FilterList, Icon, SayPipe, StepPicker],
  template: `
    <div class="head">
      <span class="letter" aria-hidden="true">{{ letter() }}</span>
      <select
        [attr.aria-label]="'Metric of {0}' | say: letter()"
        (change)="setMetric($any($event.target).value)"
      >
        @for (one of counts; track one) {
          <option [value]="one" [selected]="one === series().metric">{{ words[one] }}</option>
        }
        <option value="sum:" [selected]="aggregate() === 'sum'" i18n>Sum of a property</option>
        <option value="mean:" [selected]="aggregate() === 'mean'" i18n>Mean of a property</option>
      </select>
      @if (removable()) {
        <button
          type="button"
          class="less"
          [attr.aria-label]="'Remove series {0}' | say: letter()"
          (click)="remove.emit()"
        >
          <app-icon name="x" [size]="14" />
        </button>
      }
    </div>
    @if (aggregate()) {
      <input
        type="text"
        autocomplete="off"
        spellcheck="false"
        placeholder="amount"
        [attr.aria-label]="'Property of {0}' | say: letter()"
        [value]="property()"
        (change)="setProperty($any($event.target).value)"
      />
    }
    <app-step-picker
      [label]="'What {0} counts' | say: letter()"
      [optional]="true"
      [none]="everything"
      [step]="step()"
      (pick)="pick.emit({ kind: $event.kind, value: $event.value })"
    />
    <app-filter-list
      add="Only when …"
      i18n-add
      [value]="series().filters"
      (valueChange)="setFilters($event)"
    />
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
      min-width: 0;
    }

    .head {
      display: flex;
      align-items: center;
      gap: 6px;
    }

    .letter {
      display: grid;
      flex: none;
      place-items: center;
      width: 22px;
      height: 22px;
      border-radius: 50%;
      background: var(--accent-soft);
      color: var(--accent);
      font-size: var(--text-xs);
      font-weight: 650;
    }

    .less {
      display: grid;
      flex: none;
      place-items: center;
      width: 28px;
      height: 28px;
      border: 0;
      border-radius: var(--radius-s);
      background: none;
      color: var(--ink-soft);
      cursor: pointer;
    }

    .less:hover {
      background: var(--hover);
    }
  `,
})
export class SeriesRow {
  readonly series = input.required<Series>();
  readonly letter = input.required<string>();
  readonly removable = input(false);
  readonly pick = output<Partial<Series>>();
  readonly remove = output<void>();

  protected readonly counts = seriesCounts;
  protected readonly words = metricWords;
  protected readonly everything = say('Everything');
  protected readonly step = computed(() => {
    const { kind, value } = this.series();
    return kind === 'any' ? null : { kind, value };
  });
  protected readonly aggregate = computed(
    () => /^(sum|mean):/.exec(this.series().metric)?.[1] ?? null,
  );
  protected readonly property = computed(() =>
    this.series()
      .metric.replace(/^(sum|mean):/, '')
      .trim(),
  );

  protected setMetric(metric: string): void {
    // A property that has no name yet is a blank.
    if (metric.endsWith(':')) this.change(`${metric}${this.aggregate() ? this.property() : ''} `);
    else this.change(metric);
  }

  protected setProperty(name: string): void {
    this.change(`${this.aggregate() ?? 'sum'}:${name.trim() || ' '}`);
  }

  protected setFilters(filters: readonly Filter[]): void {
    this.pick.emit({ filters });
  }

  private change(metric: string): void {
    const kept = metric.replace(/(?<=:.+) $/, '');
    if (isSeriesMetric(kept)) this.pick.emit({ metric: kept });
  }
}
