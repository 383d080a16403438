import { Component, computed, inject, linkedSignal, output, signal } from '@angular/core';
import type { RemovalPreview } from '../../api/models';
import { sentenceOf } from '../../api/problem';
import { CurrentProject } from '../../projects/current-project';
import { Removals } from '../../projects/removals';
import { Asking } from '../../question/asking';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Confirm } from '../../ui/confirm';
import { exact } from '../../ui/numbers/number-format';
import { fullMomentOf } from '../../ui/time/moment';
import { Toasts } from '../../ui/toast';
import { SayPipe } from '../../ui/words/say-pipe';
import { say } from '../../ui/words/say';

/** Removes the events asked about, after showing how many they are. */
@Component({
  selector: 'app-delete-events',
  imports: [Button, Card, SayPipe],
  template: `
    <app-card
      heading="Delete events"
      i18n-heading
      hint="For what should never have been sent: a test site, an address in a property."
      i18n-hint
      [danger]="true"
    >
      @if (preview(); as found) {
        <p class="found" role="status">{{ words() }}</p>
        <div class="actions">
          @if (found.events > 0) {
            <button
              appButton="filled"
              class="danger"
              type="button"
              [disabled]="busy()"
              (click)="remove(found)"
            >
              {{ 'Delete {0} events' | say: count(found.events) }}
            </button>
          }
          <button appButton="text" type="button" (click)="preview.set(null)" i18n>Leave it</button>
        </div>
      } @else {
        <button appButton="outlined" type="button" [disabled]="busy()" (click)="look()">
          {{ (busy() ? 'Counting …' : 'See what would go') | say }}
        </button>
      }
    </app-card>
  `,
  styles: `
    .found {
      margin-bottom: var(--space-3);
      max-width: 64ch;
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
  `,
})
export class DeleteEvents {
  private readonly asking = inject(Asking);
  private readonly confirm = inject(Confirm);
  private readonly current = inject(CurrentProject);
  private readonly removals = inject(Removals);
  private readonly toasts = inject(Toasts);
  /** A removal was asked for. */
  readonly requested = output<void>();

  protected readonly busy = signal(false);
  /** What would go; another question makes it a thing of the past. */
  protected readonly preview = linkedSignal<unknown, RemovalPreview | null>({
    source: this.asking.body,
    computation: () => null,
  });
  protected readonly words = computed(() => {
    const found = this.preview();
    if (!found?.first_event || !found.last_event) return say('No event is meant by this.');
    const zone = this.asking.zone();
    return say(
      '{0} events of {1} visits and {2} users, from {3} to {4}.',
      this.count(found.events),
      this.count(found.visits),
      this.count(found.people),
      fullMomentOf(found.first_event, zone),
      fullMomentOf(found.last_event, zone),
    );
  });
  protected readonly count = (value: number) => exact(value, 'count');

  protected async look(): Promise<void> {
    const asked = this.asking.body();
    await this.doing(async () => {
      const found = await this.removals.preview(this.asking.projectId(), asked);
      if (asked === this.asking.body()) this.preview.set(found);
    });
  }

  protected async remove({ events }: RemovalPreview): Promise<void> {
    const asked = this.asking.body();
    const sure = await this.confirm.ask({
      title: say('Delete {0} events?', this.count(events)),
      text: say('They are gone for good, and every number is counted anew without them.'),
      action: say('Delete events'),
      typed: this.current.required().name,
    });
    if (!sure) return;
    await this.doing(async () => {
      await this.removals.request(this.asking.projectId(), asked);
      this.preview.set(null);
      this.requested.emit();
    });
  }

  private async doing(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    try {
      await work();
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
    this.busy.set(false);
  }
}
