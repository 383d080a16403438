import { Injector, Service, type Type, inject } from '@angular/core';
import type { MatDialogConfig } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { Shortcuts } from './shortcuts';

/** Opens dialogs; the code of a dialog, and that of dialogs at all, is fetched when one is opened. */
@Service()
export class Dialogs {
  private readonly injector = inject(Injector);
  private readonly shortcuts = inject(Shortcuts);

  /** Resolves with what the dialog was closed with, or undefined when it was dismissed or aborted. */
  async open<Result>(
    load: () => Promise<Type<unknown>>,
    config: MatDialogConfig = {},
    until?: AbortSignal,
  ): Promise<Result | undefined> {
    // From the key that opens it on: what is typed meanwhile is for the dialog, not for the page behind.
    const resume = this.shortcuts.pause();
    try {
      const [{ MatDialog }, dialog] = await Promise.all([
        import('@angular/material/dialog'),
        load(),
      ]);
      if (until?.aborted) return undefined;
      const open = this.injector.get(MatDialog).open<unknown, unknown, Result>(dialog, {
        maxWidth: '94vw',
        // The focus is inside as soon as anything is seen, not when the dialog has faded in.
        delayFocusTrap: false,
        ...config,
      });
      until?.addEventListener('abort', () => open.close());
      return await firstValueFrom(open.afterClosed());
    } finally {
      resume();
    }
  }
}
