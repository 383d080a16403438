import { Component, input, output } from '@angular/core';
import { Icon } from '../icon';
import { SayPipe } from '../words/say-pipe';

/** A filter in words: what it is about, and the value that stands out. */
export interface Chip {
  readonly what: string;
  readonly value: string | null;
}

/** The filters in force as words; a click edits one, × takes it away. */
@Component({
  selector: 'app-filter-chips',
  imports: [SayPipe, Icon],
  template: `
    @for (chip of chips(); track $index) {
      <span class="chip">
        <button
          type="button"
          class="words"
          (click)="edit.emit($index)"
          title="Change this filter"
          i18n-title
        >
          <span class="soft">{{ chip.what }}</span>
          @if (chip.value) {
            <b class="cut">{{ chip.value }}</b>
          }
        </button>
        <button
          type="button"
          class="remove"
          [attr.aria-label]="'Remove filter: {0}' | say: sentence(chip)"
          (click)="remove.emit($index)"
        >
          <app-icon name="x" [size]="13" />
        </button>
      </span>
    }
    @if (clearable() && chips().length > 1) {
      <button type="button" class="clear" (click)="clear.emit()" i18n>Clear all</button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      min-width: 0;
    }

    .chip {
      display: inline-flex;
      min-width: 0;
      max-width: 100%;
      height: 30px;
      border: 1px solid var(--accent-line);
      border-radius: 99px;
      background: var(--accent-soft);
      font-size: var(--text-s);
    }

    button {
      border: 0;
      border-radius: 99px;
      background: none;
      color: var(--ink);
      font: inherit;
      font-size: var(--text-s);
      cursor: pointer;
    }

    .words {
      display: inline-flex;
      align-items: center;
      gap: 5px;
      min-width: 0;
      padding: 0 2px 0 12px;
      white-space: nowrap;
    }

    b {
      max-width: 240px;
      font-weight: 600;
    }

    .remove {
      display: grid;
      place-items: center;
      width: 28px;
      color: var(--ink-soft);
    }

    button:hover {
      color: var(--accent);
    }

    .clear {
      padding: 0 var(--space-2);
      color: var(--ink-soft);
    }
  `,
})
export class FilterChips {
  readonly chips = input.required<readonly Chip[]>();
  /** Offers to take all of them away at once. */
  readonly clearable = input(true);
  readonly edit = output<number>();
  readonly remove = output<number>();
  readonly clear = output<void>();

  protected sentence({ what, value }: Chip): string {
    return value ? `${what} ${value}` : what;
  }
}
