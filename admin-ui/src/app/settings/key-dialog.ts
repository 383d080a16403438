import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, maxLength, required, validate } from '@angular/forms/signals';
import { Button } from '../ui/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { ApiKey } from '../api/models';
import { Field } from '../ui/form/field';
import { keyKinds, kindChoices } from './key-kinds';
import { readOrigins } from './origins';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

export interface KeyDraft {
  readonly name: string;
  readonly kind: ApiKey['kind'];
  readonly allowed_origins: readonly string[];
}

/** Name, kind and origins of a key; the kind of a key that exists stays as it is. */
@Component({
  selector: 'app-key-dialog',
  imports: [
    SayPipe,
    Field,
    FormField,
    FormRoot,
    Button,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
  ],
  template: `
    <h2 matDialogTitle>{{ (key ? 'Edit key' : 'New key') | say }}</h2>
    <form [formRoot]="form">
      <mat-dialog-content>
        <div class="fields">
          <app-field label="Name" i18n-label [field]="form.name">
            <input
              autocomplete="off"
              placeholder="Website"
              i18n-placeholder
              [formField]="form.name"
            />
          </app-field>
          @if (!key) {
            <app-field label="Kind" i18n-label [hint]="kinds[form.kind().value()].hint">
              <select [formField]="form.kind">
                @for (choice of choices; track choice.kind) {
                  <option [value]="choice.kind">{{ choice.label }}</option>
                }
              </select>
            </app-field>
          }
          <app-field
            label="Allowed origins"
            i18n-label
            [optional]="true"
            hint="One a line, such as https://shop.example. Empty: any page may send."
            i18n-hint
            [field]="form.origins"
          >
            <textarea
              spellcheck="false"
              autocapitalize="off"
              placeholder="https://shop.example"
              i18n-placeholder
              [formField]="form.origins"
            ></textarea>
          </app-field>
        </div>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button appButton="text" type="button" matDialogClose i18n>Cancel</button>
        <button appButton="filled" type="submit">
          {{ (key ? 'Save' : 'Make the key') | say }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
})
export class KeyDialog {
  private readonly open = inject<MatDialogRef<unknown, KeyDraft>>(MatDialogRef);
  protected readonly key = inject<ApiKey | null>(MAT_DIALOG_DATA);

  protected readonly kinds = keyKinds;
  protected readonly choices = kindChoices;

  private readonly answers = signal({
    name: this.key?.name ?? '',
    kind: this.key?.kind ?? 'public',
    origins: this.key?.allowed_origins.join('\n') ?? '',
  });
  protected readonly form = form(
    this.answers,
    (path) => {
      required(path.name, { message: say('Name it after where it is used.') });
      maxLength(path.name, 200, { message: say('That is too long.') });
      validate(path.origins, ({ value }) => {
        const { wrong } = readOrigins(value());
        return wrong === null
          ? undefined
          : { kind: 'origin', message: say('«{0}» is not an origin.', wrong) };
      });
    },
    {
      submission: {
        action: async (tree) => {
          const { name, kind, origins } = tree().value();
          const allowed_origins = readOrigins(origins).origins;
          this.open.close({ name: name.trim(), kind, allowed_origins });
          return undefined;
        },
      },
    },
  );
}
