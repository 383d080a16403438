import { Component, computed, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { Icon } from '../icon';

/** What the server said about the form as a whole. */
@Component({
  selector: 'app-form-error',
  imports: [Icon],
  host: { role: 'alert' },
  template: `
    @if (text()) {
      <p>
        <app-icon name="alert" [size]="16" /><span>{{ text() }}</span>
      </p>
    }
  `,
  styles: `
    /* Without a message it takes no place, and no gap, in its form. */
    :host {
      display: contents;
    }

    p {
      display: flex;
      gap: var(--space-2);
      padding: var(--space-2) var(--space-3);
      border-radius: var(--radius);
      background: var(--bad-soft);
      color: var(--bad);
      font-size: var(--text-s);
      font-weight: 500;
    }
  `,
})
export class FormError {
  readonly form = input.required<FieldTree<unknown>>();
  protected readonly text = computed(() => this.form()().errors()[0]?.message ?? '');
}
