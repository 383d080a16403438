import { Component, computed, input } from '@angular/core';

interface Branch {
  readonly key: string;
  readonly value: unknown;
  readonly inner: boolean;
  readonly text: string;
  readonly kind: string;
  readonly size: string;
}

/** Any JSON value as a tree; deeper branches begin closed. */
@Component({
  selector: 'app-property-tree',
  template: `
    <ul>
      @for (branch of branches(); track branch.key) {
        <li>
          @if (branch.inner) {
            <details [open]="depth() === 0">
              <summary>
                <span class="key">{{ branch.key }}</span>
                <span class="size">{{ branch.size }}</span>
              </summary>
              <app-property-tree [value]="branch.value" [depth]="depth() + 1" />
            </details>
          } @else {
            <span class="key">{{ branch.key }}</span>
            <span [class]="branch.kind">{{ branch.text }}</span>
          }
        </li>
      }
    </ul>
  `,
  styles: `
    :host {
      display: block;
      font-family: var(--font-mono);
      font-size: var(--text-s);
    }

    app-property-tree {
      margin-left: 5px;
      padding-left: var(--space-3);
      border-left: 1px solid var(--line);
    }

    li {
      padding: 2px 0;
      overflow-wrap: anywhere;
    }

    .key {
      margin-right: var(--space-1);
      color: var(--ink-soft);
    }

    .key::after {
      content: ':';
    }

    .size {
      color: var(--ink-faint);
    }

    .number,
    .boolean {
      color: var(--accent);
    }

    .null {
      color: var(--ink-faint);
    }

    summary {
      cursor: pointer;
    }
  `,
})
export class PropertyTree {
  readonly value = input.required<unknown>();
  readonly depth = input(0);

  protected readonly branches = computed<Branch[]>(() => {
    const value = this.value();
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).map(([key, inner]) => branch(key, inner));
  });
}

function branch(key: string, value: unknown): Branch {
  const inner = typeof value === 'object' && value !== null;
  const count = inner ? Object.keys(value).length : 0;
  return {
    key,
    value,
    inner: inner && count > 0,
    text: Array.isArray(value) ? '[ ]' : typeof value === 'string' ? value : JSON.stringify(value),
    kind: value === null ? 'null' : typeof value,
    size: Array.isArray(value) ? `${count} items` : `${count} keys`,
  };
}
