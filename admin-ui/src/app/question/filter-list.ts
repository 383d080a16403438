import { Component, computed, effect, inject, input, model, untracked } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { CurrentProject } from '../projects/current-project';
import { Button } from '../ui/button';
import { Dialogs } from '../ui/dialogs';
import type { Filter } from '../ui/filter-chips/filter';
import { FilterChips } from '../ui/filter-chips/filter-chips';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toast';
import { Definitions } from './definitions';
import { editFilter } from './edit-filter';
import { everything, type FilterOffers } from './filter-offers';
import { chipOf } from './filter-words';

/** Values are offered from the last month. */
const PERIOD = '30d';

/** Filters as a field of a form: chips, and a button that adds one. */
@Component({
  selector: 'app-filter-list',
  imports: [Button, FilterChips, Icon],
  template: `
    @if (value().length > 0) {
      <app-filter-chips
        [chips]="chips()"
        [clearable]="false"
        (edit)="edit($event)"
        (remove)="value.set(value().toSpliced($event, 1))"
      />
    }
    <button appButton="outlined" class="add" type="button" (click)="edit(null)">
      <app-icon name="plus" [size]="14" /><span>{{ add() }}</span>
    </button>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-2);
      justify-items: start;
      min-width: 0;
    }

    app-filter-chips {
      max-width: 100%;
    }

    .add {
      min-height: 32px;
      padding-inline: 10px;
      font-size: var(--text-s);
    }
  `,
})
export class FilterList implements FormValueControl<readonly Filter[]> {
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly definitions = inject(Definitions);
  private readonly current = inject(CurrentProject);
  readonly value = model<readonly Filter[]>([]);
  /** The words on the button that adds one. */
  readonly add = input.required<string>();
  readonly offers = input<FilterOffers>(everything);

  protected readonly chips = computed(() =>
    this.value().map((filter) => chipOf(filter, this.definitions.nameOf)),
  );

  constructor() {
    effect(() => {
      const kinds = this.value().flatMap((filter) => ('named' in filter ? [filter.named] : []));
      if (kinds.length > 0) untracked(() => this.definitions.need(...kinds));
    });
  }

  protected async edit(index: number | null): Promise<void> {
    const filters = this.value();
    const filter = await editFilter(this.dialogs, this.toasts, {
      filter: index === null ? null : (filters[index] ?? null),
      projectId: this.current.required().id,
      scope: { period: PERIOD },
      range: { period: PERIOD },
      offers: this.offers(),
    });
    if (!filter) return;
    this.value.set(index === null ? [...filters, filter] : filters.with(index, filter));
  }
}
