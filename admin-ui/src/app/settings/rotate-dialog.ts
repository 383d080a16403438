import { Component, inject, signal } from '@angular/core';
import { Button } from '../ui/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { ApiKey } from '../api/models';
import { Field } from '../ui/form/field';
import { say } from '../ui/words/say';

/** How long the old key goes on working beside the new one; answers with hours. */
@Component({
  selector: 'app-rotate-dialog',
  imports: [Field, Button, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 matDialogTitle i18n>Rotate «{{ key.name }}»</h2>
    <mat-dialog-content>
      <div class="fields">
        <p i18n>
          A new key is made. The old one goes on working for a while, so that nothing is lost.
        </p>
        <app-field label="The old key works for" i18n-label>
          <select (change)="hours.set(+$any($event.target).value)">
            @for (choice of choices; track choice.hours) {
              <option [value]="choice.hours" [selected]="choice.hours === hours()">
                {{ choice.label }}
              </option>
            }
          </select>
        </app-field>
      </div>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button appButton="text" type="button" matDialogClose i18n>Cancel</button>
      <button appButton="filled" type="button" [matDialogClose]="hours()" i18n>
        Make a new key
      </button>
    </mat-dialog-actions>
  `,
})
export class RotateDialog {
  protected readonly key = inject<ApiKey>(MAT_DIALOG_DATA);
  protected readonly hours = signal(24);
  protected readonly choices = [
    { hours: 0, label: say('No longer, end it now') },
    { hours: 1, label: say('One hour') },
    { hours: 24, label: say('One day') },
    { hours: 168, label: say('One week') },
  ];
}
