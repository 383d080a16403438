import { Component, computed, inject } from '@angular/core';
import { Button } from './button';
import {
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { Shortcuts } from './shortcuts';

const SHOWN: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** Every key that works on the page that is open. */
@Component({
  selector: 'app-shortcuts-dialog',
  imports: [Button, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 matDialogTitle i18n>Keyboard shortcuts</h2>
    <mat-dialog-content>
      @for (group of groups(); track group.name) {
        <section>
          <h3>{{ group.name }}</h3>
          <dl>
            @for (shortcut of group.shortcuts; track shortcut.keys) {
              <div>
                <dt>{{ shortcut.label }}</dt>
                <dd>
                  @for (key of shortcut.shown; track $index) {
                    <kbd>{{ key }}</kbd>
                  }
                </dd>
              </div>
            }
          </dl>
        </section>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button appButton="text" type="button" matDialogClose i18n>Close</button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
      align-items: start;
      gap: 0 var(--space-6);
    }

    section {
      margin-bottom: var(--space-4);
    }

    h3 {
      margin-bottom: var(--space-1);
      color: var(--ink-soft);
      font-size: var(--text-xs);
    }

    dl > div {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-3);
      padding: 5px 0;
      color: var(--ink);
    }

    dd {
      display: flex;
      gap: 3px;
    }
  `,
})
export class ShortcutsDialog {
  private readonly shortcuts = inject(Shortcuts);

  protected readonly groups = computed(() => {
    const names = [...new Set(this.shortcuts.all().map(({ group }) => group))];
    return names.map((name) => ({
      name,
      shortcuts: this.shortcuts
        .all()
        .filter(({ group }) => group === name)
        .map(({ keys, label }) => ({ keys, label, shown: keys.split(' ').map(shown) })),
    }));
  });
}

function shown(key: string): string {
  return SHOWN[key] ?? key.toUpperCase();
}
