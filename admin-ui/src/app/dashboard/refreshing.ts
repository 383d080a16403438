import { DestroyRef, Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { LiveNow } from '../api/models';
import { LiveSocket } from '../api/live-socket';
import { reachesNow } from '../ui/range-picker/range';
import { Asking } from '../question/asking';

/** New events move the numbers at most this often, the rows of the panels less often. */
const NUMBERS_MS = 4_000;
const ROWS_MS = 12_000;
const CLOCK_MS = 15_000;
const LOOK_MS = 20_000;

/** Tells when numbers on the screen are worth asking again, because something happened. */
@Service({ autoProvided: false })
export class Refreshing {
  private readonly asking = inject(Asking);
  private readonly api = inject(Api);
  private readonly socket = inject(LiveSocket);
  private readonly count = signal<number | null>(null);
  private dirty = { numbers: false, rows: false };
  private last = { numbers: 0, rows: 0 };

  /** People here now; null until the line says so. */
  readonly online = this.count.asReadonly();
  readonly behind = this.socket.behind;
  readonly numbers = signal(0);
  readonly rows = signal(0);

  private readonly current = computed(() =>
    reachesNow(this.asking.question().range, this.asking.now(), this.asking.zone()),
  );

  constructor() {
    effect((onCleanup) => {
      const project = this.asking.projectId();
      untracked(() => this.count.set(null));
      if (this.asking.shared()) {
        const timer = setInterval(() => void this.look(project), LOOK_MS);
        void this.look(project);
        onCleanup(() => clearInterval(timer));
        return;
      }
      const watch = this.socket.watch(project, {
        online: (count) => this.count.set(count),
        events: () => this.changed(),
        resumed: () => this.changed(),
      });
      onCleanup(() => watch.stop());
    });
    // A new question starts fresh.
    effect(() => {
      this.asking.scope();
      untracked(() => (this.dirty = { numbers: false, rows: false }));
    });
    const timer = setInterval(() => this.refresh(Date.now()), 1_000);
    const clock = setInterval(() => this.asking.tick(Date.now()), CLOCK_MS);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      clearInterval(clock);
    });
  }

  /** Nothing is pushed through a public link; it looks again now and then. */
  private async look(project: string): Promise<void> {
    if (document.hidden) return;
    try {
      const now = await this.api.get<LiveNow>(apiUrl`/analytics/${project}/live`);
      if (project === this.asking.projectId()) this.count.set(now.online);
      this.changed();
    } catch {
      // The panels say what is wrong; the count stays as it was.
    }
  }

  private changed(): void {
    if (this.current()) this.dirty = { numbers: true, rows: true };
  }

  // A hidden page asks nothing; it catches up when it is looked at again.
  private refresh(now: number): void {
    if (document.hidden) return;
    for (const [part, every] of [
      ['numbers', NUMBERS_MS],
      ['rows', ROWS_MS],
    ] as const) {
      if (!this.dirty[part] || now - this.last[part] < every) continue;
      this.dirty[part] = false;
      this.last[part] = now;
      this[part].update((count) => count + 1);
    }
  }
}
