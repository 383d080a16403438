import { Component, computed, input, output } from '@angular/core';
import { Button } from './button';
import { problemOf } from '../api/problem';
import { Icon } from './icon';

/** Why a card has no answer, and a button that asks again. */
@Component({
  selector: 'app-error-state',
  imports: [Icon, Button],
  host: { role: 'alert' },
  template: `
    <app-icon name="alert" [size]="22" />
    <div class="words">
      <p class="title">{{ problem().title }}</p>
      @if (problem().detail) {
        <p class="soft">{{ problem().detail }}</p>
      }
    </div>
    <button appButton="outlined" type="button" (click)="retry.emit()" i18n>Try again</button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: center;
      gap: var(--space-3) var(--space-4);
      padding: var(--space-5) var(--space-4);
    }

    app-icon {
      color: var(--bad);
    }

    .words {
      max-width: 52ch;
    }

    .title {
      font-weight: 600;
    }
  `,
})
export class ErrorState {
  readonly error = input.required<unknown>();
  readonly retry = output<void>();
  protected readonly problem = computed(() => problemOf(this.error()));
}
