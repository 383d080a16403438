import { Component, computed, inject } from '@angular/core';
import { Brand } from '../shell/brand';
import { EmptyState } from '../ui/empty-state';
import { exact } from '../ui/numbers/number-format';
import { SayPipe } from '../ui/words/say-pipe';
import { Resuming } from './resuming';

/** Stands in for every page while the server asks the starting console to come back later. */
@Component({
  selector: 'app-waiting',
  imports: [Brand, EmptyState, SayPipe],
  template: `
    <main>
      <app-brand />
      <app-empty-state
        role="status"
        icon="clock"
        heading="One moment, please"
        i18n-heading
        text="The server has asked us to wait. You stay signed in, and this page opens by itself."
        i18n-text
      />
      <p aria-hidden="true">
        @if (left(); as time) {
          {{ 'Next try in {0}' | say: time }}
        } @else {
          {{ 'Trying …' | say }}
        }
      </p>
    </main>
  `,
  styles: `
    main {
      display: grid;
      align-content: center;
      justify-items: center;
      min-height: 80dvh;
      padding: var(--space-5) var(--space-4);
      text-align: center;
    }

    p {
      min-height: 1.5em;
      color: var(--ink-soft);
      font-size: var(--text-s);
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class Waiting {
  private readonly resuming = inject(Resuming);
  protected readonly left = computed(() => {
    const seconds = this.resuming.secondsLeft();
    return seconds ? exact(seconds, 'seconds') : null;
  });
}
