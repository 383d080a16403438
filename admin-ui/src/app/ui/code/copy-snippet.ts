import { Component, computed, input } from '@angular/core';
import { CopyButton } from '../copy-button';
import { highlight } from './highlight';

/** A block of code with a button that copies it whole. */
@Component({
  selector: 'app-copy-snippet',
  imports: [CopyButton],
  template: `
    <div class="bar">
      <span class="faint">{{ label() }}</span>
      <app-copy-button [text]="code()" [what]="label()" />
    </div>
    <pre
      tabindex="0"
      role="region"
      [attr.aria-label]="label()"
    ><code>@for (piece of pieces(); track $index) {<span [class]="piece.kind">{{ piece.text }}</span>}</code></pre>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface-sunken);
    }

    .bar {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-3);
      padding: 6px 6px 6px var(--space-4);
      border-bottom: 1px solid var(--line);
      font-size: var(--text-s);
    }

    pre {
      margin: 0;
      padding: var(--space-4);
      overflow-x: auto;
      font-size: var(--text-m);
      line-height: 1.65;
      tab-size: 2;
    }

    .comment {
      color: var(--ink-faint);
    }

    .string {
      color: var(--good);
    }

    .word {
      color: var(--accent);
    }
  `,
})
export class CopySnippet {
  readonly code = input.required<string>();
  readonly label = input.required<string>();
  protected readonly pieces = computed(() => highlight(this.code()));
}
