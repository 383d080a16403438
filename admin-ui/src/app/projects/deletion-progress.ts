import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, input, output, untracked } from '@angular/core';
import { Button } from '../ui/button';
import { apiUrl } from '../api/api';
import type { Deletion } from '../api/models';
import { sentenceOf } from '../api/problem';
import { Icon } from '../ui/icon';
import { exact } from '../ui/numbers/number-format';
import { ProgressBar } from '../ui/progress-bar';
import { CurrentProject } from './current-project';
import { say } from '../ui/words/say';

const ASK_AGAIN_MS = 1_000;

/** How far the removal of a deleted project's events is, until it is over. */
@Component({
  selector: 'app-deletion-progress',
  imports: [Button, Icon, ProgressBar],
  host: { role: 'status' },
  template: `
    <div class="words">
      <p>{{ text() }}</p>
      <app-progress-bar name="Removed so far" i18n-name [value]="share()" />
    </div>
    <button
      appButton="icon"
      type="button"
      aria-label="Close this notice"
      i18n-aria-label
      (click)="closed.emit()"
    >
      <app-icon name="x" [size]="16" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: var(--space-3);
      margin-bottom: var(--space-4);
      padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
      border: 1px solid var(--line);
      border-radius: var(--radius-l);
      background: var(--surface);
    }

    .words {
      flex: 1;
      min-width: 0;
    }

    app-progress-bar {
      margin-top: 6px;
    }
  `,
})
export class DeletionProgress {
  private readonly current = inject(CurrentProject);
  readonly projectId = input.required<string>();
  readonly closed = output<void>();

  private readonly answer = httpResource<Deletion>(
    () => apiUrl`/projects/${this.projectId()}/deletion`,
  );
  private readonly known = computed(() => (this.answer.hasValue() ? this.answer.value() : null));
  protected readonly share = computed(() => this.known()?.progress ?? 0);

  protected readonly text = computed(() => {
    const error = this.answer.error();
    if (error) return sentenceOf(error);
    const known = this.known();
    const rows = exact(known?.rows_removed ?? 0, 'count');
    if (known?.status === 'done')
      return say('The project is deleted; {0} rows were removed.', rows);
    return say('The project is gone; its data is being removed: {0} rows so far.', rows);
  });

  constructor() {
    effect((onCleanup) => {
      if (this.known()?.status === 'done') return;
      const timer = setInterval(() => this.answer.reload(), ASK_AGAIN_MS);
      onCleanup(() => clearInterval(timer));
    });
    effect(() => {
      if (this.known()?.status === 'done') untracked(() => this.current.reload());
    });
  }
}
