import { Service, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** The verb on the button: «Delete project», never «OK». */
  readonly action: string;
  /** A word that must be typed first, for what cannot be undone. */
  readonly typed?: string;
}

/** Asks before something that cannot be undone. */
@Service()
export class Confirm {
  private readonly dialog = inject(MatDialog);

  async ask(question: Question): Promise<boolean> {
    const { ConfirmDialog } = await import('./confirm-dialog');
    const open = this.dialog.open<InstanceType<typeof ConfirmDialog>, Question, boolean>(
      ConfirmDialog,
      { data: question, width: '440px', maxWidth: '94vw' },
    );
    return (await firstValueFrom(open.afterClosed())) === true;
  }
}
