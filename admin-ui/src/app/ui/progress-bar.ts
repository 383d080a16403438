import { Component, input } from '@angular/core';

/** How far something is, from 0 to 1; without a value nobody knows yet. */
@Component({
  selector: 'app-progress-bar',
  template: `<progress [attr.aria-label]="name()" max="1" [attr.value]="value()"></progress>`,
  styles: `
    :host {
      display: block;
    }

    progress {
      display: block;
      width: 100%;
      height: 6px;
      border: 0;
      border-radius: 3px;
      background: var(--row-bar);
      appearance: none;
    }

    progress::-webkit-progress-bar {
      border-radius: 3px;
      background: var(--row-bar);
    }

    progress::-webkit-progress-value {
      border-radius: 3px;
      background: var(--accent);
      transition: width 300ms;
    }

    progress::-moz-progress-bar {
      border-radius: 3px;
      background: var(--accent);
    }
  `,
})
export class ProgressBar {
  readonly name = input.required<string>();
  readonly value = input<number | null>(null);
}
