import { Component, input } from '@angular/core';
import { CopyButton } from '../ui/copy-button';
import { Icon } from '../ui/icon';

/** A key in full, the one time it can be seen. */
@Component({
  selector: 'app-issued-key',
  imports: [CopyButton, Icon],
  template: `
    <div class="key">
      <code>{{ key() }}</code>
      <app-copy-button [text]="key()" what="the key" i18n-what />
    </div>
    <p>
      <app-icon name="info" [size]="16" />
      <ng-container i18n
        >Copy it now. Only a fingerprint of it is stored, so it cannot be shown again.</ng-container
      >&ngsp;
    </p>
  `,
  styles: `
    .key {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-3);
      padding: var(--space-2) var(--space-2) var(--space-2) var(--space-3);
      border: 1px solid var(--accent-line);
      border-radius: var(--radius);
      background: var(--accent-soft);
    }

    code {
      min-width: 0;
      overflow-wrap: anywhere;
      font-weight: 500;
    }

    p {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      margin-top: var(--space-2);
      color: var(--ink-soft);
      font-size: var(--text-s);
    }
  `,
})
export class IssuedKey {
  readonly key = input.required<string>();
}
