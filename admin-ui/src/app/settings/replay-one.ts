import { Component, computed, inject, input, output } from '@angular/core';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { SayPipe } from '../ui/words/say-pipe';
import { Replays } from './replays';

/** The button that tries one event again, and how that went. */
@Component({
  selector: 'app-replay-one',
  imports: [Button, Icon, SayPipe],
  template: `
    <button
      appButton="outlined"
      type="button"
      [disabled]="state() === 'working' || state() === 'done'"
      (click)="replay()"
    >
      <span class="with-icon"
        ><app-icon [name]="state() === 'done' ? 'check' : 'rotate'" [size]="16" />{{
          (state() === 'working'
            ? 'Trying …'
            : state() === 'done'
              ? 'Back in the queue'
              : 'Try this one again'
          ) | say
        }}</span
      >
    </button>
    <p role="status" [class.bad]="state() === 'failed'">
      @switch (state()) {
        @case ('done') {
          <ng-container i18n>If it still fails, it comes back here.</ng-container>
        }
        @case ('failed') {
          {{ 'It was not put back: {0}' | say: why() }}
        }
      }
    </p>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2) var(--space-3);
      margin-bottom: var(--space-4);
      font-size: var(--text-s);
    }

    p {
      color: var(--ink-soft);
    }

    .bad {
      color: var(--bad);
    }
  `,
})
export class ReplayOne {
  private readonly replays = inject(Replays);
  readonly projectId = input.required<string>();
  readonly entry = input.required<string>();
  readonly replayed = output<void>();

  private readonly attempt = computed(() => this.replays.of(this.entry()));
  protected readonly state = computed(() => this.attempt()?.state ?? null);
  protected readonly why = computed(() => {
    const attempt = this.attempt();
    return attempt?.state === 'failed' ? attempt.why : '';
  });

  protected async replay(): Promise<void> {
    if (await this.replays.replay(this.projectId(), this.entry())) this.replayed.emit();
  }
}
