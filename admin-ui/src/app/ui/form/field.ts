import { Component, ElementRef, computed, effect, inject, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';

let count = 0;

/** A control with its label above and its hint or error below, tied together for screen readers. */
@Component({
  selector: 'app-field',
  template: `
    <label [for]="id">
      <span>{{ label() }}</span>
      @if (optional()) {
        <span class="faint" i18n>&ngsp;optional</span>
      }
    </label>
    <ng-content />
    @if (complaint(); as text) {
      <p class="error" [id]="id + '-note'" role="alert">{{ text }}</p>
    } @else if (hint()) {
      <p class="hint" [id]="id + '-note'">{{ hint() }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }

    label {
      display: flex;
      justify-content: space-between;
      gap: var(--space-2);
      margin-bottom: 6px;
      font-size: var(--text-s);
      font-weight: 550;
    }

    label .faint {
      font-weight: 400;
    }

    p {
      margin-top: 5px;
      font-size: var(--text-xs);
      line-height: 1.4;
    }

    .hint {
      color: var(--ink-faint);
    }

    .error {
      color: var(--bad);
      font-weight: 500;
    }
  `,
})
export class Field {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly optional = input(false);
  readonly field = input<FieldTree<unknown>>();
  protected readonly id = `field-${++count}`;

  protected readonly complaint = computed(() => {
    const state = this.field()?.();
    return state?.touched() ? (state.errors()[0]?.message ?? '') : '';
  });

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    effect(() => {
      const wrong = this.complaint() !== '';
      const noted = wrong || this.hint() !== '';
      // The control is projected, possibly inside another component, so it is found after drawing.
      queueMicrotask(() => {
        const control = host.querySelector('input, select, textarea');
        control?.setAttribute('id', this.id);
        control?.setAttribute('aria-invalid', String(wrong));
        if (noted) control?.setAttribute('aria-describedby', `${this.id}-note`);
        else control?.removeAttribute('aria-describedby');
      });
    });
  }
}
