import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, maxLength, required, validate } from '@angular/forms/signals';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { Cohort, Segment } from '../api/models';
import { askedFilters, readFilters } from '../question/asked-filters';
import { Definitions } from '../question/definitions';
import { FilterList } from '../question/filter-list';
import type { FilterOffers } from '../question/filter-offers';
import { Button } from '../ui/button';
import type { Filter } from '../ui/filter-chips/filter';
import { Field } from '../ui/form/field';
import { FormError } from '../ui/form/form-error';
import { sending } from '../ui/form/sending';
import { isPreset, type Preset, presets } from '../ui/range-picker/range';
import { say } from '../ui/words/say';

interface FiltersData {
  readonly kind: 'segment' | 'cohort';
  readonly one: Segment | Cohort | null;
}

interface FiltersValues {
  name: string;
  filters: readonly Filter[];
  period: Preset;
}

const titles = {
  segment: { make: say('New segment'), edit: say('Edit the segment') },
  cohort: { make: say('New cohort'), edit: say('Edit the cohort') },
};
const offers: Record<FiltersData['kind'], FilterOffers> = {
  segment: { named: ['cohort', 'goal'], deeds: true, people: true },
  cohort: { named: ['goal'], deeds: true, people: true },
};

/** A segment or a cohort: its name and its filters; closes with true when it was saved. */
@Component({
  selector: 'app-filters-dialog',
  imports: [
    Button,
    Field,
    FilterList,
    FormError,
    FormField,
    FormRoot,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
  ],
  template: `
    <h2 matDialogTitle>{{ title }}</h2>
    <form [formRoot]="form">
      <mat-dialog-content>
        <div class="fields">
          <app-form-error [form]="form" />
          <app-field label="Name" i18n-label [field]="form.name">
            <input autocomplete="off" [formField]="form.name" />
          </app-field>
          <div class="filters">
            <p class="label">{{ about }}</p>
            <app-filter-list
              [add]="add"
              [offers]="offers"
              [value]="form.filters().value()"
              (valueChange)="form.filters().value.set($event)"
            />
            @if (form.filters().touched() && form.filters().errors()[0]; as wrong) {
              <p class="wrong" role="alert">{{ wrong.message }}</p>
            }
          </div>
          @if (given.kind === 'cohort') {
            <app-field
              label="When"
              i18n-label
              hint="Whoever was so at least once in this time belongs to it."
              i18n-hint
            >
              <select [formField]="form.period">
                @for (entry of periods; track entry.preset) {
                  <option [value]="entry.preset">{{ entry.label }}</option>
                }
              </select>
            </app-field>
          }
        </div>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button appButton="text" type="button" matDialogClose i18n>Cancel</button>
        <button appButton="filled" type="submit" [disabled]="form().submitting()" i18n>Save</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    .label {
      margin-bottom: 6px;
      font-size: var(--text-s);
      font-weight: 550;
    }

    .wrong {
      margin-top: 5px;
      color: var(--bad);
      font-size: var(--text-xs);
      font-weight: 500;
    }
  `,
})
export class FiltersDialog {
  private readonly definitions = inject(Definitions);
  private readonly self = inject<MatDialogRef<unknown, boolean>>(MatDialogRef);
  protected readonly given = inject<FiltersData>(MAT_DIALOG_DATA);

  protected readonly offers = offers[this.given.kind];
  protected readonly title = titles[this.given.kind][this.given.one ? 'edit' : 'make'];
  protected readonly about =
    this.given.kind === 'cohort' ? say('What people did or are') : say('Filters, all must hold');
  protected readonly add = say('Add a condition');
  protected readonly periods = [...presets].reverse();
  protected readonly form = form(
    signal<FiltersValues>({
      name: this.given.one?.name ?? '',
      filters: readFilters(this.given.one?.filters),
      period: periodOf(this.given.one),
    }),
    (path) => {
      required(path.name, { message: say('It needs a name.') });
      maxLength(path.name, 200, { message: say('That is too long.') });
      validate(path.filters, ({ value }) =>
        value().length > 0
          ? undefined
          : { kind: 'none', message: say('Without a condition it would be everybody.') },
      );
    },
    {
      submission: sending(async ({ name, filters, period }: FiltersValues) => {
        const { kind, one } = this.given;
        const draft = { name: name.trim(), filters: askedFilters(filters) };
        if (kind === 'segment') await this.definitions.save('segment', draft, one?.id ?? null);
        else {
          const range = kept(one, period) ?? { period };
          await this.definitions.save('cohort', { ...draft, range }, one?.id ?? null);
        }
        this.self.close(true);
      }),
    },
  );
}

const periodOf = (one: Segment | Cohort | null): Preset => {
  const period = one && 'range' in one ? one.range?.period : undefined;
  return isPreset(period) ? period : 'all';
};

// Dates that the API was given have no words in the list; they stay until another period is chosen.
function kept(one: Segment | Cohort | null, period: string): Cohort['range'] | null {
  const range = one && 'range' in one ? one.range : undefined;
  return range && range.period === undefined && period === 'all' ? range : null;
}
