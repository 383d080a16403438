import { Component, input } from '@angular/core';

/**
 * A surface with an optional heading; `[cardActions]` sits at the right of it. A card that holds
 * a table or rows of its own sets `flush`.
 */
@Component({
  selector: 'app-card',
  host: { '[class.flush]': 'flush()', '[class.danger]': 'danger()' },
  template: `
    @if (heading()) {
      <header>
        <div>
          <h2>{{ heading() }}</h2>
          @if (hint()) {
            <p>{{ hint() }}</p>
          }
        </div>
        <ng-content select="[cardActions]" />
      </header>
    }
    <div class="body"><ng-content /></div>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
      border: 1px solid var(--line);
      border-radius: var(--radius-l);
      background: var(--surface);
      box-shadow: var(--shadow);
    }

    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-2) var(--space-4);
      padding: var(--space-4) var(--space-4) 0;
    }

    header > div {
      min-width: 0;
      max-width: 62ch;
    }

    p {
      margin-top: 2px;
      color: var(--ink-soft);
      font-size: var(--text-s);
    }

    .body {
      padding: var(--space-4);
    }

    :host(.flush) .body {
      padding: 0;
    }

    :host(.flush) header {
      padding-bottom: var(--space-3);
    }

    :host(.danger) {
      border-color: color-mix(in srgb, var(--bad) 45%, var(--line));
    }
  `,
})
export class Card {
  readonly heading = input('');
  readonly hint = input('');
  readonly flush = input(false);
  readonly danger = input(false);
}
