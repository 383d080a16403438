import { Component, computed, effect, inject, input, untracked, viewChild } from '@angular/core';
import { Dialogs } from '../ui/dialogs';
import { FilterChips } from '../ui/filter-chips/filter-chips';
import { Icon } from '../ui/icon';
import { RangePicker } from '../ui/range-picker/range-picker';
import { Toasts } from '../ui/toast';
import { Asking } from './asking';
import { Definitions } from './definitions';
import { editFilter } from './edit-filter';
import { everything, sharedOffers } from './filter-offers';
import { chipOf } from './filter-words';
import { registerQuestionKeys } from './question-keys';
import { SegmentMenu } from './segment-menu';
import { say } from '../ui/words/say';

/**
 * The sticky bar over every page that asks something: filters, range, and what the page adds itself
 * (`lead` at the left, everything else beside the range). The keys for it work on the whole page.
 */
@Component({
  selector: 'app-question-bar',
  imports: [FilterChips, Icon, RangePicker, SegmentMenu],
  template: `
    <div class="bar" role="toolbar" [attr.aria-label]="label()">
      <div class="inner">
        <ng-content select="[lead]" />
        <app-filter-chips
          [chips]="chips()"
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
          @if (!asking.shared()) {
            <app-segment-menu />
          }
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
  private readonly toasts = inject(Toasts);
  private readonly definitions = inject(Definitions);
  protected readonly asking = inject(Asking);
  private readonly rangePicker = viewChild.required(RangePicker);
  readonly label = input(say('What this page shows'));

  protected readonly filters = computed(() => this.asking.question().filters);
  protected readonly chips = computed(() =>
    this.filters().map((filter) => chipOf(filter, this.definitions.nameOf)),
  );

  constructor() {
    // A name in the address is an id; what it is called has to be asked.
    effect(() => {
      const kinds = this.filters().flatMap((filter) => ('named' in filter ? [filter.named] : []));
      if (kinds.length > 0) untracked(() => this.definitions.need(...kinds));
    });
    registerQuestionKeys({
      pick: (preset) => this.asking.ask({ range: { kind: 'preset', preset } }),
      chooseDates: () => void this.rangePicker().chooseDates(),
      shift: (step) => this.rangePicker().shift(step),
      filter: () => void this.editFilter(null),
      clear: () => this.asking.ask({ filters: [] }),
    });
  }

  protected async editFilter(index: number | null): Promise<void> {
    const filters = this.filters();
    const filter = await editFilter(this.dialogs, this.toasts, {
      filter: index === null ? null : (filters[index] ?? null),
      projectId: this.asking.projectId(),
      scope: this.asking.scope(),
      range: this.asking.body().range,
      offers: this.asking.shared() ? sharedOffers : everything,
    });
    if (!filter) return;
    const next = index === null ? [...filters, filter] : filters.with(index, filter);
    this.asking.ask({ filters: next });
  }

  protected removeFilter(index: number): void {
    this.asking.ask({ filters: this.filters().toSpliced(index, 1) });
  }
}
