import { Component, input, output } from '@angular/core';
import { Icon } from '../icon';
import type { Filter } from './filter';
import { dimensionLabel, needsValues, operators } from './filter';
import { SayPipe } from '../words/say-pipe';

/** The filters in force as words; a click edits one, × takes it away. */
@Component({
  selector: 'app-filter-chips',
  imports: [SayPipe, Icon],
  template: `
    @for (filter of filters(); track $index) {
      <span class="chip">
        <button
          type="button"
          class="words"
          (click)="edit.emit($index)"
          title="Change this filter"
          i18n-title
        >
          <span class="soft">{{ label(filter.dimension) }} {{ operators[filter.operator] }}</span>
          @if (filter.values.length > 0) {
            <b class="cut">{{ valueWords(filter) }}</b>
          }
        </button>
        <button
          type="button"
          class="remove"
          [attr.aria-label]="'Remove filter: {0}' | say: sentence(filter)"
          (click)="remove.emit($index)"
        >
          <app-icon name="x" [size]="13" />
        </button>
      </span>
    }
    @if (filters().length > 1) {
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
  readonly filters = input.required<readonly Filter[]>();
  /** How a value reads: `DE` as Germany. */
  readonly nameOf = input<(filter: Filter, value: string) => string>((_filter, value) => value);
  readonly edit = output<number>();
  readonly remove = output<number>();
  readonly clear = output<void>();

  protected readonly label = dimensionLabel;
  protected readonly operators = operators;

  protected valueWords(filter: Filter): string {
    const names = filter.values.map((value) => this.nameOf()(filter, value));
    return names.length > 3
      ? `${names.slice(0, 2).join(', ')} or ${names.length - 2} more`
      : names.join(' or ');
  }

  protected sentence(filter: Filter): string {
    const values = needsValues(filter.operator) ? ` ${this.valueWords(filter)}` : '';
    return `${dimensionLabel(filter.dimension)} ${operators[filter.operator]}${values}`;
  }
}
