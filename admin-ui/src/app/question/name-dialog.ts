import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, maxLength, required } from '@angular/forms/signals';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { Button } from '../ui/button';
import { Field } from '../ui/form/field';
import { FormError } from '../ui/form/form-error';
import { sending } from '../ui/form/sending';
import { say } from '../ui/words/say';

export interface NameData {
  readonly title: string;
  readonly name: string;
  readonly hint?: string;
  /** Keeps it; what it throws stands beside the name. */
  readonly save: (name: string) => Promise<void>;
}

/** Asks how something is to be called, and keeps it under that name; closes with true. */
@Component({
  selector: 'app-name-dialog',
  imports: [
    Button,
    Field,
    FormError,
    FormField,
    FormRoot,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
  ],
  template: `
    <h2 matDialogTitle>{{ given.title }}</h2>
    <form [formRoot]="form">
      <mat-dialog-content>
        <div class="fields">
          <app-form-error [form]="form" />
          <app-field label="Name" i18n-label [hint]="given.hint ?? ''" [field]="form.name">
            <input autocomplete="off" cdkFocusInitial [formField]="form.name" />
          </app-field>
        </div>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button appButton="text" type="button" matDialogClose i18n>Cancel</button>
        <button appButton="filled" type="submit" [disabled]="form().submitting()" i18n>Save</button>
      </mat-dialog-actions>
    </form>
  `,
})
export class NameDialog {
  protected readonly given = inject<NameData>(MAT_DIALOG_DATA);
  private readonly self = inject<MatDialogRef<unknown, boolean>>(MatDialogRef);
  protected readonly form = form(
    signal({ name: this.given.name }),
    (path) => {
      required(path.name, { message: say('It needs a name.') });
      maxLength(path.name, 200, { message: say('That is too long.') });
    },
    {
      submission: sending(async ({ name }: { name: string }) => {
        await this.given.save(name.trim());
        this.self.close(true);
      }),
    },
  );
}
