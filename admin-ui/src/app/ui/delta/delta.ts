import { Component, computed, input } from '@angular/core';
import { Icon } from '../icon';
import type { Meaning } from './change';
import { changeBetween, changeLabel } from './change';

const spoken = { up: 'up', down: 'down', same: 'unchanged' } as const;

/** The change against before, coloured by its meaning, never by its sign alone; an arrow says the sign. */
@Component({
  selector: 'app-delta',
  imports: [Icon],
  template: `
    @if (change(); as change) {
      <span class="delta" [class]="change.tone">
        @if (change.direction !== 'same') {
          <app-icon [name]="change.direction === 'up' ? 'arrow-up' : 'arrow-down'" [size]="11" />
        }
        <span class="unseen">{{ words() }}</span>
        {{ label() }}
      </span>
    }
  `,
  styles: `
    .delta {
      display: inline-flex;
      align-items: center;
      gap: 2px;
      padding: 0 6px;
      border-radius: 99px;
      background: var(--surface-sunken);
      color: var(--ink-soft);
      font-size: var(--text-xs);
      font-weight: 550;
      line-height: 20px;
      white-space: nowrap;
    }

    .good {
      background: var(--good-soft);
      color: var(--good);
    }

    .bad {
      background: var(--bad-soft);
      color: var(--bad);
    }
  `,
})
export class Delta {
  readonly before = input<number | null | undefined>(null);
  readonly now = input<number | null | undefined>(null);
  readonly meaning = input<Meaning>('more-is-better');

  protected readonly change = computed(() =>
    changeBetween(this.before(), this.now(), this.meaning()),
  );
  protected readonly words = computed(() => spoken[this.change()?.direction ?? 'same']);
  protected readonly label = computed(() => {
    const change = this.change();
    return change ? changeLabel(change) : '';
  });
}
