import { Component, computed, inject, input, viewChild } from '@angular/core';
import { Dialogs } from '../ui/dialogs';
import { FilterChips } from '../ui/filter-chips/filter-chips';
import type { Filter } from '../ui/filter-chips/filter';
import { Icon } from '../ui/icon';
import { RangePicker } from '../ui/range-picker/range-picker';
import { Asking } from './asking';
import { lookOf } from './dimension-look';
import { registerQuestionKeys } from './question-keys';
import { say } from '../ui/words/say';

/**
 * The sticky bar over every page that asks something: filters, range, and what the page adds itself
 * (`lead` at the left, everything else beside the range). The keys for it work on the whole page.
 */
@Component({
  selector: 'app-question-bar',
  imports: [FilterChips, Icon, RangePicker],
  template: `
    <div class="bar" role="toolbar" [attr.aria-label]="label()">
      <div class="inner">
        <ng-content select="[lead]" />
        <app-filter-chips
          [filters]="filters()"
          [nameOf]="nameOf"
          (edit)="editFilter($event)"
          (remove)="removeFilter($event)"
          (clear)="asking.ask({ filters: [] })"
        />
        <div class="controls">
          <button
            type="button"
            class="filter"
            title="Add a filter (N)"
            i18n-title
            (click)="editFilter(null)"
          >
            <app-icon name="filter" [size]="15" /><span i18n>Filter</span>
          </button>
          <ng-content />
          <app-range-picker
            [range]="asking.question().range"
            [zone]="asking.zone()"
            [now]="asking.now()"
            [weekStart]="asking.weekStart()"
            (pick)="asking.ask({ range: $event })"
          />
        </div>
      </div>
    </div>
  `,
  styleUrl: './question-bar.scss',
})
export class QuestionBar {
  private readonly dialogs = inject(Dialogs);
  protected readonly asking = inject(Asking);
  private readonly rangePicker = viewChild.required(RangePicker);
  readonly label = input(say('What this page shows'));

  protected readonly filters = computed(() => this.asking.question().filters);
  protected readonly nameOf = (filter: Filter, value: string) =>
    lookOf(filter.dimension, value).text;

  constructor() {
    registerQuestionKeys({
      pick: (preset) => this.asking.ask({ range: { kind: 'preset', preset } }),
      chooseDates: () => void this.rangePicker().chooseDates(),
      shift: (step) => this.rangePicker().shift(step),
      filter: () => void this.editFilter(null),
      clear: () => this.asking.ask({ filters: [] }),
    });
  }

  protected async editFilter(index: number | null): Promise<void> {
    const load = () => import('./filter-dialog').then((m) => m.FilterDialog);
    const filters = this.filters();
    const data = {
      filter: index === null ? null : (filters[index] ?? null),
      projectId: this.asking.projectId(),
      scope: this.asking.scope(),
      range: this.asking.body().range,
    };
    const filter = await this.dialogs.open<Filter>(load, { data, width: '520px' });
    if (!filter) return;
    const next = index === null ? [...filters, filter] : filters.with(index, filter);
    this.asking.ask({ filters: next });
  }

  protected removeFilter(index: number): void {
    this.asking.ask({ filters: this.filters().toSpliced(index, 1) });
  }
}
