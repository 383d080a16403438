import { Component, input } from '@angular/core';

/** The title of a page, a line under it, and its actions at the right. */
@Component({
  selector: 'app-page-header',
  template: `
    <div class="words">
      <h1>{{ heading() }}</h1>
      @if (text()) {
        <p>{{ text() }}</p>
      }
    </div>
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-3) var(--space-4);
      margin-bottom: var(--space-5);
    }

    .words {
      min-width: 0;
    }

    h1 {
      overflow-wrap: anywhere;
    }

    p {
      max-width: 64ch;
      margin-top: var(--space-1);
      color: var(--ink-soft);
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
  `,
})
export class PageHeader {
  readonly heading = input.required<string>();
  readonly text = input('');
}
