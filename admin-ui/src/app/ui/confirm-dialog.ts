import { Component, computed, inject, signal } from '@angular/core';
import { Button } from './button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import type { Question } from './confirm';

@Component({
  selector: 'app-confirm-dialog',
  imports: [Button, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 matDialogTitle>{{ question.title }}</h2>
    <mat-dialog-content>
      <p>{{ question.text }}</p>
      @if (question.typed; as word) {
        <label>
          <span
            ><ng-container i18n>Type</ng-container>&ngsp;<strong>{{ word }}</strong>
            <ng-container i18n>to go on</ng-container></span
          >
          <input
            autocomplete="off"
            spellcheck="false"
            [value]="typed()"
            (input)="typed.set($any($event.target).value)"
          />
        </label>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button appButton="text" type="button" [matDialogClose]="false" i18n>Cancel</button>
      <button
        appButton="filled"
        type="button"
        class="danger"
        [disabled]="!ready()"
        [matDialogClose]="true"
      >
        {{ question.action }}
      </button>
    </mat-dialog-actions>
  `,
  styles: `
    p {
      color: var(--ink-soft);
    }

    label {
      display: grid;
      gap: 6px;
      margin-top: var(--space-4);
      color: var(--ink);
      font-size: var(--text-s);
    }
  `,
})
export class ConfirmDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
  protected readonly typed = signal('');
  protected readonly ready = computed(
    () => !this.question.typed || this.typed().trim() === this.question.typed,
  );
}
