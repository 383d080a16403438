import { Service, inject } from '@angular/core';
import { Dialogs } from './dialogs';

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
  private readonly dialogs = inject(Dialogs);

  async ask(question: Question): Promise<boolean> {
    const load = () => import('./confirm-dialog').then((m) => m.ConfirmDialog);
    return (await this.dialogs.open<boolean>(load, { data: question, width: '440px' })) === true;
  }
}
