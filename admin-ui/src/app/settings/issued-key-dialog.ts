import { Component, inject } from '@angular/core';
import { Button } from '../ui/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { IssuedKey } from '../projects/issued-key';

interface Issued {
  readonly title: string;
  readonly key: string;
  readonly secret: boolean;
}

@Component({
  selector: 'app-issued-key-dialog',
  imports: [IssuedKey, Button, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 matDialogTitle>{{ issued.title }}</h2>
    <mat-dialog-content>
      <app-issued-key [key]="issued.key" />
      @if (issued.secret) {
        <p class="soft" i18n>
          It is secret: keep it on your servers, out of pages and repositories.
        </p>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button appButton="filled" type="button" matDialogClose i18n>I have kept it</button>
    </mat-dialog-actions>
  `,
})
export class IssuedKeyDialog {
  protected readonly issued = inject<Issued>(MAT_DIALOG_DATA);
}
