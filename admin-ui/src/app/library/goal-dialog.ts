import { Component, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { httpResource } from '@angular/common/http';
import { apiUrl } from '../api/api';
import type { Breakdown, Goal } from '../api/models';
import { CurrentProject } from '../projects/current-project';
import { Definitions } from '../question/definitions';
import { FilterList } from '../question/filter-list';
import type { FilterOffers } from '../question/filter-offers';
import { Button } from '../ui/button';
import { Field } from '../ui/form/field';
import { FormError } from '../ui/form/form-error';
import { sending } from '../ui/form/sending';
import { SayPipe } from '../ui/words/say-pipe';
import { type GoalValues, draftOfGoal, goalRules, valuesOfGoal } from './goal-form';

const OFFERED = 100;

/** A goal: an event or a page, and what reaching it is worth; closes with true when it was saved. */
@Component({
  selector: 'app-goal-dialog',
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
    SayPipe,
  ],
  templateUrl: './goal-dialog.html',
  styles: `
    .two {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
      gap: var(--space-3);
    }

    .label {
      margin-bottom: 6px;
      font-size: var(--text-s);
      font-weight: 550;
    }
  `,
})
export class GoalDialog {
  private readonly definitions = inject(Definitions);
  private readonly current = inject(CurrentProject);
  private readonly self = inject<MatDialogRef<unknown, boolean>>(MatDialogRef);
  protected readonly given = inject<{ readonly one: Goal | null }>(MAT_DIALOG_DATA);
  protected readonly offers: FilterOffers = { named: [], deeds: true, people: true };

  protected readonly form = form(signal(valuesOfGoal(this.given.one)), goalRules, {
    submission: sending(async (values: GoalValues) => {
      await this.definitions.save('goal', draftOfGoal(values), this.given.one?.id ?? null);
      this.self.close(true);
    }),
  });
  protected readonly page = computed(() => this.form.kind().value() === 'page');
  private readonly occurring = httpResource<Breakdown>(() => ({
    url: apiUrl`/analytics/${this.current.required().id}/breakdown`,
    params: {
      period: '30d',
      dimension: this.page() ? 'page' : 'event',
      limit: OFFERED,
      order_by: 'events',
    },
  }));
  protected readonly offered = computed(() =>
    this.occurring.hasValue() ? this.occurring.value().data.map(({ value }) => value) : [],
  );
}
