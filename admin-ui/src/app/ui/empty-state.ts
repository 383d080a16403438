import { Component, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icon-paths';

/** Nothing here yet, and what to do about it: the content is the way on (a button, a snippet). */
@Component({
  selector: 'app-empty-state',
  imports: [Icon],
  template: `
    <span class="mark"><app-icon [name]="icon()" [size]="22" /></span>
    <p class="title">{{ heading() }}</p>
    @if (text()) {
      <p class="text">{{ text() }}</p>
    }
    <div class="way"><ng-content /></div>
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      align-content: center;
      padding: var(--space-6) var(--space-4);
      text-align: center;
    }

    .mark {
      display: grid;
      place-items: center;
      width: 44px;
      height: 44px;
      margin-bottom: var(--space-3);
      border-radius: 50%;
      background: var(--accent-soft);
      color: var(--accent);
    }

    .title {
      font-size: var(--text-l);
      font-weight: 600;
    }

    .text {
      max-width: 46ch;
      margin-top: var(--space-1);
      color: var(--ink-soft);
    }

    .way:not(:empty) {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: var(--space-2);
      max-width: 100%;
      margin-top: var(--space-4);
    }
  `,
})
export class EmptyState {
  readonly icon = input<IconName>('pulse');
  readonly heading = input.required<string>();
  readonly text = input('');
}
