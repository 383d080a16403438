import { Component, computed, effect, inject, input, linkedSignal, output } from '@angular/core';
import { LiveSocket } from '../api/live-socket';
import type { Removal } from '../api/models';
import { exact } from '../ui/numbers/number-format';
import { ProgressBar } from '../ui/progress-bar';
import { say } from '../ui/words/say';
import { Removals } from './removals';

/** Asked as well, in case a message was lost or the work ended before anybody listened. */
const ASK_MS = 5_000;

/** How far a removal is, pushed while it goes on; says when it is over. */
@Component({
  selector: 'app-removal-progress',
  imports: [ProgressBar],
  host: { role: 'status' },
  template: `
    <p>{{ words() }}</p>
    @if (now().error; as error) {
      <p class="soft" i18n>The last attempt ended, and is repeated: {{ error }}</p>
    }
    <app-progress-bar name="Removed so far" i18n-name [value]="share()" />
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
    }
  `,
})
export class RemovalProgress {
  private readonly socket = inject(LiveSocket);
  private readonly removals = inject(Removals);
  readonly projectId = input.required<string>();
  readonly removal = input.required<Removal>();
  readonly finished = output<void>();

  /** The removal as it was handed over, and what was heard of it since. */
  protected readonly now = linkedSignal(() => this.removal());
  private readonly over = computed(() => this.now().status === 'done');
  protected readonly share = computed(() => {
    const { status, total, progress } = this.now();
    if (status === 'done') return 1;
    return total === null ? null : progress;
  });
  protected readonly words = computed(() => {
    const { status, total, removed } = this.now();
    const gone = exact(removed, 'count');
    if (status === 'done') return say('Done: {0} removed.', gone);
    if (total === null) return say('Looking for what is to go …');
    return say('{0} of {1} removed', gone, exact(total, 'count'));
  });

  constructor() {
    effect((onCleanup) => {
      const id = this.removal().id;
      if (this.over()) return;
      const watch = this.socket.watch(this.projectId(), {
        progress: (message) => {
          if (message.id !== id) return;
          const { status, done, total } = message;
          const progress = total > 0 ? Math.min(1, done / total) : 0;
          this.now.update((known) => ({ ...known, status, removed: done, total, progress }));
        },
        resumed: () => void this.ask(),
      });
      const timer = setInterval(() => void this.ask(), ASK_MS);
      onCleanup(() => {
        watch.stop();
        clearInterval(timer);
      });
    });
    effect(() => {
      if (this.over()) this.finished.emit();
    });
  }

  // A silent server is spoken of by the whole page; the next time will do.
  private async ask(): Promise<void> {
    const { id } = this.removal();
    const found = await this.removals.find(this.projectId(), id).catch(() => null);
    if (found?.id === id) this.now.set(found);
  }
}
