import { Component, inject } from '@angular/core';
import { Icon } from './icon';
import { Toasts } from './toast';

/** Where the notices appear; announced politely to screen readers. */
@Component({
  selector: 'app-toast-host',
  imports: [Icon],
  host: { role: 'status', 'aria-live': 'polite' },
  template: `
    @for (toast of toasts.shown(); track toast.id) {
      <div class="toast" [class.bad]="toast.tone === 'bad'">
        <app-icon [name]="toast.tone === 'bad' ? 'alert' : 'check'" [size]="16" />
        <span>{{ toast.text }}</span>
        <button
          type="button"
          aria-label="Close this notice"
          i18n-aria-label
          (click)="toasts.close(toast.id)"
        >
          <app-icon name="x" [size]="14" />
        </button>
      </div>
    }
  `,
  styles: `
    :host {
      position: fixed;
      inset: auto var(--space-4) var(--space-4);
      z-index: 1100;
      display: grid;
      justify-items: center;
      gap: var(--space-2);
      pointer-events: none;
    }

    .toast {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      max-width: 480px;
      padding: var(--space-2) var(--space-2) var(--space-2) var(--space-3);
      border-radius: var(--radius);
      background: var(--mat-sys-inverse-surface);
      color: var(--mat-sys-inverse-on-surface);
      box-shadow: var(--shadow-high);
      pointer-events: auto;
      animation: rise 160ms ease-out;
    }

    .bad app-icon:first-child {
      color: light-dark(#ff8087, #c0303a);
    }

    button {
      display: grid;
      place-items: center;
      width: 28px;
      height: 28px;
      border: 0;
      border-radius: var(--radius-s);
      background: none;
      color: inherit;
      cursor: pointer;
    }

    @keyframes rise {
      from {
        opacity: 0;
        translate: 0 8px;
      }
    }
  `,
})
export class ToastHost {
  protected readonly toasts = inject(Toasts);
}
